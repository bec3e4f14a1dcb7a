"""The lemma table: spacy-lookups-data, corrected by what Danish-DDT's development part shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spacy.lookups import load_lookups

from bot.danish.training.open_data import Word

TABLE = "lemma_lookup"


def lemma_table(treebank: Iterable[Sequence[Word]], vocabulary: Iterable[str]) -> dict[str, str]:
    """Form to lemma for spaCy's lookup lemmatizer, which reads the form exactly as written.

    The treebank's commonest lemma of a form beats the lookup table ("med" is no form of
    "mede"). ``vocabulary`` are forms that may open a sentence: each gets an entry with a
    capital, unless the treebank shows it as a name.
    """
    published = load_lookups("da", [TABLE]).get_table(TABLE)
    # The published table is keyed by hash, so forms are looked up and never listed.
    seen, names = _seen(treebank)
    table: dict[str, str] = {}
    for form in {*map(str.lower, vocabulary), *seen}:
        lemma = seen.get(form) or published.get(form)
        if lemma is None:
            continue
        table[form] = lemma
        if form.islower():
            table[form[0].upper() + form[1:]] = lemma
    return table | names


def _seen(treebank: Iterable[Sequence[Word]]) -> tuple[dict[str, str], dict[str, str]]:
    words: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in treebank:
        for word in sentence:
            if word.upos == "PROPN":
                names[word.form][word.lemma] += 1
            else:
                words[word.form.lower()][word.lemma] += 1
    for form in [form for form in names if words[form.lower()].total() >= names[form].total()]:
        del names[form]
    return _commonest(words), _commonest(names)


def _commonest(counts: dict[str, Counter[str]]) -> dict[str, str]:
    return {form: count.most_common(1)[0][0] for form, count in counts.items() if count}
