"""Wrong passwords are counted by the address typed, whether it has an account or not."""

from alembic import op
import sqlalchemy as sa

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('sign_in_failure',
    sa.Column('address_mac', sa.String(length=64), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('address_mac', name=op.f('pk_sign_in_failure'))
    )
    op.create_index(op.f('ix_sign_in_failure_last_at'), 'sign_in_failure', ['last_at'])
    op.drop_column('account', 'locked_until')
    op.drop_column('account', 'failures')


def downgrade():
    op.add_column('account', sa.Column('failures', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('account', sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True))
    op.drop_table('sign_in_failure')
