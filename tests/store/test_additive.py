"""Two versions at once: what an older MUNI reads and writes works on a newer one's tables."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, create_engine, insert, select
from sqlalchemy.engine import Engine

from bot.store.database import alembic_config

MOMENTS: dict[type, Any] = {datetime: datetime(2026, 11, 25), date: date(2026, 11, 25)}
BEGINS = "0012"
"""The migrations after this one came when upgrades had to be rolling."""


def _revisions() -> list[Any]:
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return list(script.walk_revisions())


def _engine(tmp_path: Path, revision: str) -> Engine:
    url = f"sqlite:///{tmp_path / revision}.db"
    command.upgrade(alembic_config(url), revision)
    return create_engine(url)


def _value(column: Any, number: int) -> Any:
    kind = column.type.python_type
    if column.foreign_keys or kind is bool:
        return None if column.nullable else number % 2
    if kind in MOMENTS:
        return MOMENTS[kind]
    if kind in {dict, bytes}:
        return kind()
    if kind in {int, float}:
        return number
    return f"{number}"[: getattr(column.type, "length", None) or 8]


def test_what_the_version_before_writes_is_taken_by_this_one(tmp_path: Path) -> None:
    head, *_ = _revisions()
    before = _engine(tmp_path, head.down_revision)
    now = _engine(tmp_path, head.revision)
    known = MetaData()
    known.reflect(before)
    plain = [table for table in known.sorted_tables if not _is_index(table)]
    assert len(plain) > 20
    with now.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for number, table in enumerate(plain, 1):
            row = {one.name: _value(one, number) for one in table.columns
                   if not one.nullable or one.primary_key}  # fmt: skip
            connection.execute(table.delete())
            connection.execute(insert(table).values(row))
            [found] = connection.execute(select(table))
            assert set(found.keys()) == {one.name for one in table.columns}


def _is_index(table: Table) -> bool:
    """SQLite's full-text index keeps tables of its own."""
    return table.name.startswith(("message_search", "alembic", "sqlite_")) or not table.primary_key


def test_upgrades_only_add() -> None:
    for revision in _revisions():
        if revision.revision <= BEGINS:
            continue
        text = Path(revision.path).read_text(encoding="utf-8")
        upgrade = text.partition("def upgrade")[2].partition("def downgrade")[0]
        assert not re.search(r"\b(drop_table|drop_column|rename_table|new_column_name)\b", upgrade)
        # A column that an older MUNI doesn't know must be allowed to be missing.
        for added in re.findall(r"add_column\((.*?)\n    \)", upgrade, re.DOTALL):
            assert "nullable=False" not in added or "server_default" in added, revision.revision
