"""Danish days: when they begin in UTC, and which day a moment belongs to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def local(moment: datetime) -> datetime:
    """Danish clock time of ``moment``, which is UTC without saying so."""
    return moment.replace(tzinfo=UTC).astimezone(DENMARK)


def begins(day: date) -> datetime:
    """When the Danish ``day`` begins, in UTC without saying so; a day has 23 to 25 hours."""
    midnight = datetime.combine(day, time(), DENMARK)
    return midnight.astimezone(UTC).replace(tzinfo=None)


def month_of(day: date) -> date:
    """The first of the month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first of the month after."""
    return month_of(month_of(day) + timedelta(days=31))
