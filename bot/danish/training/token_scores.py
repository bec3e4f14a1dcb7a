"""How well a tokenizer finds the treebank's tokens, in print and in text typed in haste."""

import random
from collections.abc import Iterable, Sequence

from spacy.language import Language

from bot.danish.training.open_data import Word

_STOPS = frozenset(".,!?;:)")


def token_f1(nlp: Language, treebank: Iterable[Sequence[Word]]) -> float:
    """F1 over tokens, exact in both borders."""
    right = found = gold = 0
    for sentence in treebank:
        text = ""
        borders = set()
        for word in sentence:
            borders.add((len(text), len(text) + len(word.form)))
            text += word.form + " " * word.space_after
        guess = {(t.idx, t.idx + len(t)) for t in nlp.make_doc(text) if not t.is_space}
        right, found, gold = right + len(guess & borders), found + len(guess), gold + len(borders)
    return round(2 * right / (found + gold), 4)


def hasty(treebank: Iterable[Sequence[Word]], seed: int) -> list[list[Word]]:
    """The same in lower case; after half of the stops the space is gone, half are tripled."""
    chance = random.Random(seed)  # noqa: S311, repeatable is the point
    return [[_hasty(word, chance) for word in sentence] for sentence in treebank]


def _hasty(word: Word, chance: random.Random) -> Word:
    form, space = word.form.lower(), word.space_after
    if form in _STOPS and chance.random() < 0.5:
        space = False
    if form in {".", "!", "?"} and chance.random() < 0.5:
        form *= 3
    return word._replace(form=form, space_after=space)
