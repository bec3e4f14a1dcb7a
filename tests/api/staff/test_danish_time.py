"""Danish time from a form into UTC, also when the clocks change."""

from datetime import UTC, datetime

import pytest

from bot.api.staff.danish_time import coming_moment_of, field_of, moment_of
from bot.errors import WrongMomentError


@pytest.mark.parametrize(
    ("field", "utc"),
    [
        ("2027-01-15T08:00", "2027-01-15T07:00"),
        ("2027-07-15T08:00", "2027-07-15T06:00"),
        ("2027-03-28T01:59", "2027-03-28T00:59"),
        ("2027-03-28T03:00", "2027-03-28T01:00"),
        ("2027-10-31T01:59", "2027-10-30T23:59"),
        # 2.30 comes twice that night, first in summer time.
        ("2027-10-31T02:30", "2027-10-31T00:30"),
        ("2027-10-31T03:00", "2027-10-31T02:00"),
        ("2027-01-01T00:30", "2026-12-31T23:30"),
    ],
)
def test_danish_time_becomes_utc(field: str, utc: str) -> None:
    assert moment_of(field) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert field_of(moment_of(field)) == field


@pytest.mark.parametrize("field", ["2027-03-28T02:00", "2027-03-28T02:30", "2027-03-28T02:59"])
def test_the_hour_that_the_clocks_jump_over_is_refused(field: str) -> None:
    with pytest.raises(WrongMomentError, match="findes ikke"):
        moment_of(field)


@pytest.mark.parametrize(
    "field", ["", "i morgen", "2027-02-30T08:00", "2027-01-01", "0001-01-01T00:00"]
)
def test_what_is_no_moment_is_refused(field: str) -> None:
    with pytest.raises(WrongMomentError):
        coming_moment_of(field)


def test_seconds_that_some_browsers_send_are_left_out() -> None:
    assert moment_of("2027-01-15T08:00:00") == moment_of("2027-01-15T08:00")
