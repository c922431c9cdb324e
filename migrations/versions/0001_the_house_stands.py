"""The house stands: every table of the first version, the index of texts, the sealed log."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
SEARCH = (
    """CREATE VIRTUAL TABLE document_fts USING fts5(
        words, content='document_words', content_rowid='document_id',
        tokenize='ascii', columnsize=0
    )""",
    """CREATE TRIGGER document_words_insert AFTER INSERT ON document_words BEGIN
        INSERT INTO document_fts(rowid, words) VALUES (new.document_id, new.words);
    END""",
    """CREATE TRIGGER document_words_delete AFTER DELETE ON document_words BEGIN
        INSERT INTO document_fts(document_fts, rowid, words)
        VALUES ('delete', old.document_id, old.words);
    END""",
    """CREATE TRIGGER document_words_update AFTER UPDATE ON document_words BEGIN
        INSERT INTO document_fts(document_fts, rowid, words)
        VALUES ('delete', old.document_id, old.words);
        INSERT INTO document_fts(rowid, words) VALUES (new.document_id, new.words);
    END""",
)
# The audit log is append-only in the database too.
LOG_SQLITE = tuple(
    f"""CREATE TRIGGER audit_entry_no_{act} BEFORE {act} ON audit_entry BEGIN
        SELECT RAISE(ABORT, 'the audit log is append-only');
    END"""
    for act in ('update', 'delete')
)
LOG_POSTGRESQL = (
    """CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$""",
    """CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
)


def upgrade():
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('demonstration', sa.Boolean(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('public_id', name=op.f('uq_account_public_id'))
    )
    op.create_table('audit_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=10), nullable=False),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('object', sa.String(length=80), nullable=False),
    sa.Column('detail', JSON, nullable=False),
    sa.Column('previous', sa.String(length=64), nullable=False),
    sa.Column('seal', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sa.UniqueConstraint('seal', name=op.f('uq_audit_entry_seal'))
    )
    op.create_index(op.f('ix_audit_entry_object'), 'audit_entry', ['object'], unique=False)

    op.create_table('receipt',
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('content_mac', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('uuid', name=op.f('pk_receipt'))
    )
    op.create_table('receipt_trace',
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('source', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('uuid', name=op.f('pk_receipt_trace'))
    )
    op.create_index(op.f('ix_receipt_trace_at'), 'receipt_trace', ['at'], unique=False)
    op.create_index(op.f('ix_receipt_trace_source'), 'receipt_trace', ['source'], unique=False)

    op.create_table('source_count',
    sa.Column('source', sa.String(length=60), nullable=False),
    sa.Column('stored', sa.Integer(), nullable=False),
    sa.Column('again', sa.Integer(), nullable=False),
    sa.Column('conflicts', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('source', name=op.f('pk_source_count'))
    )
    op.create_table('study',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('notice', JSON, nullable=False),
    sa.Column('languages', JSON, nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('demonstration', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_study')),
    sa.UniqueConstraint('public_id', name=op.f('uq_study_public_id'))
    )
    op.create_table('territory',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_territory')),
    sa.UniqueConstraint('name', name=op.f('uq_territory_name'))
    )
    op.create_table('code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('definition', sa.Text(), nullable=False),
    sa.Column('include', sa.Text(), nullable=False),
    sa.Column('exclude', sa.Text(), nullable=False),
    sa.Column('codable', sa.Boolean(), nullable=False),
    sa.Column('colour', sa.String(length=7), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['code.id'], name=op.f('fk_code_parent_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_code_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_code_public_id')),
    sa.UniqueConstraint('study_id', 'key', name=op.f('uq_code_study_id_key'))
    )
    op.create_index(op.f('ix_code_parent_id'), 'code', ['parent_id'], unique=False)

    op.create_table('code_succession',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('old_key', sa.String(length=20), nullable=False),
    sa.Column('new_key', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_code_succession_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_code_succession'))
    )
    op.create_index(op.f('ix_code_succession_study_id'), 'code_succession', ['study_id'], unique=False)

    op.create_table('conflict',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('content_mac', sa.String(length=64), nullable=False),
    sa.Column('answers', JSON, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled', sa.String(length=20), nullable=False),
    sa.Column('settled_by', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['settled_by'], ['account.id'], name=op.f('fk_conflict_settled_by')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_conflict_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conflict')),
    sa.UniqueConstraint('public_id', name=op.f('uq_conflict_public_id')),
    sa.UniqueConstraint('uuid', 'content_mac', name=op.f('uq_conflict_uuid_content_mac'))
    )
    op.create_index(op.f('ix_conflict_study_id'), 'conflict', ['study_id'], unique=False)
    op.create_index(op.f('ix_conflict_uuid'), 'conflict', ['uuid'], unique=False)

    op.create_table('instrument',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=41), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_instrument_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instrument')),
    sa.UniqueConstraint('public_id', name=op.f('uq_instrument_public_id')),
    sa.UniqueConstraint('study_id', 'code', name=op.f('uq_instrument_study_id_code'))
    )
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('params', JSON, nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('study_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('heartbeat', sa.DateTime(timezone=True), nullable=True),
    sa.Column('progress', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=60), nullable=False),
    sa.Column('file', sa.String(length=60), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('gone', sa.String(length=12), nullable=False),
    sa.Column('error', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('snapshot_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name=op.f('ck_job_state')),
    sa.CheckConstraint('progress BETWEEN 0 AND 100', name=op.f('ck_job_progress')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_job_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_job_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('public_id', name=op.f('uq_job_public_id'))
    )
    op.create_index(op.f('ix_job_account_id'), 'job', ['account_id'], unique=False)
    op.create_index('ix_job_state_id', 'job', ['state', 'id'], unique=False)
    op.create_index(op.f('ix_job_study_id'), 'job', ['study_id'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('params', JSON, nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    op.create_index('ix_notice_account_id_read_at', 'notice', ['account_id', 'read_at'], unique=False)

    op.create_table('one_time_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_one_time_link_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_time_link_token_hash'))
    )
    op.create_table('role_grant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_role_grant_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_role_grant_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant')),
    sa.UniqueConstraint('account_id', 'study_id', 'role', name=op.f('uq_role_grant_account_id_study_id_role'))
    )
    op.create_index(op.f('ix_role_grant_study_id'), 'role_grant', ['study_id'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_in_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    op.create_table('site',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('territory_id', sa.Integer(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['territory_id'], ['territory.id'], name=op.f('fk_site_territory_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site')),
    sa.UniqueConstraint('code', name=op.f('uq_site_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_site_public_id'))
    )
    op.create_index(op.f('ix_site_territory_id'), 'site', ['territory_id'], unique=False)

    op.create_table('withdrawal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('origin_room', sa.String(length=20), nullable=False),
    sa.Column('origin_id', sa.String(length=36), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_withdrawal_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_withdrawal'))
    )
    op.create_index(op.f('ix_withdrawal_study_id'), 'withdrawal', ['study_id'], unique=False)

    op.create_table('device',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('mode', sa.String(length=12), nullable=False),
    sa.Column('credential_hash', sa.String(length=64), nullable=True),
    sa.Column('code_hash', sa.String(length=64), nullable=True),
    sa.Column('code_expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_device_instrument_id')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_device_site_id')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_device_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_device')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_device_code_hash')),
    sa.UniqueConstraint('credential_hash', name=op.f('uq_device_credential_hash')),
    sa.UniqueConstraint('public_id', name=op.f('uq_device_public_id'))
    )
    op.create_index(op.f('ix_device_study_id'), 'device', ['study_id'], unique=False)

    op.create_table('document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('origin_room', sa.String(length=20), nullable=False),
    sa.Column('origin_id', sa.String(length=36), nullable=False),
    sa.Column('part', sa.String(length=60), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('speaker', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('mode', sa.String(length=12), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('attributes', JSON, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('quotable', sa.Boolean(), nullable=False),
    sa.Column('attribution', sa.String(length=160), nullable=False),
    sa.Column('read_by', sa.Integer(), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('masked_by', sa.Integer(), nullable=True),
    sa.Column('handlers', JSON, nullable=False),
    sa.Column('validated_by', sa.Integer(), nullable=True),
    sa.Column('validated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('danger_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('coded', sa.Boolean(), nullable=False),
    sa.Column('translation_of_id', sa.Integer(), nullable=True),
    sa.Column('translator', sa.String(length=120), nullable=False),
    sa.Column('supersedes_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint("state IN ('to_read', 'read', 'validated', 'superseded', 'withdrawn')", name=op.f('ck_document_state')),
    sa.ForeignKeyConstraint(['masked_by'], ['account.id'], name=op.f('fk_document_masked_by')),
    sa.ForeignKeyConstraint(['read_by'], ['account.id'], name=op.f('fk_document_read_by')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_document_site_id')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_document_study_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['supersedes_id'], ['document.id'], name=op.f('fk_document_supersedes_id')),
    sa.ForeignKeyConstraint(['translation_of_id'], ['document.id'], name=op.f('fk_document_translation_of_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['validated_by'], ['account.id'], name=op.f('fk_document_validated_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('origin_room', 'origin_id', 'part', 'language', 'generation', name=op.f('uq_document_origin_room_origin_id_part_language_generation')),
    sa.UniqueConstraint('public_id', name=op.f('uq_document_public_id'))
    )
    op.create_index(op.f('ix_document_day'), 'document', ['day'], unique=False)
    op.create_index(op.f('ix_document_site_id'), 'document', ['site_id'], unique=False)
    op.create_index('ix_document_study_state', 'document', ['study_id', 'state', 'id', 'translation_of_id', 'quotable'], unique=False)
    for column in ('supersedes_id', 'translation_of_id'):
        some = sa.text(f'{column} IS NOT NULL')
        op.create_index(f'ix_document_{column}', 'document', [column], unique=False, sqlite_where=some, postgresql_where=some)

    op.create_table('instrument_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('definition', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_by', sa.Integer(), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_instrument_version_instrument_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['published_by'], ['account.id'], name=op.f('fk_instrument_version_published_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instrument_version')),
    sa.UniqueConstraint('instrument_id', 'number', name=op.f('uq_instrument_version_instrument_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_instrument_version_public_id'))
    )
    op.create_table('parole_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=24), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_parole_link_instrument_id')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_parole_link_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parole_link')),
    sa.UniqueConstraint('public_id', name=op.f('uq_parole_link_public_id')),
    sa.UniqueConstraint('token', name=op.f('uq_parole_link_token'))
    )
    op.create_index(op.f('ix_parole_link_study_id'), 'parole_link', ['study_id'], unique=False)

    op.create_table('role_grant_site',
    sa.Column('grant_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['grant_id'], ['role_grant.id'], name=op.f('fk_role_grant_site_grant_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_role_grant_site_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('grant_id', 'site_id', name=op.f('pk_role_grant_site'))
    )
    op.create_table('shown',
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('through', sa.Date(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_shown_instrument_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('instrument_id', name=op.f('pk_shown'))
    )
    op.create_table('shown_mask',
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('split', sa.String(length=8), nullable=False),
    sa.Column('value', sa.String(length=20), nullable=False),
    sa.Column('place', sa.String(length=20), nullable=False),
    sa.Column('period', sa.String(length=10), nullable=False),
    sa.Column('questions', JSON, nullable=False),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_shown_mask_instrument_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('instrument_id', 'split', 'value', 'place', 'period', name=op.f('pk_shown_mask'))
    )
    op.create_table('study_site',
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_study_site_site_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_study_site_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('study_id', 'site_id', name=op.f('pk_study_site'))
    )
    op.create_index(op.f('ix_study_site_site_id'), 'study_site', ['site_id'], unique=False)

    op.create_table('survey_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=24), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_survey_link_instrument_id')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_survey_link_site_id')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_survey_link_study_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_survey_link')),
    sa.UniqueConstraint('public_id', name=op.f('uq_survey_link_public_id')),
    sa.UniqueConstraint('token', name=op.f('uq_survey_link_token'))
    )
    op.create_index(op.f('ix_survey_link_study_id'), 'survey_link', ['study_id'], unique=False)

    op.create_table('document_original',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('purge_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_original_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_document_original'))
    )
    op.create_index(op.f('ix_document_original_purge_on'), 'document_original', ['purge_on'], unique=False)

    op.create_table('document_turn',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('speaker', sa.String(length=3), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_turn_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', 'number', name=op.f('pk_document_turn'))
    )
    op.create_table('document_words',
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text().with_variant(postgresql.TSVECTOR(), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_words_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_document_words'))
    )
    if op.get_bind().dialect.name == 'postgresql':
        op.create_index('ix_document_words_words', 'document_words', ['words'], postgresql_using='gin')

    op.create_table('interview',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('interviewer_id', sa.Integer(), nullable=False),
    sa.Column('response_uuid', sa.String(length=36), nullable=False),
    sa.Column('event', sa.String(length=41), nullable=False),
    sa.Column('pseudonym', sa.String(length=60), nullable=False),
    sa.Column('place', sa.String(length=8), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('record_on', sa.Date(), nullable=True),
    sa.Column('quote_on', sa.Date(), nullable=True),
    sa.Column('callback_on', sa.Date(), nullable=True),
    sa.Column('answers', JSON, nullable=False),
    sa.Column('texts', JSON, nullable=False),
    sa.Column('transcript', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('withdrawal_mac', sa.String(length=64), nullable=True),
    sa.Column('notes_read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint("place IN ('office', 'home')", name=op.f('ck_interview_place')),
    sa.CheckConstraint("state IN ('draft', 'complete', 'withdrawn')", name=op.f('ck_interview_state')),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_interview_instrument_id')),
    sa.ForeignKeyConstraint(['interviewer_id'], ['account.id'], name=op.f('fk_interview_interviewer_id')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_interview_site_id')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_interview_study_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_interview_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview')),
    sa.UniqueConstraint('public_id', name=op.f('uq_interview_public_id')),
    sa.UniqueConstraint('response_uuid', name=op.f('uq_interview_response_uuid')),
    sa.UniqueConstraint('withdrawal_mac', name=op.f('uq_interview_withdrawal_mac'))
    )
    op.create_index(op.f('ix_interview_instrument_id'), 'interview', ['instrument_id'], unique=False)
    op.create_index(op.f('ix_interview_interviewer_id'), 'interview', ['interviewer_id'], unique=False)
    op.create_index(op.f('ix_interview_site_id'), 'interview', ['site_id'], unique=False)
    op.create_index('ix_interview_study_id_id', 'interview', ['study_id', 'id'], unique=False)

    op.create_table('parole',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('response_uuid', sa.String(length=36), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('mode', sa.String(length=12), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=14), nullable=False),
    sa.Column('job', sa.String(length=60), nullable=False),
    sa.Column('job_other', sa.Text(), nullable=False),
    sa.Column('service', sa.Text(), nullable=False),
    sa.Column('context', sa.String(length=60), nullable=False),
    sa.Column('context_date', sa.Date(), nullable=True),
    sa.Column('reference', sa.Text(), nullable=False),
    sa.Column('theme', sa.String(length=60), nullable=False),
    sa.Column('theme_other', sa.Text(), nullable=False),
    sa.Column('question_opened', sa.Text(), nullable=False),
    sa.Column('permission', sa.String(length=10), nullable=False),
    sa.Column('named_as', sa.Text(), nullable=False),
    sa.Column('review_wanted', sa.Boolean(), nullable=False),
    sa.Column('withdrawal_mac', sa.String(length=64), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('batch', sa.String(length=36), nullable=False),
    sa.Column('entered_by', sa.Integer(), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint("kind IN ('professional', 'expert')", name=op.f('ck_parole_kind')),
    sa.CheckConstraint("permission IN ('internal', 'anonymous', 'with_job', 'named')", name=op.f('ck_parole_permission')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_parole_document_id')),
    sa.ForeignKeyConstraint(['entered_by'], ['account.id'], name=op.f('fk_parole_entered_by')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_parole_study_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_parole_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parole')),
    sa.UniqueConstraint('public_id', name=op.f('uq_parole_public_id')),
    sa.UniqueConstraint('response_uuid', name=op.f('uq_parole_response_uuid')),
    sa.UniqueConstraint('withdrawal_mac', name=op.f('uq_parole_withdrawal_mac'))
    )
    op.create_index(op.f('ix_parole_batch'), 'parole', ['batch'], unique=False)
    op.create_index(op.f('ix_parole_document_id'), 'parole', ['document_id'], unique=False)
    op.create_index('ix_parole_study_id_id', 'parole', ['study_id', 'id'], unique=False)

    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f('ck_passage_span')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_passage_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage')),
    sa.UniqueConstraint('document_id', 'start', 'end', name=op.f('uq_passage_document_id_start_end')),
    sa.UniqueConstraint('public_id', name=op.f('uq_passage_public_id'))
    )
    op.create_table('removed_coding',
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('code_id', sa.Integer(), nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=False),
    sa.Column('valence', sa.Integer(), nullable=False),
    sa.Column('memo', sa.Text(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['code_id'], ['code.id'], name=op.f('fk_removed_coding_code_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['coder_id'], ['account.id'], name=op.f('fk_removed_coding_coder_id')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_removed_coding_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('public_id', name=op.f('pk_removed_coding'))
    )
    op.create_index(op.f('ix_removed_coding_document_id'), 'removed_coding', ['document_id'], unique=False)

    op.create_table('response',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('study_id', sa.Integer(), nullable=False),
    sa.Column('instrument_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('mode', sa.String(length=12), nullable=False),
    sa.Column('language', sa.String(length=12), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('last_step', sa.String(length=60), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('half', sa.String(length=2), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('day_uncertain', sa.Boolean(), nullable=False),
    sa.Column('answers', JSON, nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('flags', JSON, nullable=False),
    sa.Column('counted', sa.Boolean(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['instrument_id'], ['instrument.id'], name=op.f('fk_response_instrument_id')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_response_site_id')),
    sa.ForeignKeyConstraint(['study_id'], ['study.id'], name=op.f('fk_response_study_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_response_version_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response')),
    sa.UniqueConstraint('public_id', name=op.f('uq_response_public_id')),
    sa.UniqueConstraint('uuid', name=op.f('uq_response_uuid'))
    )
    op.create_index(op.f('ix_response_site_id'), 'response', ['site_id'], unique=False)
    op.create_index('ix_response_study_id_day', 'response', ['study_id', 'day'], unique=False)
    op.create_index('ix_response_version_id_site_id_week', 'response', ['version_id', 'site_id', 'week'], unique=False)

    op.create_table('shown_tally',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('grain', sa.String(length=5), nullable=False),
    sa.Column('split', sa.String(length=8), nullable=False),
    sa.Column('value', sa.String(length=20), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('counts', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_shown_tally_version_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('version_id', 'grain', 'split', 'value', 'start', 'site_id', name=op.f('pk_shown_tally'))
    )
    op.create_table('tally',
    sa.Column('counted', sa.Boolean(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('grain', sa.String(length=5), nullable=False),
    sa.Column('split', sa.String(length=8), nullable=False),
    sa.Column('value', sa.String(length=20), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=False),
    sa.Column('counts', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_tally_version_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('counted', 'version_id', 'grain', 'split', 'value', 'start', 'site_id', name=op.f('pk_tally'))
    )
    op.create_table('tally_legend',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('pairs', JSON, nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['instrument_version.id'], name=op.f('fk_tally_legend_version_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('version_id', name=op.f('pk_tally_legend'))
    )
    op.create_table('coding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('code_id', sa.Integer(), nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=False),
    sa.Column('valence', sa.Integer(), nullable=False),
    sa.Column('memo', sa.Text(), nullable=False),
    sa.Column('to_review', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint('valence IN (-1, 0, 1)', name=op.f('ck_coding_valence')),
    sa.ForeignKeyConstraint(['code_id'], ['code.id'], name=op.f('fk_coding_code_id'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['coder_id'], ['account.id'], name=op.f('fk_coding_coder_id')),
    sa.ForeignKeyConstraint(['passage_id'], ['passage.id'], name=op.f('fk_coding_passage_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coding')),
    sa.UniqueConstraint('passage_id', 'code_id', 'coder_id', name=op.f('uq_coding_passage_id_code_id_coder_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_coding_public_id'))
    )
    op.create_index('ix_coding_code_id_id', 'coding', ['code_id', 'id'], unique=False)
    op.create_index(op.f('ix_coding_coder_id'), 'coding', ['coder_id'], unique=False)

    op.create_table('interview_contact',
    sa.Column('interview_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('purge_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_interview_contact_interview_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('interview_id', name=op.f('pk_interview_contact'))
    )
    op.create_index(op.f('ix_interview_contact_purge_on'), 'interview_contact', ['purge_on'], unique=False)

    op.create_table('parole_contact',
    sa.Column('parole_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('purge_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['parole_id'], ['parole.id'], name=op.f('fk_parole_contact_parole_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('parole_id', name=op.f('pk_parole_contact'))
    )
    op.create_index(op.f('ix_parole_contact_purge_on'), 'parole_contact', ['purge_on'], unique=False)

    op.create_table('step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('interview_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('moment', sa.Text(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('channel', sa.String(length=60), nullable=False),
    sa.Column('actor', sa.String(length=60), nullable=False),
    sa.Column('actor_other', sa.Text(), nullable=False),
    sa.Column('procedure', sa.Text(), nullable=False),
    sa.Column('documents', sa.Text(), nullable=False),
    sa.Column('waiting_days', sa.Integer(), nullable=True),
    sa.Column('emotion', sa.Integer(), nullable=True),
    sa.Column('emotion_word', sa.Text(), nullable=False),
    sa.Column('friction', sa.Text(), nullable=False),
    sa.Column('help', sa.Text(), nullable=False),
    sa.Column('need', sa.Text(), nullable=False),
    sa.Column('outcome', sa.String(length=60), nullable=False),
    sa.Column('take_up_form', sa.String(length=60), nullable=False),
    sa.Column('verbatim', sa.Text(), nullable=False),
    sa.Column('more', JSON, nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=10), nullable=False),
    sa.CheckConstraint('emotion BETWEEN -2 AND 2', name=op.f('ck_step_emotion')),
    sa.ForeignKeyConstraint(['interview_id'], ['interview.id'], name=op.f('fk_step_interview_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_step')),
    sa.UniqueConstraint('public_id', name=op.f('uq_step_public_id'))
    )
    op.create_index('ix_step_interview_id_position', 'step', ['interview_id', 'position'], unique=False)

    op.create_table('step_friction',
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=20), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_step_friction_step_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('step_id', 'key', name=op.f('pk_step_friction'))
    )
    op.create_index(op.f('ix_step_friction_key'), 'step_friction', ['key'], unique=False)
    sqlite = op.get_bind().dialect.name == 'sqlite'
    for statement in (*SEARCH, *LOG_SQLITE) if sqlite else LOG_POSTGRESQL:
        op.execute(sa.text(statement.replace(':', '\\:')))


def downgrade():
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TABLE document_fts')
    op.drop_table('step_friction')
    op.drop_table('step')
    op.drop_table('parole_contact')
    op.drop_table('interview_contact')
    op.drop_table('coding')
    op.drop_table('tally_legend')
    op.drop_table('tally')
    op.drop_table('shown_tally')
    op.drop_table('response')
    op.drop_table('removed_coding')
    op.drop_table('passage')
    op.drop_table('parole')
    op.drop_table('interview')
    op.drop_table('document_words')
    op.drop_table('document_turn')
    op.drop_table('document_original')
    op.drop_table('survey_link')
    op.drop_table('study_site')
    op.drop_table('shown_mask')
    op.drop_table('shown')
    op.drop_table('role_grant_site')
    op.drop_table('parole_link')
    op.drop_table('instrument_version')
    op.drop_table('document')
    op.drop_table('device')
    op.drop_table('withdrawal')
    op.drop_table('site')
    op.drop_table('sign_in')
    op.drop_table('role_grant')
    op.drop_table('one_time_link')
    op.drop_table('notice')
    op.drop_table('job')
    op.drop_table('instrument')
    op.drop_table('conflict')
    op.drop_table('code_succession')
    op.drop_table('code')
    op.drop_table('territory')
    op.drop_table('study')
    op.drop_table('source_count')
    op.drop_table('receipt_trace')
    op.drop_table('receipt')
    op.drop_table('audit_entry')
    op.drop_table('account')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION audit_entry_refuse')
