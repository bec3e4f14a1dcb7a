"""The municipalities and their local facts, read from data/municipalities."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.opening_hours import OpeningHours
from bot.answers.yaml_files import read_folder
from bot.errors import ContentError, UnknownMunicipalityError


@dataclass(frozen=True, slots=True)
class Fact:
    """One local fact with the page it stood on and the day it was checked."""

    value: str
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours with the page they stood on and the day they were checked."""

    hours: OpeningHours
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the 98, or Christiansø; ``code`` is the kommunekode of four digits."""

    code: str
    name: str
    full_name: str
    region: str | None
    website: str
    aliases: tuple[str, ...] = ()
    postal_codes: dict[str, str] = field(default_factory=dict)
    """Postal code to postal district, for those that lie mainly here."""
    towns: tuple[str, ...] = ()
    telephone: Fact | None = None
    address: Fact | None = None
    hours: dict[str, Hours] = field(default_factory=dict)
    """Keys: ``telephone``, ``citizen_service``."""
    facts: dict[str, Fact] = field(default_factory=dict)
    overrides: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Topic to an answer of its own, in the form of data/answers."""

    @classmethod
    def parse(cls, raw: dict[str, Any]) -> "Municipality":
        """From a file's content; raises KeyError, TypeError, ValueError, AttributeError."""
        return cls(
            code=raw["code"],
            name=raw["name"],
            full_name=raw["full_name"],
            region=raw.get("region"),
            website=_website(raw["website"]),
            aliases=tuple(raw.get("aliases", ())),
            postal_codes=dict(raw.get("postal_codes", {})),
            towns=tuple(raw.get("towns", ())),
            telephone=_fact(raw.get("telephone")),
            address=_fact(raw.get("address")),
            hours={kind: parse_hours(entry) for kind, entry in raw.get("hours", {}).items()},
            facts={key: Fact(**entry) for key, entry in raw.get("facts", {}).items()},
            overrides=raw.get("overrides", {}),
        )


class Municipalities:
    """All municipalities by code."""

    def __init__(self, by_code: dict[str, Municipality]) -> None:
        """Keep them in order of name."""
        self.by_code = dict(sorted(by_code.items(), key=lambda item: item[1].name))

    @classmethod
    def load(cls, folder: Path) -> "Municipalities":
        """Read every file; raises ContentError."""
        found: dict[str, Municipality] = {}
        for path, raw in read_folder(folder):
            try:
                municipality = Municipality.parse(raw)
            except (KeyError, TypeError, ValueError, AttributeError) as wrong:
                raise ContentError(f"{path}: {wrong!r}") from wrong
            if municipality.code in found or not path.name.startswith(municipality.code):
                raise ContentError(f"{path}: code {municipality.code} is wrong or used twice")
            found[municipality.code] = municipality
        return cls(found)

    def __getitem__(self, code: str) -> Municipality:
        """The municipality; raises UnknownMunicipalityError."""
        try:
            return self.by_code[code]
        except KeyError:
            raise UnknownMunicipalityError(code) from None

    def get(self, code: str | None) -> Municipality | None:
        """The municipality, or none when ``code`` is none; raises UnknownMunicipalityError."""
        return None if code is None else self[code]


def parse_hours(entry: dict[str, Any]) -> Hours:
    """Opening hours from their content; raises KeyError, TypeError, ValueError, AttributeError."""
    opening = OpeningHours.parse(entry["days"], entry.get("exceptions"))
    return Hours(opening, entry["source"], entry["checked"])


def _website(entry: str | dict[str, Any]) -> str:
    """An address, or a fact like all others once staff have looked at it."""
    return entry if isinstance(entry, str) else str(entry["value"])


def _fact(entry: dict[str, Any] | None) -> Fact | None:
    return None if entry is None else Fact(entry["value"], entry["source"], entry["checked"])
