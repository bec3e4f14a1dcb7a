"""Masks personal data: the first step of every turn."""

from collections.abc import Collection

from spacy.language import Language

from bot.danish.masking.engine import analyzer_for
from bot.danish.masking.folding import fold
from bot.danish.masking.kept import Kept
from bot.danish.masking.lexicon import load_lexicon
from bot.danish.masking.overlaps import resolve
from bot.danish.masking.spans import PLACEHOLDERS, Label, Masked, Span

__all__ = ["Label", "Masked", "Masker", "Span"]

_MOST_ROUNDS = 4


class Masker:
    """Replaces personal data by placeholders; safe to use from several threads."""

    def __init__(self, nlp: Language, keep: Collection[str] = ()) -> None:
        """``nlp``: a Danish spaCy pipeline, with or without an entity recogniser.

        ``keep``: telephone numbers, e-mail addresses and addresses of public bodies; they
        stay readable however a citizen writes them. Raises ContentError when the lists
        under data/ are broken.
        """
        self._analyzer = analyzer_for(nlp)
        self._kept = Kept(keep, load_lexicon())

    def mask(self, text: str) -> Masked:
        """The masked text, and where in ``text`` the data stood.

        What is masked is looked at again until nothing more is found, so that masking a
        masked text changes nothing.
        """
        masked = Masked(text, ())
        for _ in range(_MOST_ROUNDS):
            found = self._find(masked.text)
            if not found:
                break
            spans = sorted({*masked.spans, *(_back(span, masked) for span in found)}, key=_start)
            masked = Masked(_replace(text, spans), tuple(spans))
        return masked

    def _find(self, text: str) -> list[Span]:
        folded = fold(text)
        spans = resolve(self._analyzer.analyze(folded.text), folded.text)
        return [
            Span(*folded.original(span.start, span.end), span.label)
            for span in spans
            if not self._kept.keeps(folded.text[span.start : span.end], span.label)
        ]


def _start(span: Span) -> int:
    return span.start


def _replace(text: str, spans: list[Span]) -> str:
    parts, at = list[str](), 0
    for span in spans:
        parts += [text[at : span.start], PLACEHOLDERS[span.label]]
        at = span.end
    return "".join([*parts, text[at:]])


def _back(span: Span, masked: Masked) -> Span:
    """A span of a masked text as one of the text that was masked."""
    grown = 0
    for earlier in masked.spans:
        if earlier.start + grown >= span.start:
            break
        grown += len(PLACEHOLDERS[earlier.label]) - (earlier.end - earlier.start)
    return Span(span.start - grown, span.end - grown, span.label)
