"""The lemma table: spacy-lookups-data, corrected by what Danish-DDT's development part shows."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy_lookups_data

from bot.danish.training.open_data import Word

TABLE = "lemma_lookup"
"""Name of the table in spaCy's lookups."""


def published_lemmas() -> dict[str, str]:
    """Form to lemma as in spacy-lookups-data: 553,116 Danish forms."""
    path = Path(spacy_lookups_data.__file__).parent / "data" / "da_lemma_lookup.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        lemmas: dict[str, str] = json.load(file)
    return lemmas


def lemma_table(treebank: Iterable[Sequence[Word]], openers: Iterable[str]) -> dict[str, str]:
    """Form to lemma for spaCy's lookup lemmatizer, which reads a form exactly as written.

    The treebank's commonest lemma of a form beats the published one ("med" is no form of
    "mede"). ``openers`` are words that may open a sentence: each gets an entry with a
    capital letter too, unless either source knows the capitalised form as a name. Forms
    that are their own lemma are left out, since that is what the lemmatizer falls back to.
    """
    published = published_lemmas()
    words, names = _seen(treebank)
    common = published | words
    opening = {*map(str.lower, openers), *words} & common.keys()
    capitalised = {form.capitalize(): common[form] for form in opening}
    published_names = {form: lemma for form, lemma in published.items() if form[0].isupper()}
    table = common | capitalised | published_names | names
    return {form: lemma for form, lemma in table.items() if form != lemma}


def _seen(treebank: Iterable[Sequence[Word]]) -> tuple[dict[str, str], dict[str, str]]:
    words: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in treebank:
        for word in sentence:
            if word.upos == "PROPN":
                names[word.form][word.lemma] += 1
            else:
                words[word.form.lower()][word.lemma] += 1
    certain = {
        form: count
        for form, count in names.items()
        if count.total() > words.get(form.lower(), Counter()).total()
    }
    return _commonest(words), _commonest(certain)


def _commonest(counts: dict[str, Counter[str]]) -> dict[str, str]:
    return {form: count.most_common(1)[0][0] for form, count in counts.items()}
