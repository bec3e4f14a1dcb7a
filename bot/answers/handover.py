"""How a citizen reaches people in a municipality, in words."""

from datetime import datetime

from bot.answers.municipalities import Municipality


def reach_people(place: Municipality, moment: datetime) -> str:
    """Telephone, opening hours, and whether it is open at ``moment`` (aware)."""
    if place.telephone is None:
        return (
            f"Du kan tale med en medarbejder i {place.full_name}. "
            "Jeg har ikke et kontrolleret telefonnummer. Find det på kommunens hjemmeside."
        )
    parts = [f"Ring til {place.full_name} på {place.telephone.value}."]
    told = place.hours.get("telephone")
    if told:
        parts.append(f"Telefonen er åben {told.hours.week()}.")
        parts.append(told.hours.now(moment))
    else:
        parts.append("Se på kommunens hjemmeside, hvornår telefonen er åben.")
    return " ".join(parts)


def spoken_hours(place: Municipality, moment: datetime) -> str | None:
    """When the telephone is open, for the ear: first when it opens again, if it is closed at
    ``moment`` (aware). None when the hours are not known.
    """
    told = place.hours.get("telephone")
    if told is None:
        return None
    week = f"Telefonen er åben {told.hours.week()}."
    again = None if told.hours.open_at(moment) else told.hours.opens_again(moment)
    return f"{again} {week}" if again else week
