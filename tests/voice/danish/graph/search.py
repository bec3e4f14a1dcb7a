"""The likeliest words of a graph for given phones, as a decoder with perfect ears finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf

from voice.danish.export.transition_model import entering, phone_symbols, staying
from voice.danish.graph.compose import Graph
from voice.danish.graph.lexicon_fst import positioned
from voice.danish.graph.transducer import Transducer

Heard = tuple[tuple[str, ...], float] | None
Arcs = Mapping[tuple[int, int], Sequence[tuple[int, float, int]]]
Paths = dict[int, tuple[float, tuple[int, ...]]]


def phones_of(*spoken: Sequence[str]) -> list[str]:
    """Names with places: each argument one word's phones; "SIL" and "NSN" are strings alone."""
    names: list[str] = []
    for word in spoken:
        names += [word] if isinstance(word, str) else positioned(tuple(word))
    return names


def best(graph: Graph, names: Sequence[str], frames: int = 1) -> Heard:
    """Words and cost of the best path over these phones, each ``frames`` long; None if none.

    Written out in Python, as kaldifst must not be loaded where vosk may be.
    """
    symbols = phone_symbols()
    arcs = _arcs(graph.hclg)
    active: Paths = _with_epsilons(arcs, {graph.hclg.start: (0.0, ())})
    for name in names:
        phone = symbols[name]
        for label in [entering(phone)] + [staying(phone)] * (frames - 1):
            active = _with_epsilons(arcs, _step(arcs, active, label))
    ends = [
        (cost + float(graph.hclg.final[state]), words) for state, (cost, words) in active.items()
    ]
    cost, numbers = min(ends, default=(inf, ()))
    if cost == inf:
        return None
    return tuple(graph.words.words[number - 1] for number in numbers), cost


def _arcs(hclg: Transducer) -> dict[tuple[int, int], list[tuple[int, float, int]]]:
    """By source and input label: output label, cost, target."""
    found = defaultdict(list)
    columns = (hclg.source, hclg.ilabel, hclg.olabel, hclg.weight, hclg.target)
    for source, ilabel, olabel, weight, target in zip(*(c.tolist() for c in columns), strict=True):
        found[source, ilabel].append((olabel, weight, target))
    return found


def _step(arcs: Arcs, active: Paths, label: int) -> Paths:
    reached: Paths = {}
    for state, (cost, words) in active.items():
        for olabel, weight, target in arcs.get((state, label), ()):
            path = (cost + weight, (*words, olabel) if olabel else words)
            reached[target] = min(reached.get(target, path), path)
    return reached


def _with_epsilons(arcs: Arcs, active: Paths) -> Paths:
    reached = dict(active)
    while active:
        moved = _step(arcs, active, 0)
        active = {s: path for s, path in moved.items() if s not in reached or path < reached[s]}
        reached |= active
    return reached
