"""Secrets of second factors are sealed, whatever the key; keys can be changed and be lost."""

from functools import partial
from pathlib import Path

import pyotp
import pytest
from alembic import command

from bot.errors import KeyFileError, WrongCodeError
from bot.settings import Settings
from bot.staff.resealing import reseal
from bot.staff.secret_box import SecretBox, is_sealed
from bot.staff.staff import Staff
from bot.store.database import Database, alembic_config
from tests.databases import address, kept, plain
from tests.staff.making import PASSWORD, grant, make_staff, make_user, migrated

OLD, NEW = "o" * 32, "n" * 40


def _box(folder: Path, keys: str = "") -> SecretBox:
    return SecretBox.of(Settings(staff_keys=keys, model_key_file=folder / "model.key"))


async def _turn_on(staff: Staff) -> tuple[str, str, list[str]]:
    user = await make_user(staff, "Mette", grant("editor"))
    token, _ = await staff.sign_in.with_password("mette@by.dk", PASSWORD, "192.0.2.1")
    secret = await staff.credentials.prepare_second_factor(token)
    assert await staff.credentials.prepare_second_factor(token) == secret
    code = pyotp.TOTP(secret).now()
    return user.id, secret, await staff.credentials.confirm_second_factor(user, token, code)


def _stored(staff: Staff) -> str:
    with plain(staff.database.url) as connection:
        (found,) = connection.execute("SELECT totp_secret FROM staff_users").fetchone()
        return str(found)


def test_each_key_reads_what_it_wrote_and_the_first_one_writes(tmp_path: Path) -> None:
    old = _box(tmp_path, OLD)
    sealed = old.sealed("HEMMELIG234567")
    assert "HEMMELIG" not in sealed
    both = _box(tmp_path, f"{NEW},{OLD}")
    assert both.opened(sealed) == "HEMMELIG234567"
    assert not both.is_fresh(sealed)
    assert _box(tmp_path, NEW).opened(both.sealed("A2")) == "A2"
    assert _box(tmp_path, NEW).opened(sealed) is None


def test_without_keys_one_is_derived_and_is_read_with_ever_after(tmp_path: Path) -> None:
    sealed = _box(tmp_path).sealed("A2")
    assert (tmp_path / "model.key").stat().st_mode & 0o077 == 0
    assert _box(tmp_path, NEW).opened(sealed) == "A2"
    (tmp_path / "model.key").chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        _box(tmp_path).sealed("A2")


def test_short_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="32 characters"):
        Settings(staff_keys="kort")


async def test_nothing_in_the_database_tells_the_secret(staff: Staff) -> None:
    user_id, secret, _ = await _turn_on(staff)
    assert secret.encode() not in kept(staff.database.url)
    await _use(staff, user_id, secret)


async def test_what_lay_in_clear_is_sealed_and_a_new_key_takes_over(
    empty_database: Path, tmp_path: Path
) -> None:
    before = make_staff(empty_database, tmp_path, staff_keys=OLD)
    user_id, secret, _ = await _turn_on(before)
    with plain(tmp_path / "staff.db") as connection:
        connection.execute("UPDATE staff_users SET totp_secret = ?", (secret,))
    await _use(before, user_id, secret)
    assert before.database.run_here(partial(reseal, box=_box(tmp_path, OLD))) == 1
    assert before.database.run_here(partial(reseal, box=_box(tmp_path, OLD))) == 0
    assert is_sealed(_stored(before))
    assert before.database.run_here(partial(reseal, box=_box(tmp_path, f"{NEW},{OLD}"))) == 1
    assert _box(tmp_path, NEW).opened(_stored(before)) == secret
    before.database.close()


async def test_a_lost_key_locks_out_no_one_with_a_recovery_code(
    empty_database: Path, tmp_path: Path
) -> None:
    before = make_staff(empty_database, tmp_path, staff_keys=OLD)
    user_id, secret, codes = await _turn_on(before)
    stored = _stored(before)
    after = before.credentials.__class__(
        before.database, before.credentials._throttle, _box(tmp_path, NEW)
    )
    assert before.database.run_here(partial(reseal, box=_box(tmp_path, NEW))) == 0
    assert _stored(before) == stored
    with pytest.raises(WrongCodeError):
        await after.use_code(user_id, pyotp.TOTP(secret).now())
    await after.use_code(user_id, codes[0])
    before.database.close()


async def test_the_migration_goes_back_to_clear_with_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = migrated(tmp_path)
    sealed = _box(tmp_path, OLD).sealed("A2B3")
    user = "INSERT INTO staff_users (id, name, email, totp_secret, totp_step, created) VALUES"
    with plain(path) as connection:
        connection.execute(f"{user} ('u', 'M', 'm@by.dk', ?, 7, '2026-01-01 00:00:00')", (sealed,))
    monkeypatch.setattr(
        "bot.settings.get_settings", lambda: Settings(staff_keys=OLD, model_key_file=path)
    )
    command.downgrade(alembic_config(address(path)), "0005")
    with plain(path) as connection:
        row = connection.execute("SELECT id, totp_secret, totp_step FROM staff_users").fetchone()
    assert row == ("u", "A2B3", 7)
    database = Database(address(path))
    database.migrate()
    assert database.run_here(partial(reseal, box=_box(tmp_path, OLD))) == 1
    database.close()


async def _use(staff: Staff, user_id: str, secret: str) -> None:
    # The code that turned it on counts no more, so the clock's next one is taken.
    with plain(staff.database.url) as connection:
        connection.execute("UPDATE staff_users SET totp_step = 0")
    await staff.credentials.use_code(user_id, pyotp.TOTP(secret).now())
