"""A MUNI with a published model and content of its own, and empty places to restore to."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.publishing.publisher import Publisher
from bot.publishing.signing import sign
from bot.settings import Settings
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.deletion_list import DeletionJournal
from bot.turn import Message

HELLO = (Message(kind="smalltalk", text="Hej"), Message(kind="answer", text="Et pas koster penge"))


@dataclass
class Place:
    """One installation in a folder."""

    folder: Path
    settings: Settings

    @property
    def database(self) -> Database:
        """Open, migrated; close it."""
        made = Database(self.settings.database_url, 2)
        made.migrate()
        return made

    async def converse(self) -> str:
        """A conversation's id."""
        database = self.database
        identity, _, _ = await ConversationStore(database).begin("0751", "da", "web", {}, HELLO)
        database.close()
        return identity

    async def delete(self, identity: str) -> None:
        """As the citizen does."""
        database = self.database
        journal = DeletionJournal(self.settings.deletions_file)
        await ConversationStore(database, journal=journal).delete(identity)
        database.close()

    async def texts(self, identity: str) -> list[str]:
        """Of a conversation."""
        database = self.database
        found = await ConversationStore(database).messages(identity)
        database.close()
        return [one.text for one in found]


def place(folder: Path, **more: Any) -> Place:
    """An installation that is not there yet."""
    folder.mkdir()
    return Place(
        folder,
        Settings(
            database_url=f"sqlite:///{folder / 'muni.db'}",
            models_folder=folder / "models",
            model_key_file=folder / "model.key",
            data_folder=folder / "data",
            recordings_folder=folder / "recordings",
            backup_folder=folder / "backups",
            **more,
        ),
    )


@pytest.fixture
async def muni(tmp_path: Path) -> Place:
    """One that is used."""
    made = place(tmp_path / "one", deletions_file=tmp_path / "elsewhere" / "deletions.log")
    settings = made.settings
    (settings.data_folder / "answers").mkdir(parents=True)
    (settings.data_folder / "answers" / "pas.yml").write_text("pas: {}\n", encoding="utf-8")
    settings.models_folder.mkdir()
    model = settings.models_folder / "muni-1.tar.gz"
    model.write_bytes(b"a model")
    sign(model, settings.model_key_file)
    database = made.database
    await Publisher(database, settings).adopt(model)
    database.close()
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Place:
    """One that is not there yet."""
    return place(tmp_path / "two")


@pytest.fixture
def key(tmp_path: Path) -> Iterator[Path]:
    """A key file."""
    file = tmp_path / "backup.key"
    file.write_bytes(bytes(range(32)))
    file.chmod(0o600)
    yield file
