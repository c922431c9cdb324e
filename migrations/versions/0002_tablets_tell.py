"""Tablets tell what they hold, follow what they are assigned, and nothing unreadable is lost."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
ADDED = (
    ('languages', JSON, '[]'),
    ('hours', JSON, '{}'),
    ('pin_salt', sa.String(length=32), ''),
    ('pin_hash', sa.String(length=64), ''),
    ('said', JSON, '{}'),
    ('before', sa.Integer(), '0'),
)


def upgrade():
    for name, kind, default in ADDED:
        op.add_column('device', sa.Column(name, kind, nullable=False, server_default=default))
    op.create_table(
        'set_aside',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('device_id', sa.Integer(), nullable=False),
        sa.Column('uuid', sa.String(length=36), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('why', sa.String(length=12), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(['device_id'], ['device.id'], ondelete='CASCADE', name=op.f('fk_set_aside_device_id_device')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_set_aside')),
        sa.UniqueConstraint('public_id', name=op.f('uq_set_aside_public_id')),
        sa.UniqueConstraint('uuid', 'digest', name=op.f('uq_set_aside_uuid_digest')),
    )
    op.create_index(op.f('ix_set_aside_device_id'), 'set_aside', ['device_id'])


def downgrade():
    op.drop_table('set_aside')
    for name, _kind, _default in reversed(ADDED):
        op.drop_column('device', name)
