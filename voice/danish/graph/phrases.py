"""The graph of a closed list: one of the phrases is heard, or ``[unk]``, or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from voice.danish.graph.arc_list import ArcList
from voice.danish.graph.compose import Graph, compose
from voice.danish.graph.lexicon_fst import UNKNOWN, Costs, Words, lexicon_fst
from voice.danish.graph.pronunciation import Lexicon
from voice.danish.graph.transducer import Transducer
from voice.errors import GraphError

_NAMED_WORDS = 10


def build_phrases(
    phrases: Iterable[str],
    lexicon: Lexicon,
    costs: Costs = Costs(),  # noqa: B008
    *,
    repeat: bool = False,
) -> Graph:
    """The graph of ``phrases``, words with spaces between, all as likely as one another.

    One phrase is heard an utterance; with ``repeat`` any number of them (digits, say). Silence
    and noise may come between words. Raises ``GraphError`` when there is no phrase, or a phrase
    has a word that ``lexicon`` lacks.
    """
    lines = [tuple(phrase.split()) for phrase in phrases]
    lines = list(dict.fromkeys(line for line in lines if line))
    used = dict.fromkeys(word for line in lines for word in line)
    missing = [word for word in used if word not in lexicon]
    if not lines or missing:
        named = ", ".join(missing[:_NAMED_WORDS])
        raise GraphError(f"words without a pronunciation: {named}" if lines else "no phrase given")
    own = {word: lexicon[word] for word in used}
    words = Words.of(own)
    return Graph(compose(lexicon_fst(own, words, costs), phrases_fst(lines, words, repeat)), words)


def phrases_fst(lines: Iterable[tuple[str, ...]], words: Words, repeat: bool) -> Transducer:
    """G as a tree of the phrases' words; the start is final too, as nothing may be said."""
    arcs, ids = ArcList(), words.ids()
    tree: dict[tuple[int, str], int] = {}
    ends = {0}
    for line in lines:
        state = 0
        for word in line:
            if (state, word) not in tree:
                tree[state, word] = arcs.state()
                arcs.arc(state, ids[word], ids[word], 0.0, tree[state, word])
            state = tree[state, word]
        ends.add(state)
    unknown = arcs.state()
    for state in (0, unknown):
        arcs.arc(state, ids[UNKNOWN], ids[UNKNOWN], 0.0, unknown)
    ends.add(unknown)
    for state in range(arcs.states):
        arcs.arc(state, words.silence, 0, 0.0, state)
        arcs.arc(state, words.noise, 0, 0.0, state)
    if repeat:
        for state in ends - {0}:
            arcs.arc(state, words.backoff, 0, 0.0, 0)
        ends = {0}
    return arcs.transducer(dict.fromkeys(ends, 0.0)).sorted_by("ilabel")
