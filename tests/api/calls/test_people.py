"""How people are reached, told for the ear."""

from datetime import date, datetime

import pytest

from bot.answers.municipalities import Fact, Hours, Municipality
from bot.answers.opening_hours import COPENHAGEN, OpeningHours
from bot.api.calls.people import contact_of

CHECKED = ("https://www.kommune.dk", date(2026, 11, 24))
OPENING = OpeningHours.parse({"mon": ["09:00-15:00"], "tue": ["09:00-15:00"]})
TUESDAY = date(2026, 11, 24)


def _place(telephone: str | None, hours: OpeningHours | None) -> Municipality:
    return Municipality(
        code="0999",
        name="Prøve",
        full_name="Prøve Kommune",
        region=None,
        website="https://www.kommune.dk",
        telephone=Fact(telephone, *CHECKED) if telephone else None,
        hours={"telephone": Hours(hours, *CHECKED)} if hours else {},
    )


@pytest.mark.parametrize(
    ("clock", "is_open", "hours"),
    [
        (10, True, "Telefonen er åben mandag og tirsdag kl. 9-15."),
        (
            20,
            False,
            "Der åbner igen på mandag kl. 9. Telefonen er åben mandag og tirsdag kl. 9-15.",
        ),
    ],
)
def test_hours_say_whether_it_is_open_and_when_it_is(clock: int, is_open: bool, hours: str) -> None:
    moment = datetime(TUESDAY.year, TUESDAY.month, TUESDAY.day, clock, tzinfo=COPENHAGEN)
    contact = contact_of(_place("89 40 20 00", OPENING), moment)
    assert contact.name == "Prøve Kommune"
    assert (contact.number, contact.open_now) == ("+4589402000", is_open)
    assert contact.hours == hours


def test_what_is_not_known_is_none() -> None:
    contact = contact_of(_place(None, None), datetime.now(COPENHAGEN))
    assert (contact.number, contact.open_now, contact.hours) == (None, None, None)
