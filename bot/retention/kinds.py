"""The kinds of things that are kept for a time, with the limits within which one may choose."""

from dataclasses import dataclass
from enum import StrEnum

from bot.settings import Settings


class Kind(StrEnum):
    """What is kept; statistics are counts without persons, and are kept for good."""

    CHATS = "chats"
    CALLS = "calls"
    RECORDINGS = "recordings"
    CONTACTS = "contacts"
    COMMENTS = "comments"
    INBOX = "inbox"
    LABELLED = "labelled"
    SUGGESTIONS = "suggestions"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class About:
    """A kind in Danish: what it is, the fewest and the most days, and why those."""

    title: str
    what: str
    least: int
    most: int
    why: str


ABOUT: dict[Kind, About] = {
    Kind.CHATS: About(
        "Samtaler i chatten", "Det, borgeren og MUNI har skrevet, sløret.", 1, 365,
        "Længere end et år kan sjældent begrundes, når svaret er givet.",
    ),
    Kind.CALLS: About(
        "Samtaler i telefonen", "Det, der er sagt, som tekst, sløret.", 1, 365,
        "Længere end et år kan sjældent begrundes, når svaret er givet.",
    ),
    Kind.RECORDINGS: About(
        "Lydoptagelser", "Optagne opkald, kun fra borgere, der har sagt ja.", 1, 90,
        "Stemmer er personoplysninger, der ikke kan sløres. Slettes altid med samtalen.",
    ),
    Kind.CONTACTS: About(
        "Kontaktoplysninger", "Telefon eller mail fra borgere, der vil kontaktes.", 1, 90,
        "Det eneste, der ikke er sløret. Slettes også, så snart borgeren er kontaktet.",
    ),
    Kind.COMMENTS: About(
        "Kommentarer til svar", "Borgerens egne ord ved en bedømmelse, sløret.", 1, 365,
        "Selve bedømmelsen tælles stadig. Slettes altid med samtalen.",
    ),
    Kind.INBOX: About(
        "Spørgsmål i indbakken", "Henvisninger fra indbakken til borgernes spørgsmål.", 1, 365,
        "Et spørgsmål, som ingen har set på i et år, bliver næppe behandlet.",
    ),
    Kind.LABELLED: About(
        "Spørgsmål med valgt emne", "Slørede spørgsmål, som personalet har givet et emne.",
        30, 1825,
        "Bruges til at måle MUNI. Indeholder borgerens sætning, men ikke hvem der skrev den.",
    ),
    Kind.SUGGESTIONS: About(
        "Forslag fra borgere", "Forslag til rettelser af svar, sløret.", 30, 730,
        "Det, I har fortalt borgerne om en ændring, bliver stående.",
    ),
    Kind.AUDIT: About(
        "Loggen over personalets handlinger", "Hvem der har gjort hvad, med navn.", 180, 1825,
        "Under et halvt år kan misbrug ikke opklares. Over fem år kan sjældent begrundes.",
    ),
}  # fmt: skip


def defaults(settings: Settings) -> dict[Kind, int]:
    """Days where nobody has chosen."""
    return {
        Kind.CHATS: settings.retention_days,
        Kind.CALLS: settings.retention_days,
        Kind.RECORDINGS: settings.recording_days,
        Kind.CONTACTS: settings.live_contact_days,
        Kind.COMMENTS: settings.retention_days,
        Kind.INBOX: 365,
        Kind.LABELLED: 730,
        Kind.SUGGESTIONS: 365,
        Kind.AUDIT: 730,
    }
