"""The phones as the graph counts them, and Kaldi's transition model over them.

Chain topology: a phone is one state; the frame it is entered by has the pdf 2k, the frames it
stays the pdf 2k + 1, where k is the phone's place in ``PHONES``. All copies of a phone share its
pdfs.
"""

from __future__ import annotations

from math import log

from voice.danish.export.binary import integer, integers, real, token, vector
from voice.danish.phones import NOISE, PHONES, SILENCE

GARBAGE = "G_"
"""Before a phone's name: its copy that opens an unknown word.

As no known word begins with one, ``[unk]`` stays distinct from all words while the graph is made
deterministic: it is ``G_x``, then any number of ``y_I``, then ``z_E``.
"""

_PLACES = {"_B": "begin", "_E": "end", "_I": "internal", "_S": "singleton"}
_EVERYWHERE = (SILENCE, NOISE)
_SPOKEN = tuple(phone for phone in PHONES if phone not in _EVERYWHERE)


def phone_symbols() -> dict[str, int]:
    """Numbers from 1 on: SIL, NSN, then p_B p_E p_I p_S of each p, last ``G_p`` of each.

    Neither epsilon (0) nor the graph's disambiguation symbols are among them.
    """
    names = [*_EVERYWHERE, *(phone + place for phone in _SPOKEN for place in _PLACES)]
    names += [GARBAGE + phone for phone in _SPOKEN]
    return {name: number for number, name in enumerate(names, start=1)}


def word_boundaries() -> dict[int, str]:
    """Each phone's place in a word, in the words of Kaldi's ``word_boundary.int``."""
    symbols = phone_symbols()
    places = {symbols[phone]: "nonword" for phone in _EVERYWHERE}
    for phone in _SPOKEN:
        places |= {symbols[phone + suffix]: place for suffix, place in _PLACES.items()}
        places[symbols[GARBAGE + phone]] = "begin"
    return dict(sorted(places.items()))


def silence_phones() -> tuple[int, ...]:
    """Numbers of the phones that are no speech: they let an utterance end."""
    symbols = phone_symbols()
    return tuple(symbols[phone] for phone in _EVERYWHERE)


def places_in_inventory() -> tuple[int, ...]:
    """For each phone number from 1 on, its k: the place in ``PHONES`` of the phone it copies."""
    copies = [phone for phone in _SPOKEN for _ in _PLACES]
    return tuple(PHONES.index(phone) for phone in (*_EVERYWHERE, *copies, *_SPOKEN))


def entering(phone: int) -> int:
    """The transition id of a phone's first frame: the graph's label for the phone."""
    return 2 * phone


def staying(phone: int) -> int:
    """The transition id of a phone's later frames: the graph's self-loop after the phone."""
    return 2 * phone - 1


def transition_model() -> bytes:
    """The transition model as Kaldi's binary ``TransitionModel``, without a file header."""
    ks = places_in_inventory()
    phones = range(1, len(ks) + 1)
    # -1: the newer form, whose states name a pdf for entering and one for staying.
    topology = [integers(list(phones)), integers([-1] + [0] * len(ks)), integer(-1)]
    topology += [integer(1), integer(2), integer(0), integer(1), integer(2)]
    topology += [integer(0), real(0.5), integer(1), real(0.5)]
    topology += [integer(-1), integer(-1), integer(0)]
    tuples = [
        integer(number)
        for phone, k in zip(phones, ks, strict=True)
        for number in (phone, 0, 2 * k, 2 * k + 1)
    ]
    return b"".join(
        (
            token("<TransitionModel>"),
            token("<Topology>"), *topology, token("</Topology>"),
            token("<Tuples>"), integer(len(ks)), *tuples, token("</Tuples>"),
            token("<LogProbs>"), vector([0.0] + [log(0.5)] * (2 * len(ks))), token("</LogProbs>"),
            token("</TransitionModel>"),
        )
    )  # fmt: skip
