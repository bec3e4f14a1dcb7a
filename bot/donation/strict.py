"""The second, stricter masking: a gift leaves the house, so doubt is enough to hide a word."""

import re
from collections.abc import Callable

from bot.danish.masking.lexicon import Lexicon
from bot.danish.masking.name_lists import Proof
from bot.danish.masking.spans import PLACEHOLDER, PLACEHOLDERS, Label

NUMBER, DATE, TOWN, LINK = "<TAL>", "<DATO>", "<BY>", "<LINK>"
_NAME, _ADDRESS = PLACEHOLDERS[Label.NAME], PLACEHOLDERS[Label.ADDRESS]
_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
_PATTERNS = (
    (re.compile(r"(https?://|www\.)\S+", re.IGNORECASE), LINK),
    (re.compile(r"\S*@\S+"), PLACEHOLDERS[Label.EMAIL]),
    (re.compile(r"\b\d{1,2}\s?[./-]\s?\d{1,2}(\s?[./-]\s?\d{2,4})?\b"), DATE),
    (re.compile(rf"\b\d{{1,2}}\.?\s?({_MONTHS})\w*(\s\d{{2,4}})?\b", re.IGNORECASE), DATE),
    # Four digits and more may be a number of somebody: a postal code, a case, a year of birth.
    (re.compile(r"\d(?:[ .\-/]?\d){3,}"), NUMBER),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WITHIN = re.compile(r"[\w,;:>-][\s\"'(]*$")
"""Before a word that is not the first of its sentence."""
_SHORT_FORM = 5
_AGAIN = re.compile(r"(<[A-ZÆØÅ-]+>)(?:[\s,]*\1)+")


class StrictMasker:
    """Masks what was masked once more, with lower demands on the evidence."""

    def __init__(self, mask: Callable[[str], str], lexicon: Lexicon) -> None:
        """``mask`` is the first masking, which is done again."""
        self._mask = mask
        self._lexicon = lexicon

    def mask(self, text: str) -> str:
        """The text with placeholders also for possible names, streets, towns and numbers."""
        masked = _between(self._mask(text), self._patterns)
        return _AGAIN.sub(r"\1", _between(masked, self._words))

    def _patterns(self, text: str) -> str:
        for pattern, instead in _PATTERNS:
            text = pattern.sub(instead, text)
        return text

    def _words(self, text: str) -> str:
        def instead(found: re.Match[str]) -> str:
            begins = not _WITHIN.search(text[: found.start()])
            return self._instead(found.group(), begins)

        return _WORD.sub(instead, text)

    def _instead(self, word: str, begins: bool) -> str:
        lower, lexicon = word.lower(), self._lexicon
        proof = max(lexicon.first_proof(lower), lexicon.last_proof(lower))
        capital = word[0].isupper() and not begins
        short_form = word.isupper() and len(word) <= _SHORT_FORM
        if proof >= Proof.NAME or (capital and proof >= Proof.WORD):
            return _NAME
        if lexicon.is_unknown(lower) and lexicon.streets.ends_surely(lower):
            return _ADDRESS
        if capital and lexicon.places.is_town(lower):
            return TOWN
        return _NAME if capital and not short_form and lexicon.is_unknown(lower) else word


def _between(text: str, change: Callable[[str], str]) -> str:
    """Change what stands between the placeholders."""
    parts, at = list[str](), 0
    for found in re.finditer(rf"{PLACEHOLDER.pattern}|<TAL>|<DATO>|<BY>|<LINK>", text):
        parts += [change(text[at : found.start()]), found.group()]
        at = found.end()
    return "".join([*parts, change(text[at:])])
