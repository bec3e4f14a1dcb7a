"""spaCy's trainable lemmatizer on Danish-DDT's development part: what the table has to beat."""

import random
from collections.abc import Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

from bot.danish.training.open_data import Word

_EPOCHS = 12
"""More gave nothing on a fifth of the development part that was held out."""


def trained_lemmatizer(treebank: Sequence[Sequence[Word]], seed: int) -> Language:
    """A pipeline of tok2vec and trainable_lemmatizer; about half a minute."""
    fix_random_seed(seed)
    shuffle = random.Random(seed)  # noqa: S311, repeatable is the point
    nlp = spacy.blank("da")
    nlp.add_pipe("trainable_lemmatizer", config={"min_tree_freq": 1})
    examples = [_example(nlp, sentence) for sentence in treebank]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(_EPOCHS):
        shuffle.shuffle(examples)
        for batch in minibatch(examples, 16):
            nlp.update(batch, sgd=optimizer, drop=0.1)
    return nlp


def accuracy(nlp: Language, treebank: Sequence[Sequence[Word]]) -> float:
    """Share of words with the gold lemma, case included, on gold tokens."""
    docs = (Doc(nlp.vocab, words=[word.form for word in sentence]) for sentence in treebank)
    right = total = 0
    for doc, sentence in zip(nlp.pipe(docs), treebank, strict=True):
        for token, word in zip(doc, sentence, strict=True):
            right += (token.lemma_ or token.text) == word.lemma
            total += 1
    return round(right / total, 4)


def _example(nlp: Language, sentence: Sequence[Word]) -> Example:
    words = [word.form for word in sentence]
    gold = Doc(nlp.vocab, words=words, lemmas=[word.lemma for word in sentence])
    return Example(Doc(nlp.vocab, words=words), gold)
