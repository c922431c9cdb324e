"""Counts of persons heard, as shown to those who hold no row."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade():
    op.create_table(
        'shown_unit',
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('what', sa.String(length=90), nullable=False),
        sa.Column('place', sa.String(length=41), nullable=False),
        sa.Column('counts', JSON, nullable=False),
        sa.Column('more', JSON, nullable=False),
        sa.Column('closed', JSON, nullable=False),
        sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_shown_unit_study_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('study_id', 'what', 'place', name=op.f('pk_shown_unit')),
    )
    op.create_table(
        'shown_day',
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('checked_on', sa.Date(), nullable=False),
        sa.Column('edition', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_shown_day_study_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('study_id', name=op.f('pk_shown_day')),
    )


def downgrade():
    op.drop_table('shown_day')
    op.drop_table('shown_unit')
