"""Texts come from elsewhere, lists have filters kept and texts dealt out, searches code."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table('text_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('settings', JSON, nullable=False),
    sa.Column('texts', sa.Integer(), nullable=False),
    sa.Column('created_at', INSTANT, nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint("state IN ('seen', 'kept', 'removed')", name=op.f('ck_text_import_state')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_text_import_study_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_text_import_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_text_import')),
    sa.UniqueConstraint('public_id', name=op.f('uq_text_import_public_id'))
    )
    op.create_index('ix_text_import_study_id_id', 'text_import', ['study_id', 'id'])
    op.create_table('imported_text',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_imported_text_document_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['import_id'], ['text_import.id'], name=op.f('fk_imported_text_import_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_imported_text'))
    )
    op.create_index(op.f('ix_imported_text_import_id'), 'imported_text', ['import_id'])
    op.create_index(op.f('ix_imported_text_mark'), 'imported_text', ['mark'])
    op.create_table('saved_filter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('address', JSON, nullable=False),
    sa.Column('created_at', INSTANT, nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_saved_filter_study_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_filter_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('public_id', name=op.f('uq_saved_filter_public_id')),
    sa.UniqueConstraint('study_id', 'account_id', 'name', name=op.f('uq_saved_filter_study_id_account_id_name'))
    )
    op.create_table('assignment',
    sa.Column('coder_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('assigned_by', sa.Integer(), nullable=False),
    sa.Column('assigned_at', INSTANT, nullable=False),
    sa.ForeignKeyConstraint(['coder_id'], ['account.id'], name=op.f('fk_assignment_coder_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_assignment_document_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['assigned_by'], ['account.id'], name=op.f('fk_assignment_assigned_by')),
    sa.PrimaryKeyConstraint('coder_id', 'document_id', name=op.f('pk_assignment'))
    )
    op.create_index(op.f('ix_assignment_document_id'), 'assignment', ['document_id'])
    op.create_table('coding_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=False),
    sa.Column('code_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=200), nullable=False),
    sa.Column('stretch', sa.String(length=10), nullable=False),
    sa.Column('made', sa.Integer(), nullable=False),
    sa.Column('created_at', INSTANT, nullable=False),
    sa.Column('undone_at', INSTANT, nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint("stretch IN ('words', 'sentence', 'whole')", name=op.f('ck_coding_batch_stretch')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_coding_batch_study_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['coder_id'], ['account.id'], name=op.f('fk_coding_batch_coder_id')),
    sa.ForeignKeyConstraint(['code_id'], ['code.id'], name=op.f('fk_coding_batch_code_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coding_batch')),
    sa.UniqueConstraint('public_id', name=op.f('uq_coding_batch_public_id'))
    )
    op.create_index('ix_coding_batch_study_id_coder_id_id', 'coding_batch', ['study_id', 'coder_id', 'id'])
    op.create_index(op.f('ix_coding_batch_code_id'), 'coding_batch', ['code_id'])
    op.create_table('batched_coding',
    sa.Column('coding_id', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['coding_id'], ['coding.id'], name=op.f('fk_batched_coding_coding_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['batch_id'], ['coding_batch.id'], name=op.f('fk_batched_coding_batch_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('coding_id', name=op.f('pk_batched_coding'))
    )
    op.create_index(op.f('ix_batched_coding_batch_id'), 'batched_coding', ['batch_id'])
    op.drop_index(op.f('ix_coding_coder_id'), 'coding')
    op.create_index('ix_coding_coder_id_passage_id', 'coding', ['coder_id', 'passage_id'])


def downgrade():
    op.drop_index('ix_coding_coder_id_passage_id', 'coding')
    op.create_index(op.f('ix_coding_coder_id'), 'coding', ['coder_id'])
    for table in ('batched_coding', 'coding_batch', 'assignment', 'saved_filter', 'imported_text', 'text_import'):
        op.drop_table(table)
