"""Who may see what citizens asked, decide on it, read conversations and take them out."""

import hashlib

from bot.inbox.desk import Desk
from bot.knowledge import get_normaliser
from bot.staff.rights import Role
from tests.api.staff.rights_row import ADMINISTRATORS, ALL, EDITORS, READERS, Made, Row, Whose
from tests.api.staff.rights_world import HERE, World
from tests.inbox.asking import ask, collect, listed

INBOX, HISTORY = "/personale/indbakke", "/personale/historik"


def _asked(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A question that was not answered, in a row of its own."""
        word = word_of(world.number())
        chat, _, _ = await ask(world.staff.database, f"hvad er {word}", place)
        await collect(world.staff.database)
        lines = await listed(world.staff.database)
        group = next(line.id for line in lines if word in line.text)
        desk = Desk(world.staff.database, get_normaliser())
        opened = await desk.open(group, ("*",), "nobody")
        return {
            "group_id": str(group), "conversation_id": chat, "word": word,
            "version": str(opened.version), "wording": str(opened.wordings[0].message_id),
        }  # fmt: skip

    return made


def word_of(number: int) -> str:
    """One that is like no other, so that no two questions are one matter."""
    digits = hashlib.sha256(str(number).encode()).hexdigest()[:14]
    return "".join("abdefghijklmnoprst"[int(digit, 16)] for digit in digits)


def inbox_pages() -> list[Row]:
    """The inbox, and what is decided in it."""
    one = f"{INBOX}/{{group_id}}"
    seen = {"version": "{version}", "formulering": "{wording}"}
    rows = [
        Row("GET", INBOX, READERS, Whose.ANYBODYS, _asked(HERE), own="{word}"),
        # Only what one looks at oneself is put back.
        Row("POST", f"{one}/laeg-tilbage", EDITORS, Whose.ANYBODYS, _asked(HERE)),
    ]
    for place, whose in ((HERE, Whose.LOCAL), (None, Whose.SHARED)):
        rows += [
            Row("GET", one, READERS, whose, _asked(place), logged=True),
            Row("POST", f"{one}/note", READERS, whose, _asked(place), fields={"tekst": "Se her"}),
            Row("POST", f"{one}/emne", EDITORS, whose, _asked(place),
                fields=seen | {"emne": "pas_pris"}),
            Row("POST", f"{one}/afgoer", EDITORS, whose, _asked(place),
                fields=seen | {"til": "ignored"}),
        ]  # fmt: skip
    return rows


def erasure_pages() -> list[Row]:
    """What is deleted on a citizen's behalf."""
    home = "/personale/sletning"
    who, one = ALL - {Role.READER}, f"{home}/{{conversation_id}}"
    rows = [Row("GET", home, who, Whose.ANYBODYS)]
    for place, whose in ((HERE, Whose.LOCAL), (None, Whose.SHARED)):
        rows += [
            Row("GET", one, who, whose, _asked(place)),
            Row("POST", one, who, whose, _asked(place)),
        ]
    return rows


def history_pages() -> list[Row]:
    """What was said, and files of it."""
    one, taken = f"{HISTORY}/{{conversation_id}}", f"{HISTORY}/udtraek/{{stream}}.{{form}}"

    def stream(name: str) -> Made:
        async def made(world: World) -> dict[str, str]:
            asked = await _asked(HERE)(world)
            return asked | {"stream": name, "form": "csv"}

        return made

    anybodys = Whose.ANYBODYS
    return [
        Row("GET", HISTORY, READERS, anybodys, _asked(HERE), own="{word}"),
        Row("GET", one, READERS, Whose.LOCAL, _asked(HERE), logged=True),
        Row("GET", one, READERS, Whose.SHARED, _asked(None), logged=True),
        Row("GET", f"{HISTORY}/udtraek", ALL, anybodys),
        Row("GET", taken, READERS, anybodys, stream("beskeder"), own="{word}", logged=True),
        Row("GET", taken, READERS, anybodys, stream("samtaler"), own="{conversation_id}",
            logged=True),
        Row("GET", taken, READERS, anybodys, stream("indbakke"), own="{word}", logged=True),
        Row("GET", taken, READERS, anybodys, stream("bedoemmelser"), logged=True),
        Row("GET", taken, ADMINISTRATORS, anybodys, stream("log"), logged=True),
    ]  # fmt: skip
