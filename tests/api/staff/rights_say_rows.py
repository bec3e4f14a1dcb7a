"""Who may use what citizens gave, and handle what they suggest."""

from bot.content.revision import Author
from bot.content.subject import Subject
from bot.say.changes import ToldChanges
from bot.say.suggestions import Suggestions
from bot.staff.audit import Actor
from tests.api.staff.rights_inbox_rows import word_of
from tests.api.staff.rights_row import EDITORS, READERS, Made, Row, Whose
from tests.api.staff.rights_world import HERE, World
from tests.content.conftest import an_answer
from tests.donation.giver import given_by_hand

DONATIONS, SUGGESTIONS = "/personale/donationer", "/personale/forslag"
CHANGES = "/personale/aendringer"


def _given(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A question that a citizen gave to train MUNI."""
        word = word_of(world.number())
        identity = await given_by_hand(world.staff.database, f"hvad er {word}", place)
        return {"donation_id": identity, "number": "1", "word": word}

    return made


def donation_pages() -> list[Row]:
    """What citizens gave to train MUNI."""
    one = f"{DONATIONS}/{{donation_id}}/{{number}}"
    rows = [Row("GET", DONATIONS, EDITORS, Whose.ANYBODYS, _given(HERE), own="{word}")]
    for place, whose in ((HERE, Whose.LOCAL), (None, Whose.SHARED)):
        teach = {"emne": "pas_pris", "tekst": "hvad er {word}"}
        rows += [
            Row("POST", f"{one}/eksempel", EDITORS, whose, _given(place), fields=teach),
            Row("POST", f"{one}/laeg-vaek", EDITORS, whose, _given(place)),
        ]
    return rows


def _suggested(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """What a citizen suggests about an answer."""
        word = word_of(world.number())
        suggestions = Suggestions(world.staff.database, str)
        await suggestions.add("pas_pris", place, f"ret {word}")
        found = await suggestions.all(["*"], handled=False)
        return {"suggestion_id": next(one.id for one in found if word in one.text), "word": word}

    return made


def _told(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A change that citizens are told of."""
        word = word_of(world.number())
        changes = ToldChanges(world.staff.database, str)
        await changes.tell("pas_pris", place, f"rettet {word}", Actor("0" * 32, "Redaktionen"))
        found = await changes.all()
        return {"change_id": next(one.id for one in found if word in one.text), "word": word}

    return made


def suggestion_pages() -> list[Row]:
    """What citizens suggest, and what they are told was changed."""
    one, change = f"{SUGGESTIONS}/{{suggestion_id}}", f"{CHANGES}/{{change_id}}"
    seen = {"seen": "new"}
    rows = [
        Row("GET", SUGGESTIONS, READERS, Whose.ANYBODYS, _suggested(HERE), own="{word}"),
        Row("GET", CHANGES, EDITORS, Whose.ANYBODYS, _told(HERE), own="{word}"),
    ]
    for place, whose in ((HERE, Whose.LOCAL), (None, Whose.SHARED)):
        told = {"emne": "pas_pris", "kommune": place or "", "tekst": "Svaret er kortere"}
        rows += [
            Row("POST", f"{one}/ret", EDITORS, whose, _suggested(place), fields=seen),
            Row("POST", f"{one}/afgoer", EDITORS, whose, _suggested(place),
                fields=seen | {"til": "declined", "grund": "Passer ikke"}),
            Row("POST", f"{one}/afgoer", EDITORS, whose, _suggested(place),
                fields=seen | {"til": "done", "vis": "true", "tekst": "Rettet"}),
            Row("GET", "/personale/emner/{topic}/svar", EDITORS, whose, _beside(place),
                query={"forslag": "{suggestion_id}", "kommune": place or ""}),
            Row("POST", CHANGES, EDITORS, whose, fields=told),
            Row("POST", f"{change}/skjul", EDITORS, whose, _told(place)),
        ]  # fmt: skip
    return rows


def _beside(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        return {"topic": "pas_pris"} | await _suggested(place)(world)

    return made


def _drafted(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A draft of an answer by somebody else."""
        subject = Subject("override", "pas_pris", place) if place else Subject("answer", "pas_pris")
        author = Author(f"{world.number():032x}", "Redaktionen")
        standing = await world.bot.editing.open(subject, author)
        seen = standing.current.id if standing.current else None
        saved = await world.bot.editing.save_draft(subject, an_answer(), author, seen, 0)
        return {"draft_id": saved.id}

    return made


def panel_pages() -> list[Row]:
    """Citizens who are asked about a draft."""
    panel = "/personale/kladder/{draft_id}/panel"
    return [
        row
        for place, whose in ((HERE, Whose.LOCAL), (None, Whose.SHARED))
        for row in (
            Row("GET", panel, EDITORS, whose, _drafted(place)),
            Row("POST", panel, EDITORS, whose, _drafted(place)),
            Row("POST", f"{panel}/luk", EDITORS, whose, _drafted(place)),
        )
    ]
