"""Forced alignment: which phone of a known text is heard when, and whether the text fits at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice.danish.graph.pronunciation import Lexicon
from voice.danish.phones import NOISE, PHONES, SILENCE

Scores = NDArray[np.float32]

_NUMBER = {phone: number for number, phone in enumerate(PHONES)}
_NEVER = np.float32(-1.0e9)
_PAUSE_COST = 1.0
_NOISE_COST = 3.0


@dataclass(frozen=True)
class Alignment:
    """Phone numbers, the step of 30 ms at which each begins, and how well they fit.

    ``lag`` is how much worse than a free row of phones the text scores, for each step in which
    either of them has speech: near 0 for what was said, larger for another text, or for one that
    leaves some of it out.
    """

    phones: NDArray[np.int16]
    starts: NDArray[np.int32]
    lag: float


@dataclass
class _Chain:
    """States of the text: each a phone that may follow some states before it at a cost."""

    phones: list[int]
    before: list[list[tuple[int, float]]]
    starts: dict[int, float]
    ends: list[int]


def align(scores: Scores, words: Sequence[str], lexicon: Lexicon) -> Alignment | None:
    """The likeliest way to say ``words`` in ``scores`` (steps, 2 x phones); None when none fits.

    Between words there may be silence or noise; every pronunciation of the lexicon is tried.
    """
    if any(word not in lexicon for word in words) or not words or not len(scores):
        return None
    chain = _chain(words, lexicon)
    path = _best_path(scores, chain)
    if path is None:
        return None
    begins = np.concatenate([[0], np.flatnonzero(np.diff(path)) + 1]).astype(np.int32)
    phones = np.array([chain.phones[path[step]] for step in begins], np.int16)
    held = np.repeat(phones, np.diff(np.append(begins, len(path))))
    own = _own_scores(scores, held, begins)
    free = np.maximum(scores[:, 0::2], scores[:, 1::2])
    spoken = (held > _NUMBER[NOISE]) | (free.argmax(1) > _NUMBER[NOISE])
    lag = float((free.max(1) - own)[spoken].mean())
    return Alignment(phones, begins, lag)


def _own_scores(scores: Scores, held: NDArray[np.int16], begins: NDArray[np.int32]) -> Scores:
    steps = np.arange(len(scores))
    pdfs = 2 * held.astype(np.int64) + 1
    pdfs[begins] -= 1
    own: Scores = scores[steps, pdfs]
    return own


def _chain(words: Sequence[str], lexicon: Lexicon) -> _Chain:
    chain = _Chain([], [], {}, [])
    ends = _pauses(chain, [], first=True)
    for word in words:
        finished: list[int] = []
        for said in lexicon[word]:
            cost = -float(np.log(said.probability))
            previous = [(state, cost) for state in ends]
            for phone in said.phones:
                state = _add(chain, _NUMBER[phone], previous)
                previous = [(state, 0.0)]
            finished.append(previous[0][0])
        ends = finished + _pauses(chain, finished)
    chain.ends = ends
    return chain


def _pauses(chain: _Chain, after: list[int], first: bool = False) -> list[int]:
    """Silence, or a noise within silence; at the start there always is silence."""
    silence = _add(chain, _NUMBER[SILENCE], [(state, _PAUSE_COST) for state in after])
    noise = _add(chain, _NUMBER[NOISE], [(silence, _NOISE_COST)])
    chain.before[silence].append((noise, 0.0))
    if first:
        chain.starts = {silence: 0.0}
    return [silence, noise]


def _add(chain: _Chain, phone: int, before: list[tuple[int, float]]) -> int:
    chain.phones.append(phone)
    chain.before.append(list(before))
    return len(chain.phones) - 1


def _best_path(scores: Scores, chain: _Chain) -> NDArray[np.int32] | None:
    states = len(chain.phones)
    phones = np.array(chain.phones)
    first, later = scores[:, 2 * phones], scores[:, 2 * phones + 1]
    sources, costs = _arrays(chain)
    score = np.full(states, _NEVER)
    for state, cost in chain.starts.items():
        score[state] = first[0, state] - cost
    came_from = np.empty((len(scores), states), np.int32)
    own = np.arange(states)
    for step in range(1, len(scores)):
        entering = score[sources] - costs
        best = entering.argmax(1)
        moved = entering[own, best] + first[step]
        stayed = score + later[step]
        came_from[step] = np.where(moved > stayed, sources[own, best], own)
        score = np.maximum(moved, stayed)
    last = max(chain.ends, key=lambda state: score[state])
    if score[last] < _NEVER / 2:
        return None
    path = np.empty(len(scores), np.int32)
    path[-1] = last
    for step in range(len(scores) - 1, 0, -1):
        path[step - 1] = came_from[step, path[step]]
    return path


def _arrays(chain: _Chain) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    most = max(1, *(len(before) for before in chain.before))
    sources = np.zeros((len(chain.before), most), np.int64)
    costs = np.full((len(chain.before), most), -_NEVER, np.float32)
    for state, before in enumerate(chain.before):
        for place, (source, cost) in enumerate(before):
            sources[state, place], costs[state, place] = source, cost
    return sources, costs
