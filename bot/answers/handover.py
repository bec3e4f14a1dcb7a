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
