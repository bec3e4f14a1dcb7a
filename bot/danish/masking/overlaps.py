"""One kind of data at each character: the surer finding wins, the other keeps what is left."""

from collections.abc import Iterable

from presidio_analyzer import RecognizerResult

from bot.danish.masking.spans import Label, Span

_FEWEST_LETTERS = 2


def resolve(results: Iterable[RecognizerResult], text: str) -> list[Span]:
    """Spans in order that don't overlap; neighbours of one kind become one."""
    surest_first = sorted(results, key=lambda r: (-r.score, r.start - r.end, r.start))
    taken: list[Span] = []
    for result in surest_first:
        pieces = [(result.start, result.end)]
        for span in taken:
            pieces = [part for piece in pieces for part in _without(piece, span)]
        label = Label(result.entity_type)
        whole = pieces == [(result.start, result.end)]
        for start, end in pieces:
            trimmed = _trim(text, start, end)
            if whole or (label is Label.NAME and _is_word(text, *trimmed)):
                taken.append(Span(*trimmed, label))
    return _joined(sorted(taken, key=lambda span: span.start), text)


def _without(piece: tuple[int, int], span: Span) -> list[tuple[int, int]]:
    start, end = piece
    if span.end <= start or end <= span.start:
        return [piece]
    parts = [(start, span.start), (span.end, end)]
    return [part for part in parts if part[0] < part[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_word(text: str, start: int, end: int) -> bool:
    return sum(char.isalpha() for char in text[start:end]) >= _FEWEST_LETTERS


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Two of one kind with nothing but white space between them stand for one thing."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            last
            and last.label is span.label is Label.NAME
            and text[last.end : span.start] in {"", " "}
        ):
            joined[-1] = Span(last.start, span.end, span.label)
        else:
            joined.append(span)
    return joined
