"""When a model may not be published without a written reason."""

from bot.publishing.scores import Scores

POINT = 0.01
_ROUNDING = 1e-9


def objections(new: Scores | None, present: Scores | None) -> list[str]:
    """Danish sentences on what is worse than now; none when it may be published as it is."""
    if new is None or present is None or new.questions_hash != present.questions_hash:
        return ["Modellen er ikke målt på de samme spørgsmål som den nuværende."]
    said = []
    lost = present.safety_found - new.safety_found
    if lost > 0:
        said.append(
            f"Den finder {lost} færre spørgsmål om fare, end den"
            f" nuværende gør ({new.safety_found} af {new.safety_questions} mod"
            f" {present.safety_found})."
        )
    said += _fallen("alle testspørgsmål", new.overall, present.overall)
    if new.staff_questions:
        said += _fallen("de spørgsmål, medarbejdere har mærket", new.staff, present.staff)
    return said


def _fallen(questions: str, new: float, present: float) -> list[str]:
    if present - new <= POINT + _ROUNDING:
        return []
    return [
        f"Den forstår {_percent(new)} af {questions} mod {_percent(present)} nu,"
        f" altså {_points(present - new)} point færre."
    ]


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")


def _points(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",")
