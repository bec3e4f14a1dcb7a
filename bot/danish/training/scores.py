"""Precision, recall and F1 of entities, exact in both borders and the label."""

from collections import Counter
from collections.abc import Callable, Iterable

from bot.danish.training.labelled import Labelled
from bot.danish.training.open_data import LABELS

Recogniser = Callable[[list[str]], Iterable[Iterable[tuple[int, int, str]]]]
"""Texts in; for each the entities found, as (start, end, label)."""
Scores = dict[str, dict[str, float]]
"""Label, or ``all``, to precision, recall, f1 and support (the number of true entities)."""


def score(texts: list[Labelled], recognise: Recogniser) -> Scores:
    """Compare what ``recognise`` finds with the gold spans; other labels don't count."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for text, spans in zip(texts, recognise([text.text for text in texts]), strict=True):
        guesses = {span for span in spans if span[2] in LABELS}
        for counter, part in (
            (right, guesses & set(text.spans)),
            (found, guesses),
            (gold, set(text.spans)),
        ):
            counter.update(label for *_, label in part)
    each = {label: _scores(right[label], found[label], gold[label]) for label in LABELS}
    return each | {"all": _scores(right.total(), found.total(), gold.total())}


def _scores(right: int, found: int, gold: int) -> dict[str, float]:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * right / (found + gold) if found + gold else 0.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "support": gold,
    }
