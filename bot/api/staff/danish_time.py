"""Danish time, as staff write it in a form, into UTC."""

from datetime import UTC, datetime

from bot.api.staff.labels import DENMARK
from bot.errors import WrongMomentError

FIELD = "%Y-%m-%dT%H:%M"
"""What a field of type ``datetime-local`` sends."""


def moment_of(field: str) -> datetime:
    """The moment, in UTC, of a field that is filled in with Danish time.

    When the clocks go back an hour comes twice: the first of them is meant. When they go
    forward an hour does not come at all. Raises WrongMomentError.
    """
    try:
        wanted = datetime.strptime(field[:16], FIELD)
        moment = wanted.replace(tzinfo=DENMARK).astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongMomentError("Vælg både dag og klokkeslæt") from None
    if field_of(moment) != wanted.strftime(FIELD):
        raise WrongMomentError(
            f"Klokken {wanted:%H.%M} findes ikke den dag, fordi uret stilles en time frem"
        )
    return moment


def coming_moment_of(field: str) -> datetime:
    """As :func:`moment_of`, but never in the past; raises WrongMomentError."""
    moment = moment_of(field)
    if moment <= datetime.now(UTC):
        raise WrongMomentError("Tidspunktet er forbi. Vælg et senere, eller udgiv nu")
    return moment


def field_of(moment: datetime) -> str:
    """A moment as a ``datetime-local`` field shows it, in Danish time."""
    return moment.astimezone(DENMARK).strftime(FIELD)
