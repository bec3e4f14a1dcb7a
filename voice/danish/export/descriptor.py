"""nnet3 descriptors: which frames of which layers another layer hears."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from voice.errors import ModelError

_TOKEN = re.compile(r"\s*([(),]|[^\s(),]+)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_RESERVED = frozenset(
    (
        "Append", "Sum", "Scale", "Offset", "Failover", "IfDefined", "Switch", "Const", "Round",
        "ReplaceIndex", "output", "ivector",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """``scale`` times the layer ``node`` at ``offset`` frames of 10 ms from now."""

    node: str
    offset: int = 0
    scale: float = 1.0

    def text(self) -> str:
        """The term as Kaldi writes it: Scale inside Offset."""
        scaled = self.node if self.scale == 1.0 else f"Scale({self.scale!r}, {self.node})"
        return scaled if self.offset == 0 else f"Offset({scaled}, {self.offset})"


@dataclass(frozen=True)
class Descriptor:
    """Parts laid side by side, each the sum of its terms."""

    parts: tuple[tuple[Term, ...], ...]

    def terms(self) -> tuple[Term, ...]:
        """All terms, in order."""
        return tuple(term for part in self.parts for term in part)

    def dim(self, dims: Mapping[str, int]) -> int:
        """Width, from the widths of the layers; raises ``ModelError`` where a sum's differ."""
        total = 0
        for part in self.parts:
            widths = {dims[term.node] for term in part}
            if len(widths) != 1:
                raise ModelError(f"layers of different widths are summed: {self.text()}")
            total += widths.pop()
        return total

    def text(self) -> str:
        """In the form that Kaldi itself writes: sums of two, appends outermost."""
        sums = []
        for part in self.parts:
            text = part[-1].text()
            for term in reversed(part[:-1]):
                text = f"Sum({term.text()}, {text})"
            sums.append(text)
        return sums[0] if len(sums) == 1 else f"Append({', '.join(sums)})"


def is_layer_name(name: str) -> bool:
    """Whether nnet3 takes it as the name of a layer."""
    return _NAME.fullmatch(name) is not None and name not in _RESERVED


def parse(text: str) -> Descriptor:
    """Read Append, Sum, Scale and Offset, nested in any way, over layer names.

    Raises ``ModelError`` for anything else, and for one layer with two scales in the same sum,
    which nnet3 can't compute.
    """
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text) or not tokens:
        raise ModelError(f"not an nnet3 descriptor: {text!r}")
    try:
        descriptor = Descriptor(_read(tokens))
    except (IndexError, ValueError) as error:
        raise ModelError(f"not an nnet3 descriptor: {text!r}") from error
    if tokens:
        raise ModelError(f"not an nnet3 descriptor, {tokens[0]!r} is left over: {text!r}")
    for part in descriptor.parts:
        scales = dict.fromkeys((term.node, term.scale) for term in part)
        if len(scales) != len({term.node for term in part}):
            raise ModelError(f"a sum has one layer with two scales: {text!r}")
    return descriptor


_Parts = tuple[tuple[Term, ...], ...]


def _read(tokens: list[str]) -> _Parts:
    head = tokens.pop(0)
    if is_layer_name(head):
        return ((Term(head),),)
    if head == "Append":
        return tuple(part for inner in _arguments(tokens) for part in inner)
    if head == "Sum":
        inners = _arguments(tokens)
        columns = zip(*inners, strict=True)
        return tuple(tuple(term for part in column for term in part) for column in columns)
    if head == "Scale":
        _expect(tokens, "(")
        scale = float(tokens.pop(0))
        if not isfinite(scale):
            raise ValueError(scale)
        _expect(tokens, ",")
        inner = _read(tokens)
        _expect(tokens, ")")
        return _each(inner, scale=scale)
    if head == "Offset":
        _expect(tokens, "(")
        inner = _read(tokens)
        _expect(tokens, ",")
        offset = int(tokens.pop(0))
        _expect(tokens, ")")
        return _each(inner, offset=offset)
    raise ValueError(head)


def _arguments(tokens: list[str]) -> list[_Parts]:
    _expect(tokens, "(")
    inners = [_read(tokens)]
    while tokens[0] == ",":
        tokens.pop(0)
        inners.append(_read(tokens))
    _expect(tokens, ")")
    return inners


def _expect(tokens: list[str], wanted: str) -> None:
    if tokens.pop(0) != wanted:
        raise ValueError(wanted)


def _each(parts: _Parts, scale: float = 1.0, offset: int = 0) -> _Parts:
    return tuple(
        tuple(Term(t.node, t.offset + offset, t.scale * scale) for t in part) for part in parts
    )
