"""What is taken out as files: whole, in order, of the right places, harmless, in little memory."""

import csv
import io
import json
import tracemalloc
from functools import partial

import pytest
from sqlalchemy import insert

from bot.history.files import FORMS
from bot.history.streams import BATCH, STREAMS, Extent, rows_of
from bot.staff import audit
from bot.staff.audit import Actor
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.tables import ConversationRow, MessageRow
from tests.inbox.asking import ask, collect

ALL = Extent(frozenset({"*"}))
FORMULA = '=HYPERLINK("http://ond.dk","klik")'


async def _file(database: Database, stream: str, form: str, extent: Extent = ALL) -> str:
    one, (written, _) = STREAMS[stream], FORMS[form]
    pieces = [piece async for piece in written(one.columns, rows_of(database, one, extent))]
    return b"".join(pieces).decode("utf-8-sig")


async def _csv(database: Database, stream: str, extent: Extent = ALL) -> list[dict[str, str]]:
    whole = await _file(database, stream, "csv", extent)
    return list(csv.DictReader(io.StringIO(whole), delimiter=";"))


async def _fill(database: Database) -> None:
    for place in ("0751", "0740"):
        conversation, _, answer = await ask(database, f"ladcykel {place}\nto linjer", place)
        await ConversationStore(database).rate(conversation, answer, "down", f"øv {place}")
        await database.run(
            lambda s, place=place: audit.record(s, Actor("u", "Anne"), "x", "y", place)  # type: ignore[misc]
        )
    await collect(database)


@pytest.mark.parametrize("stream", list(STREAMS))
async def test_both_forms_hold_the_same_and_a_municipality_only_its_own(
    database: Database, stream: str
) -> None:
    await _fill(database)
    lines = (await _file(database, stream, "jsonl")).splitlines()
    rows = await _csv(database, stream)
    assert len(lines) == len(rows) > 1
    for line, row in zip(lines, rows, strict=True):
        plain = {name: "" if value is None else str(value) for name, value in
                 json.loads(line).items()}  # fmt: skip
        assert plain == row
    own = await _file(database, stream, "jsonl", Extent(frozenset({"0751"})))
    assert "0751" in own
    assert "0740" not in own
    assert await _csv(database, stream, Extent(frozenset({"0101"}))) == []


async def test_no_cell_is_a_formula(database: Database) -> None:
    for text in (FORMULA, "+45", "-1", "@a", "\t=1", " =1"):
        await ask(database, text)
    await collect(database)
    for stream in ("beskeder", "indbakke"):
        texts = {row["tekst"] for row in await _csv(database, stream)}
        assert f"'{FORMULA}" in texts
        assert not [text for text in texts if text[:1] in "=+-@\t\r"]
    assert json.dumps(FORMULA) in await _file(database, "beskeder", "jsonl")


async def test_a_deleted_conversation_is_in_no_file(database: Database) -> None:
    gone, _, _ = await ask(database, "hemmelig")
    await collect(database)
    await ConversationStore(database).delete(gone)
    for stream in STREAMS:
        assert gone not in await _file(database, stream, "jsonl")
        assert "hemmelig" not in await _file(database, stream, "jsonl")


async def test_many_batches_are_whole_in_order_and_hold_no_more_than_few(
    database: Database,
) -> None:
    few, many = BATCH * 3, BATCH * 12 + 7
    await database.run(partial(_make, numbers=range(few)))
    least = await _peak(database, few)
    await database.run(partial(_make, numbers=range(few, many)))
    assert await _peak(database, many) < least * 1.3
    rows = await _csv(database, "samtaler")
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert len(rows) == many


async def _peak(database: Database, lines: int) -> int:
    """The most memory, in bytes, that a file of so many lines held."""
    stream = STREAMS["beskeder"]
    written = FORMS["csv"][0](stream.columns, rows_of(database, stream, ALL))
    await anext(written)
    tracemalloc.start()
    seen = 0
    async for piece in written:
        seen += piece.count(b"\r\n")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seen == lines
    return most


def _make(session: object, numbers: range) -> None:
    execute = session.execute  # type: ignore[attr-defined]
    ids = [f"{number:032}" for number in numbers]
    execute(insert(ConversationRow), [{"id": one, "token_hash": ""} for one in ids])
    execute(insert(MessageRow), [
        {"id": one, "conversation_id": one, "number": 1, "role": "citizen", "kind": "question",
         "text": "langt " * 100}
        for one in ids
    ])  # fmt: skip
