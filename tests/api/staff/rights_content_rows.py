"""Who may see and change a municipality's own content, and take content out and in."""

from datetime import date
from typing import Any

from bot.content.revision import Author, Revision
from bot.content.subject import Subject
from tests.api.staff.rights_row import ALL, EDITORS, Row, Whose
from tests.api.staff.rights_world import HERE, World

_CHECKED = {"source": "https://aarhus.dk/kontakt", "checked": date.today().isoformat()}
_FACT = {"value": "89 40 99 99", **_CHECKED}
_HOURS = {"mon_fra_1": "09:00", "mon_til_1": "15:00", **_CHECKED}
_GONE = frozenset({410})


async def _draft(world: World) -> dict[str, str]:
    """The member's own draft of a fact that nobody has written before."""
    return _named(await _save(world))


async def _published(world: World) -> dict[str, str]:
    """A fact that counts already."""
    draft = await _save(world)
    done = await world.bot.editing.publish({draft.id: draft.saved})
    return _named(done[0])


async def _save(world: World) -> Revision:
    subject = Subject("municipality_fact", f"oplysning_{world.number()}", HERE)
    author = Author(world.member.id, world.member.name)
    return await world.bot.editing.save_draft(subject, dict(_FACT), author, None, 0)


def _named(one: Revision) -> dict[str, str]:
    return {"code": HERE, "room": "oplysninger", "key": one.subject.key, "draft_id": one.id,
            "saved": str(one.saved)}  # fmt: skip


async def _aarhus(_: World) -> dict[str, str]:
    return {"code": HERE}


async def _telephone(_: World) -> dict[str, str]:
    return {"code": HERE, "key": "telephone"}


def municipality_pages() -> list[Row]:
    """A municipality's own facts and opening hours."""
    home, one = "/personale/kommuner", "/personale/kommuner/{code}"
    fact, hours = f"{one}/oplysninger/{{key}}", f"{one}/aabningstider/{{key}}"
    thing, local = f"{one}/{{room}}/{{key}}", Whose.LOCAL
    draft, seen = {"draft": "{draft_id}", "saved": "{saved}"}, {"seen": "{draft_id}"}
    return [
        Row("GET", home, ALL, Whose.ANYBODYS),
        Row("GET", one, ALL, local, _aarhus),
        Row("GET", f"{one}/ny-oplysning", EDITORS, local, _aarhus),
        Row("GET", fact, EDITORS, local, _telephone),
        Row("POST", fact, EDITORS, local, _telephone, fields=_FACT),
        Row("GET", hours, EDITORS, local, _telephone),
        Row("POST", hours, EDITORS, local, _telephone, fields=_HOURS),
        Row("GET", f"{thing}/kladde/{{draft_id}}", EDITORS, local, _draft),
        Row("POST", f"{thing}/udgiv", EDITORS, local, _draft, fields=draft),
        Row("POST", f"{thing}/kasser", EDITORS, local, _draft, fields=draft),
        Row("POST", f"{thing}/fjern", EDITORS, local, _published, fields=seen),
        Row("POST", f"{thing}/tag-tilbage", EDITORS, local, _published, fields=seen),
    ]


def exchange_pages() -> list[Row]:
    """Files out and in; what a file may change is judged line by line, which has its own tests."""
    home, anybodys = "/personale/ind-og-ud", Whose.ANYBODYS
    file: dict[str, Any] = {"fil": ("ny.yml", b"version: '3.1'\nnlu: []\n")}
    gone = {"fil": "x", "fingerprint": "x"}

    async def no_file(_: World) -> dict[str, str]:
        return {"file_id": "x"}

    async def text(_: World) -> dict[str, str]:
        return {"file": "eksempler.csv"}

    return [
        Row("GET", home, ALL, anybodys),
        Row("POST", f"{home}/fil", EDITORS, anybodys, files=file),
        Row("GET", f"{home}/kontrol/{{file_id}}", EDITORS, anybodys, no_file, fine=_GONE),
        Row("POST", f"{home}/udfoer", EDITORS, anybodys, fields=gone, fine=_GONE),
        Row("GET", f"{home}/hent/muni.xlsx", ALL, anybodys, slow=True),
        Row("GET", f"{home}/hent/{{file}}", ALL, anybodys, text),
    ]
