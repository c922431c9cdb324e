"""An answer begun by link is kept a while; recordings read aloud; printed codes serve once."""

from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
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
    op.create_table(
        'recording',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('instrument_id', sa.Integer(), nullable=False),
        sa.Column('part', sa.String(length=60), nullable=False),
        sa.Column('language', sa.String(length=12), nullable=False),
        sa.Column('token', sa.String(length=24), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('said', sa.String(length=16), nullable=False),
        sa.Column('sound', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_recording_instrument_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_recording')),
        sa.UniqueConstraint('instrument_id', 'part', 'language', name=op.f('uq_recording_instrument_id_part_language')),
        sa.UniqueConstraint('token', name=op.f('uq_recording_token')),
    )
    op.add_column('instrument', sa.Column('sounds', sa.String(length=12), nullable=False, server_default=''))
    op.create_table(
        'slip',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('link_id', sa.Integer(), nullable=False),
        sa.Column('code_mac', sa.String(length=64), nullable=False),
        sa.Column('state', sa.String(length=9), nullable=False),
        sa.ForeignKeyConstraint(['link_id'], ['survey_link.id'], name=op.f('fk_slip_link_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_slip')),
        sa.UniqueConstraint('link_id', 'code_mac', name=op.f('uq_slip_link_id_code_mac')),
    )
    op.add_column('survey_link', sa.Column('asks_code', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade():
    op.drop_column('survey_link', 'asks_code')
    op.drop_table('slip')
    op.drop_column('instrument', 'sounds')
    op.drop_table('recording')
    op.drop_table('link_draft')
