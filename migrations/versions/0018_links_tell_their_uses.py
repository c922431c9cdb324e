"""A link tells how often it was used, a file kept up to date that it could not be made."""

from alembic import op
import sqlalchemy as sa

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    with op.batch_alter_table('standing_file') as table:
        table.add_column(sa.Column('uses', sa.Integer(), nullable=False, server_default='0'))
        table.add_column(sa.Column('used_at', INSTANT, nullable=True))
        table.add_column(sa.Column('failed_at', INSTANT, nullable=True))
    with op.batch_alter_table('standing_file') as table:
        table.alter_column('uses', server_default=None)
    # A link opens one table of one study: those to whole files open no more
    op.execute(sa.text('UPDATE standing_file SET token_hash = NULL'))


def downgrade():
    with op.batch_alter_table('standing_file') as table:
        table.drop_column('failed_at')
        table.drop_column('used_at')
        table.drop_column('uses')
