"""Opening hours know weekdays, holidays and "lige nu"."""

from datetime import datetime

import pytest

from bot.answers.opening_hours import COPENHAGEN, OpeningHours

HOURS = OpeningHours.parse(
    {
        "mon": ["09:00-15:00"],
        "tue": ["09:00-15:00"],
        "wed": ["09:00-15:00"],
        "thu": ["09:00-12:00", "13:00-17:30"],
        "fri": ["09:00-13:00"],
    }
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def test_the_week_is_told_in_groups() -> None:
    assert HOURS.week() == ("mandag-onsdag kl. 9-15, torsdag kl. 9-12 og 13-17.30, fredag kl. 9-13")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-24T10:00", "Der er åbent lige nu, til kl. 15."),
        ("2026-11-24T15:00", "Der er lukket lige nu. Der åbner igen i morgen kl. 9."),
        ("2026-11-26T12:30", "Der er lukket lige nu. Der åbner igen i dag kl. 13."),
        ("2026-11-27T13:00", "Der er lukket lige nu. Der åbner igen på mandag kl. 9."),
        ("2026-12-24T10:00", "Der er lukket lige nu. Der åbner igen på mandag kl. 9."),
        ("2027-03-25T10:00", "Der er lukket lige nu. Der åbner igen på tirsdag kl. 9."),
        ("2026-06-05T10:00", "Der er lukket lige nu. Der åbner igen på mandag kl. 9."),
    ],
)
def test_open_or_closed_right_now(moment: str, said: str) -> None:
    assert HOURS.now(at(moment)) == said


def test_a_long_pause_names_the_date() -> None:
    only_monday = OpeningHours.parse({"mon": ["10:00-12:00"]})
    said = only_monday.now(at("2026-05-18T13:00"))
    assert said.endswith("Der åbner igen mandag den 1. juni kl. 10.")


def test_summer_time_is_danish_time() -> None:
    assert HOURS.open_at(datetime.fromisoformat("2026-07-01T07:30+00:00"))
    assert not HOURS.open_at(datetime.fromisoformat("2026-11-25T07:30+00:00"))


@pytest.mark.parametrize("days", [{"mandag": ["09:00-10:00"]}, {"mon": ["15:00-09:00"]}])
def test_wrong_hours_are_refused(days: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match=r"mandag|before"):
        OpeningHours.parse(days)


EXCEPTIONS = OpeningHours.parse(
    {"wed": ["09:00-15:00"], "thu": ["09:00-15:00"]},
    {"2026-12-23": ["09:00-12:00"], "2026-12-24": ["09:00-10:00"], "2026-12-30": []},
)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-23T13:00", "Der er lukket lige nu. Der åbner igen i morgen kl. 9."),
        ("2026-12-24T09:30", "Der er åbent lige nu, til kl. 10."),
        ("2026-12-30T10:00", "Der er lukket lige nu. Der åbner igen onsdag den 6. januar kl. 9."),
    ],
)
def test_an_exception_goes_before_weekday_and_holiday(moment: str, said: str) -> None:
    assert EXCEPTIONS.now(at(moment)) == said


def test_exceptions_are_told_two_weeks_ahead() -> None:
    assert EXCEPTIONS.special_days(at("2026-12-01T10:00")) is None
    assert EXCEPTIONS.special_days(at("2026-12-24T10:00")) == (
        "Særlige åbningstider: torsdag den 24. december kl. 9-10; onsdag den 30. december lukket."
    )
