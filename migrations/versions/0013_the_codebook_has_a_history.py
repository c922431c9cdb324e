"""Acts on a codebook are kept, to be taken back; versions of it; passages as examples."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
INSTANT = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        'codebook_step',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('at', INSTANT, nullable=False),
        sa.Column('act', sa.String(length=12), nullable=False),
        sa.Column('keys', sa.String(length=120), nullable=False),
        sa.Column('body', sa.LargeBinary(), nullable=False),
        sa.Column('undone_at', INSTANT, nullable=True),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_codebook_step_study_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_codebook_step_account_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_codebook_step')),
        sa.UniqueConstraint('public_id', name=op.f('uq_codebook_step_public_id')),
    )
    op.create_index(op.f('ix_codebook_step_study_id'), 'codebook_step', ['study_id'])
    op.create_table(
        'codebook_version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('study_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('at', INSTANT, nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('codes', JSON, nullable=False),
        sa.Column('public_id', sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_codebook_version_study_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_codebook_version_account_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_codebook_version')),
        sa.UniqueConstraint('public_id', name=op.f('uq_codebook_version_public_id')),
        sa.UniqueConstraint('study_id', 'number', name=op.f('uq_codebook_version_study_id_number')),
    )
    op.create_table(
        'code_example',
        sa.Column('coding_id', sa.Integer(), nullable=False),
        sa.Column('account_id', sa.Integer(), nullable=True),
        sa.Column('at', INSTANT, nullable=False),
        sa.ForeignKeyConstraint(['coding_id'], ['coding.id'], name=op.f('fk_code_example_coding_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_code_example_account_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('coding_id', name=op.f('pk_code_example')),
    )
    op.create_table(
        'moved_coding',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('step_id', sa.Integer(), nullable=False),
        sa.Column('coding_id', sa.Integer(), nullable=False),
        sa.Column('from_code_id', sa.Integer(), nullable=False),
        sa.Column('to_code_id', sa.Integer(), nullable=False),
        sa.Column('absorbed', JSON, nullable=True),
        sa.ForeignKeyConstraint(['step_id'], ['codebook_step.id'], name=op.f('fk_moved_coding_step_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['coding_id'], ['coding.id'], name=op.f('fk_moved_coding_coding_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['from_code_id'], ['code.id'], name=op.f('fk_moved_coding_from_code_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['to_code_id'], ['code.id'], name=op.f('fk_moved_coding_to_code_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_moved_coding')),
    )
    for name in ('step_id', 'coding_id', 'from_code_id', 'to_code_id'):
        op.create_index(op.f(f'ix_moved_coding_{name}'), 'moved_coding', [name])
    with op.batch_alter_table('code_succession') as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=5), nullable=False, server_default='merge'))
        batch_op.add_column(sa.Column('step_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_code_succession_step_id'), 'codebook_step', ['step_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index(op.f('ix_code_succession_step_id'), ['step_id'])
    with op.batch_alter_table('code_succession') as batch_op:
        batch_op.alter_column('kind', server_default=None)


def downgrade():
    with op.batch_alter_table('code_succession') as batch_op:
        batch_op.drop_index(op.f('ix_code_succession_step_id'))
        batch_op.drop_constraint(op.f('fk_code_succession_step_id'), type_='foreignkey')
        batch_op.drop_column('step_id')
        batch_op.drop_column('kind')
    for table in ('moved_coding', 'code_example', 'codebook_version', 'codebook_step'):
        op.drop_table(table)
