"""Texts drawn to be coded by several people; codings know whether they count, or are the agreed ones."""

from alembic import op
import sqlalchemy as sa

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

ONCE = ['passage_id', 'code_id', 'coder_id']


def upgrade():
    op.create_table('coding_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('branch', sa.String(length=20), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('strata', sa.String(length=40), nullable=False),
    sa.Column('coders_settle', sa.Boolean(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['account.id'], name=op.f('fk_coding_round_created_by')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_coding_round_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coding_round')),
    sa.UniqueConstraint('public_id', name=op.f('uq_coding_round_public_id'))
    )
    op.create_index(op.f('ix_coding_round_study_id'), 'coding_round', ['study_id'], unique=False)
    op.create_table('coding_round_coder',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['coder_id'], ['account.id'], name=op.f('fk_coding_round_coder_coder_id')),
    sa.ForeignKeyConstraint(['round_id'], ['coding_round.id'], name=op.f('fk_coding_round_coder_round_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'coder_id', name=op.f('pk_coding_round_coder'))
    )
    op.create_index(op.f('ix_coding_round_coder_coder_id'), 'coding_round_coder', ['coder_id'], unique=False)
    op.create_table('coding_round_text',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('signed_by', sa.Integer(), nullable=True),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_coding_round_text_document_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['coding_round.id'], name=op.f('fk_coding_round_text_round_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['signed_by'], ['account.id'], name=op.f('fk_coding_round_text_signed_by')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_coding_round_text'))
    )
    op.create_index(op.f('ix_coding_round_text_round_id'), 'coding_round_text', ['round_id'], unique=False)
    op.create_table('coding_finished',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['coder_id'], ['account.id'], name=op.f('fk_coding_finished_coder_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_coding_finished_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', 'coder_id', name=op.f('pk_coding_finished'))
    )
    with op.batch_alter_table('coding') as batch:
        batch.add_column(sa.Column('settled', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column('counts', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch.drop_constraint(op.f('uq_coding_passage_id_code_id_coder_id'), type_='unique')
        batch.create_unique_constraint(op.f('uq_coding_passage_id_code_id_coder_id_settled'), [*ONCE, 'settled'])


def downgrade():
    # What was agreed on goes; what each coder said counts again
    op.execute(sa.text('DELETE FROM coding WHERE settled'))
    with op.batch_alter_table('coding') as batch:
        batch.drop_constraint(op.f('uq_coding_passage_id_code_id_coder_id_settled'), type_='unique')
        batch.create_unique_constraint(op.f('uq_coding_passage_id_code_id_coder_id'), ONCE)
        batch.drop_column('counts')
        batch.drop_column('settled')
    op.execute(sa.text('DELETE FROM passage WHERE id NOT IN (SELECT passage_id FROM coding)'))
    op.drop_table('coding_finished')
    op.drop_table('coding_round_text')
    op.drop_table('coding_round_coder')
    op.drop_table('coding_round')
