"""What can be wrong with suggestions and panels; drawn in bot/errors.py."""

from bot.errors import MuniError


class SayError(MuniError):
    """It can't be said or handled so."""

    title = "Det kan ikke lade sig gøre sådan"


class SuggestionNotFoundError(SayError):
    """No such suggestion."""

    title = "Forslaget findes ikke"


class SuggestionMovedError(SayError):
    """A colleague has handled it since it was opened."""

    title = "En kollega har behandlet forslaget imens. Der er ikke ændret noget"


class ReasonMissingError(SayError):
    """A suggestion is declined with a reason, so that a colleague can understand it."""

    title = "Skriv, hvorfor forslaget ikke følges"


class PanelClosedError(SayError):
    """The link is wrong or too old, or the draft is gone or published."""

    title = "Linket virker ikke mere. Udkastet er udgivet, kasseret, eller tiden er gået"
