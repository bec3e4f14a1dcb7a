"""A comparison of two models as the register keeps it."""

from dataclasses import replace

from bot.training.comparison import (
    Comparison,
    Confusion,
    Measured,
    QuestionChange,
    Speech,
    TopicChange,
)

_BEFORE = Measured(
    questions=1340,
    top_1=0.95,
    top_3=0.99,
    wrong_answers=0.015,
    out_of_scope_questions=200,
    out_of_scope_answered=0.03,
    safety_questions=40,
    safety_found=38,
)
_AFTER = replace(_BEFORE, top_1=0.962, wrong_answers=0.02, safety_found=39)
_NONE = dict.fromkeys(("out_of_scope_questions", "safety_questions", "safety_found"), 0)
COMPARED = Comparison(
    against="muni-20261101-081500",
    tests_before=_BEFORE,
    tests=_AFTER,
    staff_before=replace(_BEFORE, questions=12, top_1=0.5, **_NONE),
    staff=replace(_BEFORE, questions=12, top_1=0.75, **_NONE),
    topics=(
        TopicChange("pas_pris", 9, 0.778, 0.556),
        TopicChange("pas_barn", 8, 0.75, 1.0),
        TopicChange("pas_bestil_forny", 10, 0.9, 0.9),
        TopicChange("k0751_havnens_dag", 4, None, 0.5),
    ),
    worse=(
        QuestionChange(
            "hvad koster det at få <b>pas</b>",
            "pas_pris",
            "pas_pris",
            "pas_bestil_forny",
            "answer",
            "answer",
            staff=False,
        ),
        QuestionChange(
            "pas til min nabo <NAVN>",
            "pas_pris",
            "pas_pris",
            "pas_bestil_forny",
            "answer",
            "clarify",
            staff=True,
        ),
    ),
    better=(
        QuestionChange(
            "min datter skal have pas",
            "pas_barn",
            "pas_bestil_forny",
            "pas_barn",
            "clarify",
            "answer",
            staff=False,
        ),
    ),
    worse_count=2,
    better_count=1,
    confusions=(
        Confusion("pas_pris", "pas_bestil_forny", 2, 4),
        Confusion("pas_barn", "pas_bestil_forny", 0, 2),
        Confusion("pas_bestil_forny", "pas_barn", 0, 1),
    ),
    thresholds={"answer": 0.91, "clarify": 0.78, "safety": 0.3},
    thresholds_before={"answer": 0.9, "clarify": 0.78, "safety": 0.3},
    training_seconds=104.2,
    examples=14000,
    left_out=1,
    speech=Speech(41250, 2, ("havnedag", "havnens")),
)
COMPARISON = COMPARED.to_json()
ALONE = replace(
    COMPARED,
    against=None,
    tests_before=None,
    staff_before=None,
    better=(),
    worse=(),
    better_count=0,
    worse_count=0,
    thresholds_before={},
    speech=None,
).to_json()
"""The first model of all: nothing was there to compare it with."""
