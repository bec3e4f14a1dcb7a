"""search in what was said"""

from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

# An FTS5 table keeps no text of its own here, and finds it by a number that never changes; the
# messages' own rowid could, when the file is vacuumed. Diacritics stay: å is no a in Danish.
# MUNI's own answers are left out: they are the same again and again, and topics find them.
_SQLITE = (
    "CREATE TABLE search_keys (id INTEGER PRIMARY KEY AUTOINCREMENT, "
    "message_id VARCHAR(32) NOT NULL UNIQUE, conversation_id VARCHAR(32) NOT NULL, "
    "created DATETIME NOT NULL)",
    "CREATE INDEX search_keys_by_time ON search_keys (created)",
    "CREATE VIEW search_texts AS SELECT k.id AS id, m.text AS text "
    "FROM search_keys k JOIN messages m ON m.id = k.message_id",
    "CREATE VIRTUAL TABLE message_search USING fts5(text, content='search_texts', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO search_keys (message_id, conversation_id, created) "
    "SELECT id, conversation_id, created FROM messages "
    "WHERE role IN ('citizen', 'staff') ORDER BY created",
    "INSERT INTO message_search (message_search) VALUES ('rebuild')",
    """CREATE TRIGGER search_new AFTER INSERT ON messages
    WHEN new.role IN ('citizen', 'staff') BEGIN
      INSERT INTO search_keys (message_id, conversation_id, created)
        VALUES (new.id, new.conversation_id, new.created);
      INSERT INTO message_search (rowid, text)
        SELECT id, new.text FROM search_keys WHERE message_id = new.id;
    END""",
    """CREATE TRIGGER search_gone AFTER DELETE ON messages BEGIN
      INSERT INTO message_search (message_search, rowid, text)
        SELECT 'delete', id, old.text FROM search_keys WHERE message_id = old.id;
      DELETE FROM search_keys WHERE message_id = old.id;
    END""",
    """CREATE TRIGGER search_changed AFTER UPDATE OF text ON messages BEGIN
      INSERT INTO message_search (message_search, rowid, text)
        SELECT 'delete', id, old.text FROM search_keys WHERE message_id = old.id;
      INSERT INTO message_search (rowid, text)
        SELECT id, new.text FROM search_keys WHERE message_id = new.id;
    END""",
)
_SQLITE_BACK = (
    'DROP TRIGGER search_changed', 'DROP TRIGGER search_gone', 'DROP TRIGGER search_new',
    'DROP TABLE message_search', 'DROP VIEW search_texts', 'DROP TABLE search_keys',
)
# Words as they are written, as in SQLite: what staff see found is what they looked for.
_POSTGRES = (
    "CREATE INDEX message_search ON messages USING gin (to_tsvector('simple', text)) "
    "WHERE role IN ('citizen', 'staff')",
    "CREATE INDEX messages_by_time ON messages (created, id)",
)
_POSTGRES_BACK = ('DROP INDEX messages_by_time', 'DROP INDEX message_search')


def upgrade() -> None:
    """Forward."""
    for statement in _SQLITE if _sqlite() else _POSTGRES:
        op.execute(statement)
    op.create_index('conversations_by_place', 'conversations', ['municipality', 'created', 'id'])


def downgrade() -> None:
    """Back."""
    op.drop_index('conversations_by_place', 'conversations')
    for statement in _SQLITE_BACK if _sqlite() else _POSTGRES_BACK:
        op.execute(statement)


def _sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'
