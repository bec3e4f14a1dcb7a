"""Who helps with what MUNI doesn't: read from data/answers/dialogue/out_of_scope_referrals.yml."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.answers.yaml_files import read_yaml
from bot.danish.normalise import fold
from bot.errors import ContentError
from bot.turn import Link


@dataclass(frozen=True, slots=True)
class Referral:
    """A kind word on who helps, found by the stems in ``keywords``."""

    id: str
    keywords: tuple[str, ...]
    text: str
    link: Link


@lru_cache(maxsize=4)
def load_referrals(data_folder: Path) -> tuple[Referral, ...]:
    """All referrals; raises ContentError."""
    path = data_folder / "answers" / "dialogue" / "out_of_scope_referrals.yml"
    try:
        return tuple(
            Referral(
                id=raw["id"],
                keywords=tuple(map(fold, raw["keywords"])),
                text=" ".join(raw["text"].split()),
                link=Link(title=raw["title"], url=raw["url"]),
            )
            for raw in read_yaml(path)["referrals"]
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ContentError(f"{path}: {wrong!r}") from wrong


def find_referral(text: str, referrals: tuple[Referral, ...]) -> Referral | None:
    """The first referral of the list with a keyword that begins a word of the text."""
    words = f" {fold(text)}"
    return next(
        (
            referral
            for referral in referrals
            if any(f" {keyword}" in words for keyword in referral.keywords)
        ),
        None,
    )
