"""One question of the inbox: what was said around it, what MUNI guessed, and what it should be."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Query, Request, Response

from bot.answers.topics import OUT_OF_SCOPE
from bot.api.staff.deps import StaffDep
from bot.api.staff.inbox_access import (
    INBOX,
    READ,
    DeskDep,
    GroupId,
    Parse,
    ParseDep,
    ReaderDep,
    TeachingDep,
    reach,
    share_label,
    topic_label,
)
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.content.subject import owner_of
from bot.content.topic_search import search
from bot.inbox.desk import Desk
from bot.inbox.opened import Opened
from bot.inbox.teaching import Teaching
from bot.knowledge import get_live_content, get_topics
from bot.staff import audit
from bot.staff.rights import Action
from bot.staff.staff import Staff
from bot.staff.user import User
from bot.store.inbox_tables import WHOLE

router = APIRouter(prefix=INBOX, include_in_schema=False, route_class=StaffRoute)
NEW_TOPIC = "/personale/emner/nyt"
FOUND_MOST = 20
LONGEST_ADDRESS = 1500
"""Characters of the examples that a link to a new topic carries."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form held when it was refused, so that nothing is lost."""

    topic: str = ""
    examples: str | None = None
    wordings: Collection[str] | None = None
    search: str = ""
    list_query: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class RowPage:
    """Draws the page, for whoever asked for it or whose form was refused."""

    request: Request
    desk: Desk
    staff: Staff
    teaching: Teaching
    parse: Parse
    member: User
    typed: Typed = field(default_factory=Typed)

    async def draw(self, group_id: int, status: int = 200, problem: str = "") -> Response:
        """Raises InboxRowNotFoundError, also for another municipality's question."""
        member, typed = self.member, self.typed
        places = reach(member, Action.READ_QUESTIONS)
        row = await self.desk.open(group_id, places, member.id, typed.message_id)
        seen = row.conversation[0]
        await self.staff.database.run(
            partial(
                audit.record,
                actor=member.actor,
                action=READ,
                subject=seen.conversation_id,
                municipality=seen.municipality,
            )
        )
        mine = self._mine(row)
        to_do = any(share.state == "open" for share in mine)
        claimed = await self.desk.claim(group_id, member.actor) if to_do else None
        text = next(one.text for one in row.conversation if one.id == row.message_id)
        ranking = [item for item in await self._ranking(text) if self._may_choose(item[0])]
        examples, held_out = self.teaching.split([one.text for one in row.wordings])
        return page(
            self.request,
            "inbox_row.html",
            status,
            row=row,
            text=text,
            problem=problem,
            typed=typed,
            to_do=to_do,
            may_handle=bool(mine),
            claimed=claimed,
            ranking=ranking,
            found=self._found(),
            examples="\n".join(examples) if typed.examples is None else typed.examples,
            held_out=set(held_out),
            new_topic=f"{NEW_TOPIC}?{_as_examples(examples)}",
            guess=topic_label(row.topic, member),
            names={item: topic_label(item, member) for item in self._named(row, ranking)},
            shares=[(share_label(share.municipality), share) for share in row.shares],
            colleagues=await self._colleagues(row),
            kept_query=parse_qsl(typed.list_query),
            back=f"{INBOX}?{typed.list_query}" if typed.list_query else INBOX,
        )

    def _mine(self, row: Opened) -> list[Any]:
        handled = reach(self.member, Action.HANDLE_QUESTIONS)
        return [one for one in row.shares if WHOLE in handled or one.municipality in handled]

    async def _ranking(self, text: str) -> list[tuple[str, float]]:
        """The model's ten likeliest topics, with their confidence (0-1)."""
        found = (await self.parse(text)).get("intent_ranking", [])
        topics = get_topics().topics
        return [(one["name"], one["confidence"]) for one in found if one["name"] in topics]

    def _may_choose(self, topic: str) -> bool:
        owner = owner_of(topic)
        mine = owner is None or self.member.rights.can(Action.HANDLE_QUESTIONS, owner)
        return mine and topic != OUT_OF_SCOPE

    def _found(self) -> list[str]:
        """What was searched for, or was chosen in the form that was refused."""
        chosen = self.typed.topic
        if not self.typed.search.strip():
            return [chosen] if chosen in get_topics().topics and self._may_choose(chosen) else []
        found = [one.id for one in search(get_live_content().content, self.typed.search)]
        return [one for one in found if self._may_choose(one)][:FOUND_MOST]

    def _named(self, row: Opened, ranking: list[tuple[str, float]]) -> set[str]:
        shown = {one for one, _ in ranking} | set(self._found())
        said = {one.topic for one in row.conversation} | {one.handled_topic for one in row.shares}
        return shown | {one for one in said if one}

    async def _colleagues(self, row: Opened) -> list[User]:
        """Who may see the question in one of the municipalities that asked it."""
        places = [share.municipality or None for share in row.shares]
        action = Action.READ_QUESTIONS
        return [
            one
            for one in await self.staff.users.all()
            if one.id != self.member.id
            and not one.disabled
            and any(one.rights.can(action, place) for place in places)
        ]


def list_query(text: str) -> str:
    """The filter of the list that the member came from, made safe to go back to."""
    return urlencode([pair for pair in parse_qsl(text) if pair[0] not in {"besked", "soeg"}])


def _as_examples(texts: list[str]) -> str:
    """As many as an address can carry."""
    kept: list[tuple[str, str]] = []
    for text in texts:
        if len(urlencode([*kept, ("eksempel", text)])) > LONGEST_ADDRESS:
            break
        kept.append(("eksempel", text))
    return urlencode(kept)


@router.get("/{group_id}")
async def show_question(
    request: Request,
    desk: DeskDep,
    staff: StaffDep,
    teaching: TeachingDep,
    parse: ParseDep,
    reader: ReaderDep,
    group_id: GroupId,
    besked: Annotated[str, Query(max_length=32)] = "",
    soeg: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The question; whoever may handle it is shown to others as looking at it."""
    typed = Typed(search=soeg, message_id=besked, list_query=list_query(request.url.query))
    return await RowPage(request, desk, staff, teaching, parse, reader, typed).draw(group_id)
