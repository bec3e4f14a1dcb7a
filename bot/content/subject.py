"""What a revision is about, and names that never collide between municipalities."""

import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from bot.answers.placeholders import NAMES
from bot.content.errors import ContentRefusedError

Kind = Literal["answer", "examples", "topic", "municipality_fact", "opening_hours", "override"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LOCAL: frozenset[Kind] = frozenset({"municipality_fact", "opening_hours", "override"})
"""Kinds that only a municipality has."""
SHARED: frozenset[Kind] = frozenset({"answer"})
"""Kinds that only the shared layer has; a municipality's own answer is an ``override``."""
HOURS = ("telephone", "citizen_service")
OWN_FACTS = ("telephone", "address", "website")
"""Facts that every municipality can have, beside those it names itself."""
ALWAYS = frozenset({"website"})
"""Facts that can be changed and not taken away."""
LONGEST_ID = 64

_CODE = re.compile(r"\d{4}")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_OWN = re.compile(r"k(\d{4})_[a-z0-9]+(_[a-z0-9]+)*")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe", "ä": "ae"}
)

Content = dict[str, Any] | None
"""A revision's content as JSON; none takes away what the layer below has."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that can be edited.

    ``key``: a topic for ``answer``, ``override`` and ``topic``; a topic or dialogue intent for
    ``examples``; a fact's name; ``telephone`` or ``citizen_service`` for ``opening_hours``.
    ``municipality``: kommunekode of four digits, or none for the shared layer.
    """

    kind: Kind
    key: str
    municipality: str | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be; raises ContentRefusedError."""
        problem = self._problem()
        if problem:
            raise ContentRefusedError(f"«{self.key}»: {problem}")

    def _problem(self) -> str | None:
        if self.kind not in KINDS:
            return f"Ukendt slags indhold: {self.kind}"
        if self.municipality is not None and not _CODE.fullmatch(self.municipality):
            return "Kommunen skal være en kommunekode med fire cifre, fx 0751"
        if self.municipality is None and self.kind in LOCAL:
            return "Vælg, hvilken kommune det gælder"
        if self.municipality is not None and self.kind in SHARED:
            return "Det fælles svar kan ikke gælde én kommune. Skriv kommunens eget svar i stedet"
        if not _NAME.fullmatch(self.key) or len(self.key) > LONGEST_ID:
            return (
                f"Navnet skal være små bogstaver a-z, tal og _, højst {LONGEST_ID} tegn, "
                "og begynde med et bogstav"
            )
        return self._problem_of_kind()

    def _problem_of_kind(self) -> str | None:
        owner = owner_of(self.key)
        topical = self.kind not in {"municipality_fact", "opening_hours"}
        if topical and owner and self.municipality != owner:
            return "Emnet er en anden kommunes eget"
        if self.kind == "topic" and self.municipality and owner is None:
            return f"En kommunes eget emne skal begynde med k{self.municipality}_"
        if self.kind == "opening_hours" and self.key not in HOURS:
            return "Åbningstider er for telefonen eller for borgerservice"
        if self.kind == "municipality_fact" and self.key in NAMES:
            return f"{{{self.key}}} udfyldes af MUNI selv. Vælg et andet navn"
        return None


def own_topic(municipality: str, name: str) -> str:
    """The id of a municipality's own topic: ``("0751", "Havnens dag")`` -> ``k0751_havnens_dag``.

    So no two municipalities' topics meet, and none meets a shared one.
    Raises ContentRefusedError when nothing of the name can be used.
    """
    return topic_id(name, f"k{municipality}_")


def topic_id(name: str, prefix: str = "") -> str:
    """A shared topic's id from a few words; raises ContentRefusedError."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower().translate(_LETTERS)).strip("_")
    if not plain:
        raise ContentRefusedError("Skriv et navn til emnet med mindst ét bogstav")
    return (prefix + plain)[:LONGEST_ID].rstrip("_")


def owner_of(topic: str) -> str | None:
    """The municipality whose own topic it is, or none for a shared one."""
    found = _OWN.fullmatch(topic)
    return found[1] if found else None
