"""Files made again each day or week, and links through which spreadsheets read them."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        'standing_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('params', JSON, nullable=False),
        sa.Column('every', sa.String(length=5), nullable=False),
        sa.Column('next_at', INSTANT, nullable=False),
        sa.Column('job_id', sa.Integer(), nullable=True),
        sa.Column('asked_id', sa.Integer(), nullable=True),
        sa.Column('token_hash', sa.String(length=64), nullable=True),
        sa.Column('window_at', INSTANT, nullable=True),
        sa.Column('window_uses', sa.Integer(), nullable=False),
        sa.Column('created_at', INSTANT, nullable=False),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        sa.CheckConstraint("every IN ('day', 'week')", name=op.f('ck_standing_file_every')),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_standing_file_account_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_standing_file_study_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_standing_file_job_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['asked_id'], ['job.id'], name=op.f('fk_standing_file_asked_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_standing_file')),
        sa.UniqueConstraint('public_id', name=op.f('uq_standing_file_public_id')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_standing_file_token_hash')),
    )
    op.create_index(op.f('ix_standing_file_account_id'), 'standing_file', ['account_id'])
    op.create_index(op.f('ix_standing_file_study_id'), 'standing_file', ['study_id'])
    op.create_index('ix_standing_file_next_at', 'standing_file', ['next_at'])


def downgrade():
    op.drop_table('standing_file')
