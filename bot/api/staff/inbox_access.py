"""What the pages of the inbox share: its desk, and which municipalities a member may see."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, cast

from fastapi import Depends, Path, Request

from bot.api.staff.deps import EditingDep, StaffDep, require
from bot.api.staff.labels import name_actions, place_label
from bot.content.subject import owner_of
from bot.inbox.desk import Desk
from bot.inbox.teaching import Teaching
from bot.knowledge import get_municipalities, get_normaliser, get_topics
from bot.staff.rights import Action
from bot.staff.user import User
from bot.store.inbox_tables import UNKNOWN, WHOLE

INBOX = "/personale/indbakke"
GroupId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Parse = Callable[[str], Awaitable[dict[str, Any]]]
READ = "conversation_read"
"""What the log calls it that a member of staff opened a citizen's conversation."""
name_actions(
    {
        "question_labelled": "Valgte emne til spørgsmål",
        "question_out_of_scope": "Satte spørgsmål uden for området",
        "question_ignored": "Så bort fra spørgsmål",
        "question_reopened": "Åbnede spørgsmål igen",
        READ: "Læste samtale",
        "question_noted": "Skrev note til spørgsmål",
        "content_published": "Udgav indhold",
        "draft_saved": "Gemte kladde",
    }
)


async def _desk(staff: StaffDep) -> Desk:
    return Desk(staff.database, get_normaliser())


async def _teaching(editing: EditingDep) -> Teaching:
    return Teaching(editing, get_normaliser())


async def _parse(request: Request) -> Parse:
    state = request.app.state
    if getattr(state, "parse", None) is None:
        state.parse = state.bot.dialogue.parse
    return cast(Parse, state.parse)


DeskDep = Annotated[Desk, Depends(_desk)]
TeachingDep = Annotated[Teaching, Depends(_teaching)]
ParseDep = Annotated[Parse, Depends(_parse)]
ReaderDep = Annotated[User, Depends(require(Action.READ_QUESTIONS))]
HandlerDep = Annotated[User, Depends(require(Action.HANDLE_QUESTIONS))]


def reach(member: User, action: Action) -> frozenset[str]:
    """Where the member may do ``action``: only ``*`` for everywhere, else kommunekoder."""
    if member.rights.everywhere(action):
        return frozenset({WHOLE})
    return member.rights.municipalities(action)


def places_to_choose(member: User, action: Action) -> list[tuple[str, str]]:
    """The member's municipalities as (value, label), for a filter."""
    everywhere = member.rights.everywhere(action)
    codes = get_municipalities().by_code if everywhere else member.rights.municipalities(action)
    named = [(code, place_label(code)) for code in sorted(codes, key=place_label)]
    return [*named, ("ukendt", "Ukendt kommune")] if everywhere else named


def chosen_places(member: User, action: Action, wanted: str) -> frozenset[str]:
    """The places of a filter's value; raises ForbiddenError for another's municipality."""
    if not wanted:
        return reach(member, action)
    place = UNKNOWN if wanted == "ukendt" else wanted
    member.rights.check(action, place or None)
    return frozenset({place})


def share_label(code: str) -> str:
    """The municipality of a share."""
    return place_label(code) if code else "Ukendt kommune"


def topic_label(topic: str | None, member: User) -> str:
    """A topic's name, as the member may know it; another municipality's own has none."""
    if topic is None:
        return "Intet"
    if topic == "out_of_scope":
        return "Uden for MUNIs område"
    owner = owner_of(topic)
    if owner and not member.rights.can(Action.READ_CONTENT, owner):
        return "En anden kommunes eget emne"
    known = get_topics().topics.get(topic)
    return known.title if known else topic
