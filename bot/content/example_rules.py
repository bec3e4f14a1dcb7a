"""What an example must keep: no personal data, one topic's alone, none of the test questions."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol

from bot.content.layered import LayeredContent
from bot.content.problem import Problem, error
from bot.danish.masking.spans import Label, Span
from bot.danish.normalise import fold

_TOLD: Mapping[Label, str] = {
    Label.CPR: "et cpr-nummer",
    Label.PHONE: "et telefonnummer",
    Label.EMAIL: "en e-mailadresse",
    Label.NAME: "et navn",
    Label.ADDRESS: "en adresse",
    Label.CARD: "et kortnummer",
    Label.IBAN_ACCOUNT: "et kontonummer",
}


class Masked(Protocol):
    """A masked text and where the data stood."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """What was found."""


class Masker(Protocol):
    """Finds personal data; :class:`bot.danish.masking.masker.Masker`."""

    def mask(self, text: str) -> Masked:
        """What it finds in a text."""


# Nearly all wordings are the same in the next version of the content.
_folded = lru_cache(maxsize=200_000)(fold)


class Wordings:
    """Who owns which wording already."""

    def __init__(self, content: LayeredContent) -> None:
        """Of all examples, 30,000 or so."""
        self._owners = {
            _folded(text): intent
            for intent, texts in content.raw.examples.items()
            for text in texts
        }

    def owner(self, text: str) -> str | None:
        """The topic or dialogue intent that the wording belongs to, or none."""
        return self._owners.get(fold(text))


@lru_cache(maxsize=2)
def wordings(content: LayeredContent) -> Wordings:
    """The same, made once for each version of the content."""
    return Wordings(content)


def check_examples(
    key: str,
    added: list[str],
    content: LayeredContent,
    masker: Masker,
    kept_apart: frozenset[str],
) -> Iterator[Problem]:
    """All that is wrong with new wordings of a topic or dialogue intent.

    ``kept_apart``: folded questions that models are measured with, see ``fold``.
    """
    owners = wordings(content)
    for text in added:
        found = personal_data(text, masker)
        if found:
            yield error("added", f"«{text}» indeholder {found}. Fjern det, eller skriv noget andet")
        if fold(text) in kept_apart:
            yield error("added", f"«{text}» bruges til at måle modellen og kan ikke være eksempel")
        owner = owners.owner(text)
        if owner not in {None, key}:
            yield error("added", f"«{text}» er allerede et eksempel på {_named(owner, content)}")


def personal_data(text: str, masker: Masker) -> str | None:
    """What personal data a text holds, in Danish words, or none: ``et navn og en adresse``."""
    labels = dict.fromkeys(span.label for span in masker.mask(text).spans)
    return " og ".join(_TOLD.get(label, "personoplysninger") for label in labels) or None


def _named(intent: Any, content: LayeredContent) -> str:
    topic = content.topics.topics.get(intent)
    return f"«{topic.title}»" if topic else str(intent)
