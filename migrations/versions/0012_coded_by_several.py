"""Rounds of blind coding; a coding may belong to the signed version that settles between coders."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0012'
down_revision = '0010'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
OLD, NEW = 'uq_coding_passage_id_code_id_coder_id', 'uq_coding_passage_id_code_id_coder_id_signed'


def _key(table, *columns):
    return [sa.PrimaryKeyConstraint(*columns, name=op.f(f'pk_{table}'))]


def _to(table, column, target, **more):
    name = op.f(f'fk_{table}_{column}')
    return sa.ForeignKeyConstraint([column], [target], name=name, **more)


def upgrade():
    with op.batch_alter_table('coding') as batch:
        batch.add_column(sa.Column('signed', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.drop_constraint(op.f(OLD), type_='unique')
        batch.create_unique_constraint(op.f(NEW), ['passage_id', 'code_id', 'coder_id', 'signed'])
    op.create_table('coding_round',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('seed', sa.String(length=20), nullable=False),
        sa.Column('drawing', JSON, nullable=False),
        sa.Column('whole', sa.Boolean(), nullable=False),
        sa.Column('branch', sa.String(length=20), nullable=False),
        sa.Column('settler_id', sa.Integer(), nullable=True),
        sa.Column('created_by', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        _to('coding_round', 'study_id', 'study.id', ondelete='CASCADE'),
        _to('coding_round', 'settler_id', 'account.id'),
        _to('coding_round', 'created_by', 'account.id'),
        *_key('coding_round', 'id'),
        sa.UniqueConstraint('public_id', name=op.f('uq_coding_round_public_id')),
    )
    op.create_index(op.f('ix_coding_round_study_id'), 'coding_round', ['study_id'])
    op.create_table('coding_round_coder',
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('coder_id', sa.Integer(), nullable=False),
        _to('coding_round_coder', 'round_id', 'coding_round.id', ondelete='CASCADE'),
        _to('coding_round_coder', 'coder_id', 'account.id'),
        *_key('coding_round_coder', 'round_id', 'coder_id'),
    )
    op.create_index('ix_coding_round_coder_coder_id', 'coding_round_coder', ['coder_id'])
    op.create_table('coding_round_code',
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('code_id', sa.Integer(), nullable=False),
        _to('coding_round_code', 'round_id', 'coding_round.id', ondelete='CASCADE'),
        _to('coding_round_code', 'code_id', 'code.id', ondelete='CASCADE'),
        *_key('coding_round_code', 'round_id', 'code_id'),
    )
    op.create_table('coding_round_text',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('round_id', sa.Integer(), nullable=False),
        sa.Column('document_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('stratum', sa.String(length=200), nullable=False),
        sa.Column('replaced', sa.Boolean(), nullable=False),
        sa.Column('signed_by', sa.Integer(), nullable=True),
        sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        _to('coding_round_text', 'round_id', 'coding_round.id', ondelete='CASCADE'),
        _to('coding_round_text', 'document_id', 'document.id', ondelete='CASCADE'),
        _to('coding_round_text', 'signed_by', 'account.id'),
        *_key('coding_round_text', 'id'),
        sa.UniqueConstraint('document_id', name=op.f('uq_coding_round_text_document_id')),
        sa.UniqueConstraint('public_id', name=op.f('uq_coding_round_text_public_id')),
    )
    op.create_index(op.f('ix_coding_round_text_round_id'), 'coding_round_text', ['round_id'])
    op.create_table('coding_finished',
        sa.Column('text_id', sa.Integer(), nullable=False),
        sa.Column('coder_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        _to('coding_finished', 'text_id', 'coding_round_text.id', ondelete='CASCADE'),
        _to('coding_finished', 'coder_id', 'account.id'),
        *_key('coding_finished', 'text_id', 'coder_id'),
    )


def downgrade():
    for table in ('coding_finished', 'coding_round_text', 'coding_round_code', 'coding_round_coder', 'coding_round'):
        op.drop_table(table)
    op.execute(sa.text('DELETE FROM coding WHERE signed'))
    with op.batch_alter_table('coding') as batch:
        batch.drop_constraint(op.f(NEW), type_='unique')
        batch.create_unique_constraint(op.f(OLD), ['passage_id', 'code_id', 'coder_id'])
        batch.drop_column('signed')
