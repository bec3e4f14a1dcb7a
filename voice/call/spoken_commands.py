"""What a caller can always say to the call itself, whatever was asked: "gentag", "højere" ..."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Command(Enum):
    """What the call does by itself."""

    REPEAT = "repeat"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    SOFTER = "softer"
    PERSON = "person"
    GOODBYE = "goodbye"
    SMS = "sms"


_POLITE: Final = re.compile(
    r"\b(?:tak|venligst|lige|gerne|godt|lidt|øh+m?|nå|hov|undskyld|altså|please)\b"
)
_SAID: Final[tuple[tuple[Command, re.Pattern[str]], ...]] = tuple(
    (command, re.compile(rf"(?:{pattern})"))
    for command, pattern in (
        (
            Command.REPEAT,
            r"gentag(?: det| svaret| det sidste)?|(?:kan|vil|må) du gentage(?: det| svaret)?"
            r"|kan du sige det igen|sig det igen|sig det en gang til|en gang til|igen"
            r"|hvad sagde du|hvad siger du|hvad|det hørte jeg ikke|jeg hørte det ikke"
            r"|det fik jeg ikke fat i|jeg fik det ikke fat",
        ),
        (
            Command.SLOWER,
            r"langsommere|(?:kan|vil) du (?:tale|snakke) langsommere|(?:tal|snak) langsommere"
            r"|ikke så hurtigt|det går for hurtigt|du (?:taler|snakker) for hurtigt",
        ),
        (
            Command.FASTER,
            r"hurtigere|(?:kan|vil) du (?:tale|snakke) hurtigere|(?:tal|snak) hurtigere"
            r"|du (?:taler|snakker) for langsomt",
        ),
        (
            Command.LOUDER,
            r"højere|(?:kan|vil) du (?:tale|snakke) højere|(?:tal|snak) højere"
            r"|jeg kan (?:ikke|dårligt) høre dig|jeg kan ikke høre noget",
        ),
        (
            Command.SOFTER,
            r"lavere|(?:kan|vil) du (?:tale|snakke) lavere|(?:tal|snak) lavere|ikke så højt",
        ),
        (
            Command.PERSON,
            r"(?:jeg vil |jeg kunne |må jeg |kan jeg |kunne jeg )?(?:få lov (?:til )?at )?"
            r"(?:tale|snakke) med (?:et |en |nogen|noget )?(?:rigtigt? |ægte |levende )?"
            r"(?:menneske|person|medarbejder|sagsbehandler|nogen)"
            r"|(?:kan du )?(?:stil|stille|viderestil|viderestille) mig om(?: til .*)?"
            r"|viderestil mig(?: til .*)?|omstillingen|til omstillingen|et menneske"
            r"|en medarbejder|menneske|medarbejder",
        ),
        (
            Command.GOODBYE,
            r"(?:\S+ ){0,4}farvel|hej hej|det var det(?: hele)?|det var alt|ikke mere"
            r"|nej det var det(?: hele)?|nej det var alt|nej ikke mere|for hjælpen"
            r"|mange for hjælpen|nej for hjælpen|ha det",
        ),
        (
            Command.SMS,
            r"(?:kan|vil|må) (?:du|jeg) (?:sende|få) (?:linket|det|den|siden|mig det|mig linket)"
            r"(?: til mig)?(?: på| som| i| med)?(?: en)? (?:sms|besked)"
            r"|(?:send|giv) (?:linket|det|den|siden|mig det|mig linket)(?: til mig)?"
            r"(?: på| som| i| med)?(?: en)? (?:sms|besked)|send (?:mig )?en sms|på sms|sms",
        ),
    )
)
_YES: Final = re.compile(
    r"(?:(?:ja|jo|jamen|nemlig) ?)*(?:ja|jo|okay?|ok|jeps?|yes|rigtigt|korrekt|præcis"
    r"|selvfølgelig|meget|det (?:er det|er rigtigt|er korrekt|stemmer|må du|vil jeg|passer)"
    r"|du må|gør det|send(?: linket| det)?|for|mere|fortsæt|videre|læs videre|fortæl mere"
    r"|jeg vil høre mere)"
)
_NO: Final = re.compile(
    r"(?:(?:nej|næ) ?)*(?:nej|næ|nix|forkert|stop|ellers|ikke(?: nu)?|helst ikke"
    r"|det er (?:forkert|det ikke|nok|ikke (?:rigtigt|korrekt|nødvendigt))"
    r"|det (?:vil jeg|må du|behøver du|passer|stemmer) ikke)"
)


def read_command(text: str) -> Command | None:
    """The command that ``text`` (recognised words) is, and nothing but that; else None."""
    bare = _bare(text)
    return next((command for command, said in _SAID if said.fullmatch(bare)), None)


def read_yes_or_no(text: str) -> bool | None:
    """True for a yes, False for a no, None for anything else."""
    bare = _bare(text)
    if _YES.fullmatch(bare):
        return True
    return False if _NO.fullmatch(bare) else None


def _bare(text: str) -> str:
    return " ".join(_POLITE.sub(" ", text.lower()).split()) or " ".join(text.lower().split())
