"""Local facts filled into an answer; a sentence with a missing one falls away."""

import re

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# A sentence ends at a full stop, question or exclamation mark before a capital letter or the end;
# "kl. 9" and "nr. 3" don't end one.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ{])")
NAMES = frozenset(
    {
        "kommune",
        "telefon",
        "hjemmeside",
        "adresse",
        "aabningstider_telefon",
        "aabningstider_borgerservice",
    }
)


def used(text: str) -> set[str]:
    """The names of the placeholders in ``text``."""
    return set(_PLACEHOLDER.findall(text))


def fill(text: str, values: dict[str, str]) -> str:
    """Put in the values; a sentence that needs one that is not there falls away, and so does
    a paragraph with nothing left in it.
    """
    paragraphs = (_fill_paragraph(part, values) for part in text.split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)


def _fill_paragraph(paragraph: str, values: dict[str, str]) -> str:
    kept = (s for s in _SENTENCE.split(paragraph) if used(s) <= values.keys())
    filled = (_PLACEHOLDER.sub(lambda match: values[match.group(1)], s) for s in kept)
    return " ".join(_capital(sentence) for sentence in filled)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
