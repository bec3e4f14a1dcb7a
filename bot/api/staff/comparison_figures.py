"""The overall figures and the thresholds of a comparison, each in words."""

from collections.abc import Iterator, Mapping

from bot.api.staff.comparison_view import Figure, verdict
from bot.api.staff.model_labels import percent, points
from bot.training.comparison import Measured

_SHARES = (
    ("top_1", "Forstået", "Andel, hvor det rigtige emne kom først", True),
    ("top_3", "Blandt de tre første", "Andel, hvor det rigtige emne var blandt de tre", True),
    ("wrong_answers", "Svaret forkert", "Andel, hvor MUNI var sikker og tog fejl", False),
    ("out_of_scope_answered", "Svaret uden for emnerne",
     "Andel af spørgsmål, der ikke er kommunens, som MUNI alligevel svarede på", False),
)  # fmt: skip
_THRESHOLDS = {
    "answer": ("Svarer", "Så sikker skal MUNI være for at svare"),
    "clarify": ("Spørger: Mente du ...?", "Så sikker skal MUNI være for at foreslå emner"),
    "safety": ("Giver nødnummer", "Så sikker skal MUNI være på, at nogen er i fare"),
}


def overall_figures(new: Measured, present: Measured | None) -> Iterator[Figure]:
    """From what both models made of the same questions."""
    for field, name, meaning, more in _SHARES:
        before = getattr(present, field) if present else None
        yield share_figure(name, meaning, getattr(new, field), before, more)
    if new.safety_questions:
        yield _safety(new, present)


def share_figure(
    name: str, meaning: str, new: float, present: float | None, more_is_better: bool = True
) -> Figure:
    """A share from 0 to 1 of both; ``present`` is none where it was not measured."""
    if present is None:
        return Figure(name, meaning, percent(new), "Ikke målt", "", "same")
    change = new - present
    return Figure(
        name, meaning, percent(new), percent(present), points(change),
        verdict(change, more_is_better),
    )  # fmt: skip


def threshold_figures(
    new: Mapping[str, float], present: Mapping[str, float] | None
) -> Iterator[Figure]:
    """A threshold is neither better nor worse when it moves."""
    for key, (name, meaning) in _THRESHOLDS.items():
        if key in new:
            before = (present or {}).get(key)
            change = "" if before is None else points(new[key] - before)
            shown = "Ikke kendt" if before is None else percent(before)
            yield Figure(name, meaning, percent(new[key]), shown, change, "same")


def _safety(new: Measured, present: Measured | None) -> Figure:
    name, meaning = "Fundet fare", "Spørgsmål om fare, hvor MUNI gav nødnummeret"
    found = f"{new.safety_found} af {new.safety_questions}"
    if present is None:
        return Figure(name, meaning, found, "Ikke målt", "", "same")
    more = new.safety_found - present.safety_found
    change = f"{more:+d}".replace("-", "−") if more else "uændret"
    return Figure(
        name, meaning, found, f"{present.safety_found} af {present.safety_questions}", change,
        verdict(float(more)),
    )  # fmt: skip
