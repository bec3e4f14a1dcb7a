"""Who may see and take which chats, and keep which standard answers."""

from bot.live.canned import CannedAnswer
from bot.live.queue import FAILS
from bot.staff.rights import Action, Role
from bot.staff.user import User
from tests.api.staff.rights_row import EDITORS, Made, Row, Whose
from tests.api.staff.rights_world import HERE, World
from tests.live.chatting import asked, begin, turn
from tests.staff.making import grant, make_user

AGENTS = frozenset({Role.AGENT})


def _waiting(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A chat that nobody has taken; of nobody knows where, one in which MUNI failed."""
        live, store = world.bot.live, world.bot.store
        if place:
            return {"conversation_id": await asked(live, store, place)}
        chat = await begin(store, None)
        for _ in range(FAILS):
            await turn(live, store, chat, "fallback", "fallback", None)
        return {"conversation_id": chat}

    return made


def _held(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A chat that the member has, if they can have it."""
        chat = await _waiting(place)(world)
        if world.member.rights.can(Action.HANDLE_CHATS, place):
            await world.bot.live.claims.claim(world.member, chat["conversation_id"])
        return chat | {"client_id": f"nummer-{world.number():06}"}

    return made


def _contact(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A telephone number that was left."""
        chat, phone = await _waiting(place)(world), f"2030{world.number():04}"
        await world.bot.live.contacts.leave(chat["conversation_id"], phone, "Ida")
        return chat | {"phone": phone}

    return made


def _canned(place: str | None) -> Made:
    async def made(world: World) -> dict[str, str]:
        """A standard answer."""
        title = f"Ring {world.number()}."
        await world.bot.live.canned.keep(await _boss(world), place, title, "Ring i morgen.")
        found: list[CannedAnswer] = await world.bot.live.canned.for_chat(place)
        return {"answer_id": next(one.id for one in found if one.title == title), "title": title}

    return made


async def _boss(world: World) -> User:
    async def made(world: World) -> dict[str, str]:
        return {"id": (await make_user(world.staff, "Redaktion", grant("editor"))).id}

    return await world.staff.users.get((await world.once("boss", made))["id"])


def chat_pages() -> list[Row]:
    """Who waits, the chats, and those who left a number."""
    home, one = "/personale/samtaler", "/personale/samtaler/{conversation_id}"
    left, at_once = f"{home}/kontakt", {"version": "-1"}
    anybodys, chat = Whose.ANYBODYS, "{conversation_id}"
    says = {"client_id": "{client_id}", "text": "Hej"}
    rows = [
        Row("GET", home, AGENTS, anybodys, _waiting(HERE), own=chat),
        Row("GET", f"{home}/liste", AGENTS, anybodys, _waiting(HERE), own=chat),
        Row("GET", left, AGENTS, anybodys, _contact(HERE), own="{phone}", logged=True),
        Row("POST", f"{home}/pause", AGENTS, anybodys),
    ]
    for place, whose in ((HERE, Whose.LOCAL), (None, Whose.SHARED)):
        waiting, held = _waiting(place), _held(place)
        rows += [
            Row("POST", f"{left}/{{conversation_id}}/slet", AGENTS, whose, _contact(place)),
            Row("GET", one, AGENTS, whose, waiting, logged=True),
            Row("GET", one, AGENTS, whose, held, logged=True),
            Row("GET", f"{one}/nyt", AGENTS, whose, waiting, query=at_once),
            Row("GET", f"{one}/forslag", AGENTS, whose, waiting),
            Row("POST", f"{one}/tag", AGENTS, whose, waiting),
            Row("POST", f"{one}/beskeder", AGENTS, whose, held, fields=says),
            Row("POST", f"{one}/skriver", AGENTS, whose, held, fields={"on": "true"}),
            Row("POST", f"{one}/videre", AGENTS, whose, held, fields={"whom": "0740"}),
            Row("POST", f"{one}/slut", AGENTS, whose, held),
        ]
    return rows


def canned_pages() -> list[Row]:
    """Standard answers, of one municipality and everybody's."""
    home, one = "/personale/standardsvar", "/personale/standardsvar/{answer_id}"
    said = {"title": "Ring", "text": "Ring i morgen."}
    here, everywhere = {"municipality": HERE}, {"municipality": "*"}
    return [
        Row("GET", home, EDITORS, Whose.ANYBODYS, _canned(HERE), own="{title}"),
        Row("POST", home, EDITORS, Whose.LOCAL, fields=said | here),
        Row("POST", home, EDITORS, Whose.SHARED, fields=said | everywhere),
        Row("POST", one, EDITORS, Whose.LOCAL, _canned(HERE), fields=said),
        Row("POST", one, EDITORS, Whose.SHARED, _canned(None), fields=said),
        Row("POST", f"{one}/slet", EDITORS, Whose.LOCAL, _canned(HERE)),
        Row("POST", f"{one}/slet", EDITORS, Whose.SHARED, _canned(None)),
    ]
