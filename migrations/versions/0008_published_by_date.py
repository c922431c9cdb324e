"""A draft is published and a survey closed by date; a version knows when it stopped being asked."""

from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = "0007"
branch_labels = None
depends_on = None

# Until now a version that was replaced ended when the next one began; the log knows the others.
ENDED = """
UPDATE instrument_version SET ended_at = (
    SELECT MIN(later.published_at) FROM instrument_version AS later
    WHERE later.instrument_id = instrument_version.instrument_id
    AND later.number > instrument_version.number AND later.published_at IS NOT NULL
) WHERE status = 'superseded'
"""


def upgrade():
    op.create_table(
        'instrument_plan',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('instrument_id', sa.Integer(), nullable=False),
        sa.Column('act', sa.String(length=7), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_instrument_plan_account_id')),
        sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_instrument_plan_instrument_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_instrument_plan')),
        sa.UniqueConstraint('instrument_id', 'act', name=op.f('uq_instrument_plan_instrument_id_act')),
    )
    op.add_column('instrument_version', sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(ENDED)


def downgrade():
    op.drop_column('instrument_version', 'ended_at')
    op.drop_table('instrument_plan')
