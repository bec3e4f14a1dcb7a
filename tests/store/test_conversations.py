"""What the store keeps, in which order, and what it forgets."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import update

from bot.errors import ConversationDeletedError, ConversationNotFoundError, WrongTokenError
from bot.store.conversations import ConversationStore
from bot.store.database import Database, alembic_config
from bot.store.tables import ConversationRow
from bot.turn import Message, Said, TurnRequest
from tests.databases import address, filled, kept, plain
from tests.retaining import purge

HELLO = (Message(kind="smalltalk", text="Hej"),)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(filled(tmp_path / "muni.db"), 2)
    yield made
    made.close()


async def _turn(store: ConversationStore, identity: str, text: str) -> None:
    said = Said((Message(text=f"svar på {text}"),), {"last_topic": "pas_pris"}, "0751")
    conversation = await store.load(identity)
    await store.save(conversation, TurnRequest(identity, text), text, said, 1.0)


async def test_messages_come_back_in_order_with_state(database: Database) -> None:
    store = ConversationStore(database)
    identity, token, _ = await store.begin(None, "da", "web", {}, HELLO)
    for text in ("et", "to"):
        await _turn(store, identity, text)
    found = await store.messages(identity)
    assert [m.text for m in found] == ["Hej", "et", "svar på et", "to", "svar på to"]
    assert [m.text for m in await store.messages(identity, found[2].id)] == ["to", "svar på to"]
    opened = await store.load(identity, token)
    assert (opened.municipality, opened.state) == ("0751", {"last_topic": "pas_pris"})
    assert found[0].created is not None
    assert datetime.now(UTC) - found[0].created < timedelta(minutes=1)


async def test_the_token_is_kept_only_as_a_hash(database: Database) -> None:
    store = ConversationStore(database)
    identity, token, _ = await store.begin(None, "da", "web", {}, HELLO)
    with pytest.raises(WrongTokenError):
        await store.load(identity, token[:-1])
    assert token.encode() not in kept(database.url)
    assert identity.encode() in kept(database.url)


async def test_retention_deletes_what_is_old_and_nothing_else(database: Database) -> None:
    store = ConversationStore(database)
    old, _, _ = await store.begin(None, "da", "web", {}, HELLO)
    new, _, _ = await store.begin(None, "da", "web", {}, HELLO)
    long_ago = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=31)
    aged = update(ConversationRow).where(ConversationRow.id == old).values(updated=long_ago)
    await database.run(lambda session: session.execute(aged))
    assert await purge(database) == 1
    assert await store.messages(new)
    assert not await store.messages(old)
    with pytest.raises((ConversationNotFoundError, ConversationDeletedError)):
        await store.load(old)


async def test_a_used_up_id_stays_used_up(database: Database) -> None:
    store = ConversationStore(database)
    identity, _, _ = await store.begin(None, "da", "web", {}, HELLO)
    await store.delete(identity)
    with pytest.raises(ConversationDeletedError):
        await store.load(identity)


def test_migrations_go_forward_and_back(tmp_path: Path) -> None:
    url = address(tmp_path / "muni.db")
    command.upgrade(alembic_config(url), "head")
    command.downgrade(alembic_config(url), "base")
    with plain(url) as there:
        assert not {"conversations", "messages", "feedback"} & there.names()
    command.upgrade(alembic_config(url), "head")
