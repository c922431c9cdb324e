"""Visitors are counted by day; answers of a day and doubtful ones are found without a search."""

from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

DOUBTED = sa.text("flags != '[]'")


def upgrade():
    op.create_table(
        'footfall',
        sa.Column('site_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('visitors', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['site_id'], ['site.id'], name=op.f('fk_footfall_site_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('site_id', 'day', name=op.f('pk_footfall')),
    )
    op.drop_index('ix_response_version_id_site_id_week', 'response')
    op.create_index(
        'ix_response_of_day', 'response',
        ['version_id', 'site_id', 'day', 'counted', 'withdrawn_at', 'day_uncertain'],
    )
    op.create_index(
        'ix_response_doubted', 'response', ['study_id', 'day', 'public_id'],
        sqlite_where=DOUBTED, postgresql_where=DOUBTED,
    )


def downgrade():
    op.drop_index('ix_response_doubted', 'response')
    op.drop_index('ix_response_of_day', 'response')
    op.create_index(
        'ix_response_version_id_site_id_week', 'response', ['version_id', 'site_id', 'week']
    )
    op.drop_table('footfall')
