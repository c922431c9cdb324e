"""Memos about a study, its codes, texts and passages."""

from alembic import op
import sqlalchemy as sa

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        'memo',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('author_id', sa.Integer(), nullable=False),
        sa.Column('about', sa.String(length=10), nullable=False),
        sa.Column('code_id', sa.Integer(), nullable=True),
        sa.Column('document_id', sa.Integer(), nullable=True),
        sa.Column('start', sa.Integer(), nullable=True),
        sa.Column('end', sa.Integer(), nullable=True),
        sa.Column('title', sa.String(length=120), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('created_at', INSTANT, nullable=False),
        sa.Column('changed_at', INSTANT, nullable=True),
        sa.Column('removed_at', INSTANT, nullable=True),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        sa.CheckConstraint("about IN ('study', 'code', 'document', 'passage')", name=op.f('ck_memo_about')),
        sa.CheckConstraint(
            "(about = 'code') = (code_id IS NOT NULL) "
            "AND (about IN ('document', 'passage')) = (document_id IS NOT NULL) "
            "AND (about = 'passage') = (\"start\" IS NOT NULL AND \"end\" IS NOT NULL)",
            name=op.f('ck_memo_target'),
        ),
        sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_memo_study_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_memo_author_id')),
        sa.ForeignKeyConstraint(['code_id'], ['code.id'], name=op.f('fk_memo_code_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_memo_document_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_memo')),
        sa.UniqueConstraint('public_id', name=op.f('uq_memo_public_id')),
    )
    op.create_index('ix_memo_study_id_id', 'memo', ['study_id', 'id'])
    op.create_index(op.f('ix_memo_code_id'), 'memo', ['code_id'])
    op.create_index(op.f('ix_memo_document_id'), 'memo', ['document_id'])
    op.create_table(
        'memo_link',
        sa.Column('memo_id', sa.Integer(), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['memo_id'], ['memo.id'], name=op.f('fk_memo_link_memo_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['other_id'], ['memo.id'], name=op.f('fk_memo_link_other_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('memo_id', 'other_id', name=op.f('pk_memo_link')),
    )
    op.create_index(op.f('ix_memo_link_other_id'), 'memo_link', ['other_id'])


def downgrade():
    op.drop_table('memo_link')
    op.drop_table('memo')
