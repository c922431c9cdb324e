"""An instrument may be a template of the house; versions of others stand on one of its own."""

from alembic import op
import sqlalchemy as sa

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('instrument', sa.Column('template_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('instrument_version') as batch:
        batch.add_column(sa.Column('core_id', sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f('fk_instrument_version_core_id'), 'instrument_version', ['core_id'], ['id'])
        batch.create_index(op.f('ix_instrument_version_core_id'), ['core_id'])


def downgrade():
    with op.batch_alter_table('instrument_version') as batch:
        batch.drop_index(op.f('ix_instrument_version_core_id'))
        batch.drop_constraint(op.f('fk_instrument_version_core_id'), type_='foreignkey')
        batch.drop_column('core_id')
    op.drop_column('instrument', 'template_at')
