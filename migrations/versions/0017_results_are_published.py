"""Results of a survey as they were published."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade():
    op.create_table(
        'publication',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('instrument_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('open', sa.Boolean(), nullable=False),
        sa.Column('through', sa.Date(), nullable=False),
        sa.Column('body', JSON, nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_publication_instrument_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_publication_account_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
        sa.UniqueConstraint('instrument_id', name=op.f('uq_publication_instrument_id')),
        sa.UniqueConstraint('public_id', name=op.f('uq_publication_public_id')),
    )


def downgrade():
    op.drop_table('publication')
