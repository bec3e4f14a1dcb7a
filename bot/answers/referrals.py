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
    """The referral whose longest keyword begins a word of the text, if one does."""
    words = f" {fold(text)}"
    hits = [
        (len(keyword), referral)
        for referral in referrals
        for keyword in referral.keywords
        if f" {keyword}" in words
    ]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None
