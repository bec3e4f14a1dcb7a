"""The table of who may ask each page of the console for what; a new page adds its rows here.

Everything that a row names belongs to Aarhus, or to the whole hotline.
"""

from bot.staff.audit import COMMAND_LINE
from tests.api.staff.rights_content_rows import exchange_pages, municipality_pages
from tests.api.staff.rights_inbox_rows import erasure_pages, history_pages, inbox_pages
from tests.api.staff.rights_live_rows import canned_pages, chat_pages
from tests.api.staff.rights_model_rows import model_pages, training_pages
from tests.api.staff.rights_row import ADMINISTRATORS, ALL, READERS, Row, Whose
from tests.api.staff.rights_say_rows import donation_pages, panel_pages, suggestion_pages
from tests.api.staff.rights_topic_rows import draft_pages, topic_pages, topics_pages
from tests.api.staff.rights_world import HERE, World

OPEN = {
    ("GET", "/personale/log-ind"),
    ("POST", "/personale/log-ind"),
    ("GET", "/personale/log-ind/kode"),
    ("POST", "/personale/log-ind/kode"),
    ("GET", "/personale/log-ind/ekstern"),
    ("GET", "/personale/log-ind/retur"),
    ("POST", "/personale/log-ud"),
    ("GET", "/personale/adgang/{token}"),
    ("POST", "/personale/adgang/{token}"),
}
"""What strangers may ask for, and nothing else."""


async def _colleague(world: World) -> dict[str, str]:
    return {"user_id": (await world.colleague()).id}


async def _disabled(world: World) -> dict[str, str]:
    found = await _colleague(world)
    await world.staff.users.disable(COMMAND_LINE, found["user_id"])
    return found


def own_pages() -> list[Row]:
    """What everybody has."""
    own = "/personale/min-konto"
    tried = frozenset({422})
    return [
        Row("GET", "/personale", ALL, Whose.ANYBODYS),
        Row("GET", own, ALL, Whose.ANYBODYS),
        Row("POST", f"{own}/adgangskode", ALL, Whose.ANYBODYS, fine=tried,
            fields={"old": "forkert her", "new": "fem helt nye gode ord"}),
        Row("POST", f"{own}/andre", ALL, Whose.ANYBODYS),
        Row("GET", f"{own}/totrin", ALL, Whose.ANYBODYS),
        Row("POST", f"{own}/totrin", ALL, Whose.ANYBODYS, fields={"code": "0"}, fine=tried),
        Row("POST", f"{own}/koder", ALL, Whose.ANYBODYS, fields={"old": "x"}, fine=tried),
        Row("POST", f"{own}/totrin/fra", ALL, Whose.ANYBODYS, fields={"old": "x"}, fine=tried),
    ]  # fmt: skip


def user_pages() -> list[Row]:
    """Users and the log."""
    users, one = "/personale/brugere", "/personale/brugere/{user_id}"
    who, local, shared = ADMINISTRATORS, Whose.LOCAL, Whose.SHARED
    new = {"name": "Ny", "email": "ny{number}@by.dk", "role": "reader"}
    here, everywhere = {"municipality": HERE}, {"municipality": "*"}
    editor, agent = {"role": "editor"}, {"role": "agent"}

    async def number(world: World) -> dict[str, str]:
        return {"number": str(world.number())}

    return [
        Row("GET", users, who, Whose.ANYBODYS),
        Row("GET", f"{users}/ny", who, Whose.ANYBODYS),
        Row("POST", f"{users}/ny", who, local, number, fields=new | here),
        Row("POST", f"{users}/ny", who, shared, number, fields=new | everywhere),
        Row("GET", one, who, local, _colleague),
        Row("POST", f"{one}/rettigheder", who, local, _colleague, fields=agent | here),
        Row("POST", f"{one}/rettigheder", who, shared, _colleague, fields=agent | everywhere),
        Row("POST", f"{one}/rettigheder/fjern", who, local, _colleague, fields=editor | here),
        Row("POST", f"{one}/luk", who, local, _colleague),
        Row("POST", f"{one}/aabn", who, local, _disabled),
        Row("POST", f"{one}/nyt-link", who, local, _colleague),
        Row("POST", f"{one}/totrin-fra", who, local, _colleague),
        Row("GET", "/personale/log", who, Whose.ANYBODYS),
    ]


def number_pages() -> list[Row]:
    """How it goes."""
    home, here, everywhere = "/personale/tal", {"kommune": HERE}, {"kommune": "*"}

    async def table(_: World) -> dict[str, str]:
        return {"table": "kommuner"}

    return [
        Row("GET", home, READERS, Whose.ANYBODYS),
        Row("GET", home, READERS, Whose.LOCAL, query=here),
        Row("GET", home, READERS, Whose.SHARED, query=everywhere),
        Row("GET", f"{home}/{{table}}.csv", READERS, Whose.LOCAL, table, here),
        Row("GET", f"{home}/{{table}}.csv", READERS, Whose.SHARED, table, everywhere),
        Row("GET", f"{home}/tal.json", READERS, Whose.LOCAL, query=here),
        Row("GET", f"{home}/tal.json", READERS, Whose.SHARED, query=everywhere),
    ]


def retention_pages() -> list[Row]:
    """How long things are kept."""
    home, here, everywhere = "/personale/opbevaring", {"kommune": HERE}, {"kommune": "*"}
    who = ADMINISTRATORS
    rows = [Row("GET", home, who, Whose.ANYBODYS)]
    for place, whose in ((here, Whose.LOCAL), (everywhere, Whose.SHARED)):
        rows += [
            Row("GET", home, who, whose, query=place),
            Row("POST", f"{home}/se", who, whose, fields=place | {"dage_chats": "7"}),
            Row("POST", home, who, whose, fields=place | {"dage_chats": "7"}),
        ]
    return rows


ROWS = [
    *own_pages(),
    *user_pages(),
    *number_pages(),
    *municipality_pages(),
    *exchange_pages(),
    *topics_pages(),
    *topic_pages(),
    *draft_pages(),
    *chat_pages(),
    *canned_pages(),
    *inbox_pages(),
    *history_pages(),
    *donation_pages(),
    *suggestion_pages(),
    *panel_pages(),
    *erasure_pages(),
    *retention_pages(),
    *model_pages(),
    *training_pages(),
]
