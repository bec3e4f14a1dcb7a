"""What the synthetic voices say: questions and answers, numbers, talk, and loose words."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from voice.danish.generated import generate
from voice.danish.spoken_text import spoken

_LONGEST = 130
"""Characters; longer ones make batches of few."""
_SHORTEST = 2
_COMMON = 300
_COMMON_SHARE = 0.2


@dataclass(frozen=True)
class Amounts:
    """How many sentences of each kind; the texts given are all said ``times`` each."""

    numbers: int = 9_000
    loose_words: int = 14_000
    places: int = 2_500
    general_times: int = 2


def sentences(
    questions: Sequence[str],
    answers: Sequence[str],
    general: Sequence[str],
    names: Sequence[str],
    streets: Sequence[str],
    towns: Sequence[str],
    words: Sequence[str],
    amounts: Amounts,
    seed: int,
    without: Collection[str] = (),
) -> list[str]:
    """All sentences in an order of chance; none with a word of ``without``, kept for testing.

    ``words`` are the lexicon's, commonest first: rows of them teach every sound beside every other.
    """
    rng = random.Random(seed)  # noqa: S311 - a corpus, no secret
    said = [spoken(text, rng) for text in (*questions, *answers)]
    said += [spoken(text, rng) for text in general] * amounts.general_times
    said += islice(generate(rng, names, streets, towns), amounts.numbers)
    places = (*towns, *streets, *names)
    said += [spoken(rng.choice(places)) for _ in range(amounts.places)]
    said += islice(_loose(words, rng), amounts.loose_words)
    kept = frozenset(without)
    fit = [
        text for text in said if _SHORTEST <= len(text) < _LONGEST and kept.isdisjoint(text.split())
    ]
    rng.shuffle(fit)
    return fit


def _loose(words: Sequence[str], rng: random.Random) -> Iterator[str]:
    common = words[:_COMMON]
    while True:
        yield " ".join(
            rng.choice(common if rng.random() < _COMMON_SHARE else words)
            for _ in range(rng.randint(3, 8))
        )
