"""A text with its named entities, and how to cut it into pieces and build it anew."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text; ``spans`` are (start, end, label) in characters, in order, without overlap."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()

    def pieces(self) -> list[tuple[str, str]]:
        """The text cut at its entities: (piece, label), the label empty outside of them."""
        cut: list[tuple[str, str]] = []
        done = 0
        for start, end, label in self.spans:
            cut += [(self.text[done:start], ""), (self.text[start:end], label)]
            done = end
        return [(piece, label) for piece, label in [*cut, (self.text[done:], "")] if piece]


def rebuild(pieces: Iterable[tuple[str, str]]) -> Labelled:
    """The opposite of ``Labelled.pieces``."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    for piece, label in pieces:
        if label:
            spans.append((len(text), len(text) + len(piece), label))
        text += piece
    return Labelled(text, tuple(spans))
