"""``publiccode.yml`` has what version 0.4 of the standard asks for, and agrees with the project."""

import re
import tomllib
from typing import Any

import pytest
import yaml

from bot.settings import ROOT

CODE: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MANDATORY = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
    "softwareType", "description", "legal", "maintenance", "localisation",
}  # fmt: skip
OPTIONAL = {"softwareVersion", "logo", "intendedAudience", "dependsOn"}
_TYPES = {"standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web",
          "standalone/backend", "standalone/other", "addon", "library",
          "configurationFiles"}  # fmt: skip
_STATES = {"concept", "development", "beta", "stable", "obsolete"}


def test_every_mandatory_key_is_there_and_no_unknown_one() -> None:
    assert set(CODE) >= MANDATORY
    assert set(CODE) <= MANDATORY | OPTIONAL
    assert CODE["publiccodeYmlVersion"] == "0.4"
    assert CODE["url"].startswith("https://")
    assert CODE["softwareType"] in _TYPES
    assert CODE["developmentStatus"] in _STATES
    assert CODE["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    assert all(one["name"] for one in CODE["maintenance"]["contacts"])
    assert isinstance(CODE["localisation"]["localisationReady"], bool)
    assert all(re.fullmatch(r"[a-z]{2}", code) for code in CODE["intendedAudience"]["countries"])


@pytest.mark.parametrize("language", CODE["description"])
def test_each_language_is_described(language: str) -> None:
    said = CODE["description"][language]
    assert language in CODE["localisation"]["availableLanguages"]
    assert len(said["shortDescription"]) <= 150
    assert 150 <= len(said["longDescription"]) <= 10_000
    assert len(said["genericName"]) <= 35
    assert all(len(one) <= 100 for one in said["features"])
    for picture in said.get("screenshots", []):
        assert (ROOT / picture).is_file()


def test_it_agrees_with_the_project() -> None:
    assert CODE["softwareVersion"] == PROJECT["version"]
    assert CODE["legal"]["license"] == PROJECT["license"]["text"]
    assert (ROOT / CODE["logo"]).is_file()
