"""Turns open data into spaCy's DocBin files: train.spacy and dev.spacy."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from bot.danish.training.augment import Augmenter, Lists, lower_case
from bot.danish.training.chat_tokenizer import mend_tokenizer
from bot.danish.training.labelled import Labelled
from bot.danish.training.open_data import read_entities

MESSAGES = 8000
"""Made-up messages in the training set."""
CHAT_COPIES = 3
"""Arto and Twitter have 455 texts beside 4,382 sentences of news."""
DEV_MESSAGES = 300
CHAT = ("da_arto_dev.tsv", "da_twitter_dev.tsv")


def to_doc(nlp: Language, text: Labelled) -> Doc:
    """Tokens as the pipeline will see them; an entity that cuts a token takes the whole token."""
    doc = nlp.make_doc(text.text)
    spans = [doc.char_span(*span, alignment_mode="expand") for span in text.spans]
    doc.ents = spacy.util.filter_spans([span for span in spans if span])
    return doc


def training_texts(danplus: Path, lists: Path, seed: int) -> Iterator[Labelled]:
    """News as it is and varied, chat text, made-up messages.

    News with other names comes once only: people would else crowd out bodies and places.
    """
    news = read_entities(danplus / "da_news_train.tsv")
    chat = [text for name in CHAT for text in read_entities(danplus / name)]
    augmenter = Augmenter(Lists.load(lists, held_out=False), seed)
    people = [text for text in news if any(label == "PER" for *_, label in text.spans)]
    yield from news
    yield from map(lower_case, news)
    yield from map(augmenter.misspelt, news)
    yield from map(augmenter.misspelt, map(lower_case, news))
    yield from (augmenter.roughened(augmenter.with_other_names(text)) for text in people)
    for _ in range(CHAT_COPIES):
        yield from chat
    yield from augmenter.messages(MESSAGES)


def choosing_texts(danplus: Path, lists: Path, seed: int) -> dict[str, list[Labelled]]:
    """The sets on which a model is chosen, by name; none is a test set."""
    news = read_entities(danplus / "da_news_dev.tsv")
    augmenter = Augmenter(Lists.load(lists, held_out=True), seed)
    return {
        "news": news,
        "news, lower case": list(map(lower_case, news)),
        "made-up messages": list(augmenter.messages(DEV_MESSAGES)),
    }


def write(texts: Iterable[Labelled], path: Path) -> int:
    """Save ``texts`` as a DocBin; gives how many."""
    nlp = spacy.blank("da")
    mend_tokenizer(nlp)
    docs = [to_doc(nlp, text) for text in texts]
    DocBin(attrs=["ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(path)
    return len(docs)


def convert(data: Path, lists: Path, out: Path, seed: int) -> dict[str, int]:
    """Write ``out``/train.spacy and dev.spacy from the folder of the open data."""
    danplus = data / "danplus"
    out.mkdir(parents=True, exist_ok=True)
    chosen = chain.from_iterable(choosing_texts(danplus, lists, seed + 1).values())
    return {
        "train": write(training_texts(danplus, lists, seed), out / "train.spacy"),
        "dev": write(chosen, out / "dev.spacy"),
    }
