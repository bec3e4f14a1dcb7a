"""L: from phones to words, with silence between words, homophones told apart, and ``[unk]``."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from typing import Final

from voice.danish.export.transition_model import GARBAGE, phone_symbols
from voice.danish.graph.arc_list import ArcList
from voice.danish.graph.pronunciation import Lexicon
from voice.danish.graph.transducer import Transducer
from voice.danish.phones import NOISE, PHONES, SILENCE
from voice.errors import GraphError

UNKNOWN: Final = "[unk]"
"""What is heard where no word fits; Vosk's own name for it."""
BACKOFF: Final = "#0"
_SPOKEN: Final = tuple(phone for phone in PHONES if phone not in (SILENCE, NOISE))


@dataclass(frozen=True)
class Costs:
    """-ln of chances that no corpus tells; tuned by listening.

    ``silence`` and ``noise``: one between two words. ``unknown``: an unknown word;
    ``unknown_phone``: each of its phones, so that a known word wins where one fits.
    """

    silence: float = 0.7
    noise: float = 3.0
    unknown: float = 3.0
    unknown_phone: float = 2.5


@dataclass(frozen=True)
class Words:
    """The words' numbers as in ``words.txt``: 0 is epsilon, then the words, ``#0`` last."""

    words: tuple[str, ...]

    @staticmethod
    def of(lexicon: Lexicon) -> Words:
        """``[unk]`` and the words of ``lexicon``, in its order.

        Raises ``GraphError`` for a word that is empty, holds a space or is a symbol of its own.
        """
        for word in lexicon:
            if not word or len(word.split()) != 1 or word[0] in "<#" or word == UNKNOWN:
                raise GraphError(f"{word!r} can't be a word of the lexicon")
        return Words((UNKNOWN, *lexicon))

    @property
    def backoff(self) -> int:
        """The number of ``#0``."""
        return len(self.words) + 1

    @property
    def silence(self) -> int:
        """The number that L gives silence and G takes; not in ``words.txt``, as G hides it."""
        return len(self.words) + 2

    @property
    def noise(self) -> int:
        """As ``silence``, for a noise that is no word."""
        return len(self.words) + 3

    def ids(self) -> dict[str, int]:
        """Word to number."""
        return {word: number for number, word in enumerate(self.words, 1)}

    def text(self) -> str:
        """What Vosk reads as ``words.txt``."""
        names = ("<eps>", *self.words, BACKOFF)
        return "".join(f"{name} {number}\n" for number, name in enumerate(names))


def positioned(phones: tuple[str, ...]) -> tuple[str, ...]:
    """Phone names with their place in the word: ``_S`` alone, else ``_B``, ``_I`` ..., ``_E``."""
    if len(phones) == 1:
        return (f"{phones[0]}_S",)
    middle = (f"{phone}_I" for phone in phones[1:-1])
    return (f"{phones[0]}_B", *middle, f"{phones[-1]}_E")


def disambiguation() -> int:
    """The first number after the phones: input label of ``#0``; homophones' symbols follow."""
    return len(phone_symbols()) + 1


def lexicon_fst(lexicon: Lexicon, words: Words, costs: Costs = Costs()) -> Transducer:
    """L, its arcs sorted by word; state 0 is between words and the only final one.

    Words said alike end in disambiguation symbols, so that L composed with a grammar can be made
    deterministic. Raises ``GraphError`` for a pronunciation that is empty, has a phone that the
    model lacks, or a probability not in (0, 1].
    """
    symbols = phone_symbols()
    first = disambiguation()
    ways = _ways(lexicon)
    said = Counter(phones for _, phones, _ in ways)
    used: defaultdict[tuple[str, ...], int] = defaultdict(int)
    arcs, ids = ArcList(), words.ids()
    for word, phones, probability in ways:
        try:
            labels = [symbols[phone] for phone in positioned(phones)]
        except KeyError as error:
            raise GraphError(f"{word!r} has the phone {error}, which the model lacks") from error
        if said[phones] > 1:
            used[phones] += 1
            labels.append(first + used[phones])
        arcs.path(0, labels, ids[word], -log(probability), 0)
    _add_unknown(arcs, symbols, ids[UNKNOWN], costs)
    arcs.arc(0, symbols[SILENCE], words.silence, costs.silence, 0)
    arcs.arc(0, symbols[NOISE], words.noise, costs.noise, 0)
    arcs.arc(0, first, words.backoff, 0.0, 0)
    return arcs.transducer({0: 0.0}).sorted_by("olabel")


def _ways(lexicon: Lexicon) -> list[tuple[str, tuple[str, ...], float]]:
    """Word, phones and probability, a way given twice added up; checked."""
    ways: list[tuple[str, tuple[str, ...], float]] = []
    for word, pronunciations in lexicon.items():
        if not pronunciations:
            raise GraphError(f"{word!r} has no pronunciation")
        once: dict[tuple[str, ...], float] = {}
        for way in pronunciations:
            if not way.phones or not 0.0 < way.probability <= 1.0:
                raise GraphError(f"{word!r} has an empty or impossible pronunciation: {way}")
            once[way.phones] = min(once.get(way.phones, 0.0) + way.probability, 1.0)
        ways += [(word, phones, probability) for phones, probability in once.items()]
    return ways


def _add_unknown(arcs: ArcList, symbols: dict[str, int], unknown: int, costs: Costs) -> None:
    """``[unk]``: ``G_x``, any number of ``y_I``, ``z_E``: two phones or more, all of them alike.

    No word begins with a ``G_x``, so what follows can be any phones and L stays deterministic.
    """
    middle = arcs.state()
    for phone in _SPOKEN:
        opening = symbols[GARBAGE + phone]
        arcs.arc(0, opening, unknown, costs.unknown + costs.unknown_phone, middle)
        arcs.arc(middle, symbols[f"{phone}_I"], 0, costs.unknown_phone, middle)
        arcs.arc(middle, symbols[f"{phone}_E"], 0, costs.unknown_phone, 0)
