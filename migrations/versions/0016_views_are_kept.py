"""Pages of figures kept under a name."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade():
    op.create_table(
        'kept_view',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('shared', sa.Boolean(), nullable=False),
        sa.Column('page', sa.String(length=60), nullable=False),
        sa.Column('of', sa.String(length=10), nullable=False),
        sa.Column('address', JSON, nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_kept_view_study_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_kept_view_account_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_view')),
        sa.UniqueConstraint('public_id', name=op.f('uq_kept_view_public_id')),
        sa.UniqueConstraint('study_id', 'account_id', 'name', name=op.f('uq_kept_view_study_id_account_id_name')),
    )


def downgrade():
    op.drop_table('kept_view')
