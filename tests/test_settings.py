"""Unsafe defaults refuse to start in production."""

import pytest

from bot.errors import UnsafeSettingError
from bot.settings import Settings

SAFE = {
    "MUNI_ENVIRONMENT": "production",
    "MUNI_ALLOWED_HOSTS": "muni.example.dk",
    "MUNI_PUBLIC_URL": "https://muni.example.dk",
    "MUNI_METRICS_PUBLIC": "false",
    "MUNI_RATE_LIMIT": "true",
}


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)


def test_safe_settings_start() -> None:
    assert Settings().environment == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUNI_ALLOWED_HOSTS", "*"),
        ("MUNI_PUBLIC_URL", "http://muni.example.dk"),
        ("MUNI_RATE_LIMIT", "false"),
        ("MUNI_METRICS_PUBLIC", "true"),
        ("MUNI_LOG_LEVEL", "DEBUG"),
    ],
)
def test_unsafe_ones_are_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeSettingError, match=name):
        Settings()
