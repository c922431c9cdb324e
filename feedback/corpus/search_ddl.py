"""What a database needs beside the tables so that texts can be searched, as statements.

SQLite: an FTS5 index over `document_words`, whose words are already folded (so `ascii` splits
at spaces and nowhere else), kept in step by triggers. PostgreSQL: a GIN index, made with the
table. A rebuild of `document_words` by a migration drops the triggers: make them again, then
`REBUILD`.
"""

from __future__ import annotations

SQLITE = (
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
SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS document_words_insert",
    "DROP TRIGGER IF EXISTS document_words_delete",
    "DROP TRIGGER IF EXISTS document_words_update",
    "DROP TABLE IF EXISTS document_fts",
)
REBUILD = "INSERT INTO document_fts(document_fts) VALUES ('rebuild')"
CHECK = "INSERT INTO document_fts(document_fts, rank) VALUES ('integrity-check', 1)"
