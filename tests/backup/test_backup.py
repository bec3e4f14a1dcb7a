"""A backup is whole, of one moment, and comes back without what was deleted since."""

import asyncio
import os
import sqlite3
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select, update

from bot.backup.errors import (
    BackupError,
    BackupKeyError,
    BackupNewerError,
    BackupTooOldError,
    OtherDatabaseError,
    TargetNotEmptyError,
)
from bot.backup.making import make_backup
from bot.backup.manifest import Manifest
from bot.backup.restoring import restore_backup
from bot.publishing.candidates import candidates
from bot.publishing.signing import is_signed
from bot.staff.staff import build_staff
from bot.staff.tables import AuditRow, SessionRow
from bot.store.conversations import ConversationStore
from bot.store.donation_tables import DonatedMessageRow, DonationRow
from bot.store.live_tables import LiveContactRow
from bot.store.tables import ConversationRow
from tests.backup.conftest import HELLO, Place, place
from tests.backup.packing import repack
from tests.retention.conftest import ago
from tests.staff.making import grant, make_user


async def test_everything_comes_back_elsewhere(muni: Place, empty: Place, tmp_path: Path) -> None:
    identity = await muni.converse()
    made = make_backup(muni.settings, tmp_path / "backups")
    assert made.file.stat().st_mode & 0o077 == 0
    done = await asyncio.to_thread(restore_backup, empty.settings, made.file, content=True)
    assert await empty.texts(identity) == [one.text for one in HELLO]
    assert done.manifest.model == "muni-1"
    assert next(candidates(empty.settings)).read_bytes() == b"a model"
    assert (empty.folder / "data/answers/pas.yml").read_text(encoding="utf-8") == "pas: {}\n"
    assert not empty.settings.model_key_file.exists(), "the key never comes along unasked"
    assert (done.deleted_again, done.left) == (0, [])


async def test_what_was_deleted_since_stays_deleted(
    muni: Place, empty: Place, tmp_path: Path
) -> None:
    kept, gone, before = [await muni.converse() for _ in range(3)]
    await muni.delete(before)
    made = make_backup(muni.settings, tmp_path / "backups")
    await muni.delete(gone)
    done = await asyncio.to_thread(restore_backup, muni.settings, made.file, replace=True)
    assert done.deleted_again == 1
    assert await muni.texts(gone) == await muni.texts(before) == []
    assert await muni.texts(kept)
    # And where the database is lost, by the operator's file of deletions.
    settings = empty.settings.copy(update={"deletions_file": muni.settings.deletions_file})
    done = await asyncio.to_thread(restore_backup, settings, made.file)
    assert done.deleted_again == 1
    assert await empty.texts(gone) == []
    raw = b"".join(file.read_bytes() for file in empty.folder.glob("muni.db*"))
    assert gone.encode() not in raw.replace(b"conversation" + gone.encode(), b"")


async def test_what_is_past_its_time_does_not_come_back(muni: Place, tmp_path: Path) -> None:
    identity = await muni.converse()
    made = make_backup(muni.settings, tmp_path / "backups")
    old = update(ConversationRow).values(updated=ago(31))
    file = repack(made.file, tmp_path / "aged", database=lambda session: session.execute(old))
    done = await asyncio.to_thread(restore_backup, muni.settings, file, replace=True)
    assert done.past_retention == 1
    assert await muni.texts(identity) == []


async def test_a_contact_that_was_dealt_with_stays_gone(muni: Place, tmp_path: Path) -> None:
    identity = await muni.converse()
    database = muni.database
    contact = LiveContactRow(conversation_id=identity, municipality="0751", contact="29123456")
    database.run_here(lambda session: session.add(contact))
    made = make_backup(muni.settings, tmp_path / "backups")
    staff = build_staff(muni.settings, database)
    agent = await make_user(staff, "Agnes", grant("agent"))
    from bot.live.contacts import Contacts

    await Contacts(database, 14).done(agent, identity)
    database.close()
    await asyncio.to_thread(restore_backup, muni.settings, made.file, replace=True)
    assert _count(muni, "live_contacts") == 0


async def test_a_gift_that_was_taken_back_stays_taken_back(muni: Place, tmp_path: Path) -> None:
    identity = await muni.converse()
    gift = DonationRow(
        id="d" * 32, public_id="p" * 16, code_hash="c" * 64, conversation_id=identity,
        train=True, research=False, language="da", channel="web",
    )  # fmt: skip
    said = DonatedMessageRow(donation_id=gift.id, number=1, role="citizen", kind="said", text="hej")
    database = muni.database
    database.run_here(lambda session: session.add(gift))
    database.run_here(lambda session: session.add(said))
    made = make_backup(muni.settings, tmp_path / "backups")
    await ConversationStore(database).delete(identity)
    database.close()
    assert _count(muni, "donations") == 0
    await asyncio.to_thread(restore_backup, muni.settings, made.file, replace=True)
    assert _count(muni, "donations") == _count(muni, "donated_messages") == 0


async def test_nobody_is_signed_in_after_a_restore_and_it_is_written_down(
    muni: Place, tmp_path: Path
) -> None:
    database = muni.database
    user = await make_user(build_staff(muni.settings, database), "Ada", grant("administrator"))
    session = SessionRow(token_hash="h", user_id=user.id, form_key="k")
    database.run_here(lambda opened: opened.add(session))
    database.close()
    made = make_backup(muni.settings, tmp_path / "backups")
    await asyncio.to_thread(restore_backup, muni.settings, made.file, replace=True)
    assert _count(muni, "staff_sessions") == 0
    database = muni.database
    actions = database.read_here(lambda opened: list(opened.scalars(select(AuditRow.action))))
    database.close()
    assert "backup_restored" in actions


async def test_a_copy_made_while_others_write_is_of_one_moment(
    muni: Place, empty: Place, tmp_path: Path
) -> None:
    stop, written = Event(), []

    def keep_writing() -> None:
        while not stop.is_set():
            written.append(asyncio.run(muni.converse()))

    writer = Thread(target=keep_writing)
    writer.start()
    try:
        while len(written) < 5:  # noqa: ASYNC110 - another thread's list
            await asyncio.sleep(0.01)
        made = await asyncio.to_thread(make_backup, muni.settings, tmp_path / "backups")
        before = len(written)
    finally:
        stop.set()
        writer.join()
    await asyncio.to_thread(restore_backup, empty.settings, made.file)
    for identity in written[:4]:
        assert len(await empty.texts(identity)) == len(HELLO)
    # Each conversation is whole: two messages, or it is not there.
    assert _count(empty, "messages") == len(HELLO) * _count(empty, "conversations")
    assert before >= 5


async def test_an_encrypted_one_opens_with_its_key_alone(
    muni: Place, empty: Place, key: Path, tmp_path: Path
) -> None:
    identity = await muni.converse()
    made = make_backup(muni.settings, tmp_path / "backups", key, with_key=True)
    assert b"Et pas koster" not in made.file.read_bytes()
    with pytest.raises(BackupKeyError):
        restore_backup(empty.settings, made.file)
    other = tmp_path / "other.key"
    other.write_bytes(bytes(32))
    other.chmod(0o600)
    with pytest.raises(BackupKeyError):
        restore_backup(empty.settings, made.file, other)
    await asyncio.to_thread(restore_backup, empty.settings, made.file, key)
    assert await empty.texts(identity)
    model = empty.settings.models_folder / "muni-1.tar.gz"
    assert is_signed(model, empty.settings.model_key_file)
    assert empty.settings.model_key_file.stat().st_mode & 0o077 == 0


def test_the_key_never_lies_unencrypted(muni: Place, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="--key-file"):
        make_backup(muni.settings, tmp_path / "backups", with_key=True)


async def test_data_that_is_there_is_not_replaced_unasked(muni: Place, tmp_path: Path) -> None:
    made = make_backup(muni.settings, tmp_path / "backups")
    later = await muni.converse()
    with pytest.raises(TargetNotEmptyError):
        restore_backup(muni.settings, made.file)
    assert await muni.texts(later)
    model = muni.settings.models_folder / "muni-1.tar.gz"
    model.write_bytes(b"another")
    await asyncio.to_thread(restore_backup, muni.settings, made.file, replace=True)
    assert model.read_bytes() == b"a model"
    assert await muni.texts(later) == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"migration": "9999"}, BackupNewerError),
        ({"created": "2024-01-01T00:00:00"}, BackupTooOldError),
        ({"database": "postgresql"}, OtherDatabaseError),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_touched(
    muni: Place, empty: Place, tmp_path: Path, change: dict[str, str], refusal: type[Exception]
) -> None:
    made = make_backup(muni.settings, tmp_path / "backups")
    file = repack(made.file, tmp_path / "changed", manifest=change)
    with pytest.raises(refusal):
        restore_backup(empty.settings, file)
    assert sorted(path.name for path in empty.folder.iterdir()) == []


def test_an_older_migration_is_brought_forward(muni: Place, empty: Place, tmp_path: Path) -> None:
    from alembic import command

    from bot.store.database import alembic_config

    command.downgrade(alembic_config(muni.settings.database_url), "0012")
    made = make_backup(muni.settings, tmp_path / "backups")
    assert made.manifest.migration == "0012"
    restore_backup(empty.settings, made.file)
    with sqlite3.connect(empty.folder / "muni.db") as opened:
        assert opened.execute("SELECT count(*) FROM deletions").fetchone() == (0,)


def test_old_backups_are_deleted_and_strangers_stay(muni: Place, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old, stranger = folder / "muni-backup-20200101-000000.tar.gz", folder / "notes.txt"
    for file in (old, stranger):
        file.write_bytes(b"x")
        os.utime(file, (time.time() - 40 * 86_400,) * 2)
    made = make_backup(muni.settings, folder)
    assert sorted(folder.iterdir()) == sorted([made.file, stranger])


def test_recordings_are_not_in_it(muni: Place, tmp_path: Path) -> None:
    muni.settings.recordings_folder.mkdir()
    (muni.settings.recordings_folder / f"{'a' * 32}.wav").write_bytes(b"RIFF")
    manifest: Manifest = make_backup(muni.settings, tmp_path / "backups").manifest
    assert not [one for one in manifest.files if one.path.endswith(".wav")]
    assert "recordings" in manifest.left_out


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        make_backup(place(tmp_path / "none").settings, tmp_path / "backups")


def _count(muni: Place, table: str) -> int:
    with sqlite3.connect(muni.folder / "muni.db") as opened:
        return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
