"""What the citizen is told when people come and go, in Danish."""

from bot.answers.municipalities import Municipality
from bot.knowledge import get_municipalities
from bot.turn import Message


def first_name(name: str) -> str:
    """Citizens are told no more than this of who answers."""
    return name.split(maxsplit=1)[0] if name.strip() else "En medarbejder"


def author(name: str, municipality: str | None) -> str:
    """Who answers: ``Anne, medarbejder i Aarhus Kommune``."""
    return f"{first_name(name)}, {_worker(municipality)}"


def notice(text: str, municipality: str | None) -> Message:
    """A line said by no one."""
    return Message(role="system", kind="notice", text=text, municipality=municipality)


def queued(place: int, municipality: str | None) -> Message:
    """Somebody is there; ``place`` is counted from 1."""
    who = f"En {_worker(municipality)}"
    return notice(
        f"Du er nummer {place} i køen. {who} svarer dig her i chatten. Du kan skrive videre imens.",
        municipality,
    )


def nobody_there(municipality: str | None) -> Message:
    """Nobody is there; how people are reached stands in the answer before."""
    return notice(
        "Der sidder ingen medarbejder ved chatten lige nu. Ring i åbningstiden, eller skriv, "
        "hvordan vi kan kontakte dig. Knappen er under samtalen.",
        municipality,
    )


def joined(name: str, municipality: str | None) -> Message:
    """A person takes over."""
    return notice(
        f"{author(name, municipality)}, er nu med i samtalen og svarer i stedet for robotten.",
        municipality,
    )


def left(name: str, municipality: str | None) -> Message:
    """The person has ended; MUNI answers again."""
    return notice(
        f"{first_name(name)} har forladt samtalen. Nu svarer robotten igen.", municipality
    )


def handed_on(name: str, to: str | None, municipality: str | None) -> Message:
    """Another is to go on; ``to`` is a colleague's name."""
    who = f"til {first_name(to)}" if to else f"til en {_worker(municipality)}"
    return notice(
        f"{first_name(name)} har givet samtalen videre {who}. Vent her i chatten.", municipality
    )


def vanished(municipality: str | None) -> Message:
    """The agent's console has been silent too long."""
    return notice(
        "Medarbejderen har mistet forbindelsen. Du er forrest i køen igen. Robotten svarer imens.",
        municipality,
    )


def gave_up(municipality: str | None) -> Message:
    """Nobody took the chat in time."""
    return notice(
        "Der var desværre ingen, der kunne tage samtalen. Du er ikke længere i køen.",
        municipality,
    )


def contact_left(days: int, municipality: str | None) -> Message:
    """The contact lies apart from the conversation."""
    return notice(
        "Tak. Dine kontaktoplysninger er gemt for sig selv, og kun medarbejdere i chatten kan "
        f"se dem. De slettes efter {days} dage, eller når du sletter samtalen.",
        municipality,
    )


def place_of(municipality: str | None) -> Municipality | None:
    """The municipality, if there is one."""
    return get_municipalities().by_code.get(municipality or "")


def _worker(municipality: str | None) -> str:
    place = place_of(municipality)
    return f"medarbejder i {place.full_name}" if place else "medarbejder i hotlinen"
