"""The base lexicon: the commonest Danish words and the bot's, said as espeak-ng says them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from voice.danish.build import Knowledge, said_of
from voice.danish.espeak import get_espeak
from voice.danish.graph.pronunciation import Lexicon
from voice.danish.lexicon import extended, read_lexicon, write_lexicon
from voice.danish.pronouncing import Pronouncer, observe
from voice.danish.vocabulary import ALPHABET, asked_words, is_word

_CANDIDATES = 1.25
"""So many more words are looked at, since those that aren't Danish fall away."""
_ONE_LETTER = frozenset("iåø")


def common_words(count: int) -> list[str]:
    """The ``count`` commonest Danish words by wordfreq, commonest first, foreign ones left out."""
    if not count:
        return []
    from wordfreq import top_n_list

    pronouncer = Pronouncer(get_espeak())
    listed = top_n_list("da", int(count * _CANDIDATES))
    fit = (word for word in listed if is_word(word) and (len(word) > 1 or word in _ONE_LETTER))
    return [word for word in fit if pronouncer.is_danish(word)][:count]


def base_lexicon(path: Path, knowledge: Knowledge, common: Sequence[str], observed: int) -> Lexicon:
    """Made once and kept at ``path``: ``common`` and all words that the bot knows now."""
    if path.exists():
        return read_lexicon(path)
    said = said_of(knowledge)
    known = {*common, *said.sure_words(), *ALPHABET}
    words = sorted({*known, *asked_words(said.questions, known)})
    heard = [" ".join(row) for row in (*said.questions, *said.general)]
    rng = random.Random(1)  # noqa: S311 - a sample, no secret
    counted = observe(get_espeak(), rng.sample(heard, min(observed, len(heard))))
    lexicon = extended({}, words, Pronouncer(get_espeak(), knowledge.corrections, counted))
    write_lexicon(lexicon, path)
    return lexicon
