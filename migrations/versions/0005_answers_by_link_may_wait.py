"""An answer begun by link is kept a while."""

from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'link_draft',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('link_id', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('uuid', sa.String(length=36), nullable=False),
        sa.Column('cookie_hash', sa.String(length=64), nullable=False),
        sa.Column('sealed', sa.Text(), nullable=False),
        sa.Column('suspect', sa.Boolean(), nullable=False),
        sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['link_id'], ['survey_link.id'], name=op.f('fk_link_draft_link_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_link_draft_version_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_link_draft')),
        sa.UniqueConstraint('uuid', name=op.f('uq_link_draft_uuid')),
    )
    for column in ('link_id', 'cookie_hash', 'saved_at'):
        op.create_index(op.f(f'ix_link_draft_{column}'), 'link_draft', [column])


def downgrade():
    op.drop_table('link_draft')
