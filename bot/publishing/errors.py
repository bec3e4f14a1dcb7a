"""Why a model can't be published so; part of MUNI's tree of exceptions, see bot/errors.py."""

from bot.errors import MuniError


class PublishingError(MuniError):
    """A model can't be published so."""

    title = "Modellen kan ikke udgives"


class UnknownModelError(PublishingError):
    """No model of that id is registered."""

    title = "Modellen findes ikke. Se listen med: muni models"


class ReasonNeededError(PublishingError):
    """The model is worse than the present one, and nobody has written why it is to be used."""

    title = "Modellen er dårligere end den nuværende. Skriv en begrundelse, hvis den skal udgives"

    def __init__(self, why: list[str]) -> None:
        """``why`` are Danish sentences that say in what it is worse."""
        super().__init__(" ".join(why))
        self.why = why


class NothingBeforeError(PublishingError):
    """There is no publication to go back to."""

    title = "Der er ingen tidligere udgivelse at gå tilbage til"


class PointerMovedError(PublishingError):
    """Somebody changed the model after this page was shown."""

    title = "En anden har skiftet model imens. Se, hvilken der svarer nu, og prøv igen"
