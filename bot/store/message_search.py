"""The full-text index of what citizens and staff wrote: SQLite's FTS5, or PostgreSQL's own.

The database keeps it true by itself, by triggers or as an index, so that nothing that deletes a
message can forget it.
"""

import re
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.store.database import Database

_WORD = re.compile(r"\w+")
_MERGED_PAGES = 400
"""Written in one go; a citizen's turn waits no longer than that takes, some milliseconds."""

# Keys grow with time, so that the newest come first without sorting all that was found.
_SQLITE = """
    SELECT k.conversation_id AS conversation_id, k.message_id AS message_id
    FROM message_search s
    JOIN search_keys k ON k.id = s.rowid
    WHERE message_search MATCH :words AND s.rowid <= :last AND s.rowid >= :first
    ORDER BY s.rowid DESC LIMIT :most
"""
_POSTGRES = """
    SELECT m.conversation_id AS conversation_id, m.id AS message_id
    FROM messages m
    WHERE role IN ('citizen', 'staff')
      AND to_tsvector('simple', m.text) @@ to_tsquery('simple', :words)
      AND m.created <= :last AND m.created >= :first
    ORDER BY m.created DESC LIMIT :most
"""


def words_of(wanted: str) -> list[str]:
    """The words that are looked for; all of them, each as the beginning of a word."""
    return _WORD.findall(wanted.lower().replace("_", " "))[:10]


def find(
    session: Session,
    words: list[str],
    begins: datetime | None,
    ends: datetime | None,
    most: int,
) -> list[Any]:
    """The newest messages with all of the words: conversation_id and message_id, newest first.

    ``begins`` to ``ends``: when they were written, UTC without a zone; ``ends`` is not included.
    """
    if not words:
        return []
    values: dict[str, Any]
    if session.get_bind().dialect.name == "sqlite":
        first, last = _keys_between(session, begins, ends)
        asked = " ".join(f'"{word}"*' for word in words)
        values, statement = {"first": first, "last": last}, _SQLITE
    else:
        asked = " & ".join(f"'{word}':*" for word in words)
        values = {"first": begins or datetime.min, "last": ends or datetime.max}
        statement = _POSTGRES
    return list(session.execute(text(statement), values | {"words": asked, "most": most}))


def _keys_between(
    session: Session, begins: datetime | None, ends: datetime | None
) -> tuple[int, int]:
    """The keys of a period: they grow with time, within the seconds that a turn takes."""
    last_key = session.scalar(text("SELECT max(id) FROM search_keys")) or 0
    query = "SELECT min(id) FROM search_keys WHERE created >= :moment"
    first, last = 0, last_key
    if begins is not None:
        found = session.scalar(text(query), {"moment": str(begins)})
        first = last_key + 1 if found is None else found
    if ends is not None:
        found = session.scalar(text(query), {"moment": str(ends)})
        last = last_key if found is None else found - 1
    return first, last


async def forget_deleted_words(database: Database) -> None:
    """Rewrite SQLite's index without what was deleted, in steps that others can come between.

    Deleted messages are found no more at once; their words lie in the file until this is done.
    """
    if not database.url.startswith("sqlite"):
        return
    pages = -_MERGED_PAGES
    while await database.run(partial(_merge, pages=pages)):
        pages = _MERGED_PAGES


def _merge(session: Session, pages: int) -> bool:
    """One step; a negative number of pages begins anew. False when there was nothing left."""
    changes = text("SELECT total_changes()")
    before = session.scalar(changes)
    session.execute(
        text("INSERT INTO message_search (message_search, rank) VALUES ('merge', :pages)"),
        {"pages": pages},
    )
    return bool(session.scalar(changes) - before >= 2)
