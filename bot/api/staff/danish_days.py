"""Days in forms and filters: Danish days to the database's moments."""

from datetime import date, datetime, time, timedelta

from bot.api.staff.labels import DENMARK


def midnight(day: str, days_later: int = 0) -> datetime | None:
    """The moment that a Danish day begins, as the database keeps it; None when it is no day."""
    try:
        found = date.fromisoformat(day) + timedelta(days=days_later)
    except (ValueError, OverflowError):
        return None
    begins = datetime.combine(found, time(), DENMARK)
    return datetime.utcfromtimestamp(begins.timestamp())
