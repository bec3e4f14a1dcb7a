"""H: from phones to transition ids, each phone's later frames a loop after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from voice.danish.export.transition_model import entering, staying
from voice.danish.graph.lexicon_fst import disambiguation
from voice.danish.graph.transducer import Integers, Transducer

_SPARED_ARCS: Final = 2


def to_transitions(graph: Transducer) -> Transducer:
    """``graph`` over phones, deterministic, as one over transition ids, arcs sorted by them.

    A phone is entered by its arc and stayed in by a loop at the arc's target; so a state that
    several phones lead to is split. Disambiguation symbols become epsilon.
    """
    ilabel = np.where(graph.ilabel >= disambiguation(), 0, graph.ilabel)
    graph = without_lone_epsilons(replace(graph, ilabel=ilabel))
    return _split(graph).sorted_by("ilabel")


def without_lone_epsilons(graph: Transducer) -> Transducer:
    """``graph`` without the states whose one way on is an epsilon: arcs to them go on at once."""
    degree = np.bincount(graph.source, minlength=graph.states)
    first = np.searchsorted(graph.source, np.arange(graph.states))
    lone = (degree == 1) & ~np.isfinite(graph.final)
    lone[graph.start] = False
    lone[lone] = graph.ilabel[first[lone]] == 0
    arc = np.clip(first, 0, graph.arcs - 1)
    target, olabel, weight = graph.target.copy(), graph.olabel.copy(), graph.weight.copy()
    while True:
        way = arc[target]
        # An arc carries one word at most; where both have one, the state in between stays.
        short = lone[target] & ((olabel == 0) | (graph.olabel[way] == 0))
        if not short.any():
            break
        way = way[short]
        olabel[short] += graph.olabel[way]
        weight[short] += graph.weight[way]
        target[short] = graph.target[way]
    return _reached(replace(graph, olabel=olabel, weight=weight, target=target))


def _reached(graph: Transducer) -> Transducer:
    """``graph`` without the states that no arc leads to any more."""
    while True:
        reached = np.zeros(graph.states, np.bool_)
        reached[graph.target] = True
        reached[graph.start] = True
        if reached.all():
            return graph
        number = np.cumsum(reached) - 1
        stays = reached[graph.source]
        graph = Transducer(
            int(number[graph.start]),
            number[graph.source[stays]],
            graph.ilabel[stays],
            graph.olabel[stays],
            graph.weight[stays],
            number[graph.target[stays]],
            graph.final[reached],
        )


def _split(graph: Transducer) -> Transducer:
    """A state for each pair of a state and a phone that leads to it (0: none), with its loop."""
    width = int(graph.ilabel.max(initial=0)) + 1
    leads_to = graph.target * width + graph.ilabel
    pairs = np.unique(np.append(leads_to, graph.start * width))
    degree = np.bincount(graph.source, minlength=graph.states)
    ways = np.bincount(pairs // width, minlength=graph.states)
    # With many phones and many arcs, the arcs stay at one state and an epsilon leads to it.
    hub = (ways - 1) * (degree - 1) > _SPARED_ARCS
    pairs = np.union1d(pairs, np.flatnonzero(hub) * width)
    state, phone = pairs // width, pairs % width
    through = np.flatnonzero(hub[state] & (phone > 0))
    whole = np.flatnonzero(~hub[state] | (phone == 0))
    looped = np.flatnonzero(phone > 0)
    copied, arc = _arcs_of(graph, state[whole], degree)
    final = graph.final[state].copy()
    final[through] = np.inf
    silent, free = (np.zeros(len(through) + len(looped), kind) for kind in (np.int64, np.float32))
    entered = np.where(graph.ilabel[arc] > 0, entering(graph.ilabel[arc]), 0)
    return Transducer(
        int(np.searchsorted(pairs, graph.start * width)),
        np.concatenate((whole[copied], through, looped)),
        np.concatenate((entered, silent[: len(through)], staying(phone[looped]))),
        np.concatenate((graph.olabel[arc], silent)),
        np.concatenate((graph.weight[arc], free)),
        np.concatenate(
            (
                np.searchsorted(pairs, leads_to[arc]),
                np.searchsorted(pairs, state[through] * width),
                looped,
            )
        ),
        final,
    )


def _arcs_of(graph: Transducer, states: Integers, degree: Integers) -> tuple[Integers, Integers]:
    """The arcs of each of ``states``: its place in ``states``, and the arc's number."""
    counts = degree[states]
    place = np.repeat(np.arange(len(states)), counts)
    before = np.cumsum(counts) - counts
    first = np.cumsum(degree) - degree
    return place, first[states][place] + np.arange(len(place)) - before[place]
