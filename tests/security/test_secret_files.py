"""Secrets come from files, and never from two places at once."""

from pathlib import Path

import pytest

from bot.settings import Settings


def test_a_secret_comes_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SIP_PASSWORD": "hemmelig-sip", "STAFF_KEYS": "n" * 40,
        "DATABASE_URL": "postgresql://muni:hemmelig@db/muni",
    }.items():  # fmt: skip
        file = tmp_path / name
        file.write_text(value + "\n", encoding="utf-8")
        monkeypatch.delenv(f"MUNI_{name}", raising=False)
        monkeypatch.setenv(f"MUNI_{name}_FILE", str(file))
    settings = Settings()
    assert settings.sip_password.get_secret_value() == "hemmelig-sip"
    assert settings.staff_keys.get_secret_value() == "n" * 40
    assert settings.database_url.endswith("@db/muni")
    assert "hemmelig-sip" not in repr(settings)


def test_both_at_once_and_a_file_that_is_not_there_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNI_SIP_PASSWORD_FILE", str(tmp_path / "none"))
    with pytest.raises(ValueError, match="MUNI_SIP_PASSWORD_FILE can't be read"):
        Settings()
    monkeypatch.setenv("MUNI_SIP_PASSWORD", "x")
    with pytest.raises(ValueError, match="not both"):
        Settings()


def test_settings_that_end_in_file_by_nature_are_no_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNI_SMS_FILE", str(tmp_path / "sms.jsonl"))
    assert Settings().sms_file == tmp_path / "sms.jsonl"
    assert Settings().sms == "off"
