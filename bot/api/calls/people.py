"""How a caller reaches the people of a municipality."""

from datetime import datetime

from bot.answers.handover import spoken_hours
from bot.answers.municipalities import Municipality
from bot.sms.number import e164
from voice.desk import Contact


def contact_of(place: Municipality, moment: datetime) -> Contact:
    """The municipality's switchboard, and whether it is open at ``moment`` (aware)."""
    told = place.hours.get("telephone")
    return Contact(
        name=place.full_name,
        number=e164(place.telephone.value) if place.telephone else None,
        open_now=told.hours.open_at(moment) if told else None,
        hours=spoken_hours(place, moment),
    )
