"""What citizens suggest about answers: read, accept, decline, done."""

from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep, VisitDep, require
from bot.api.staff.editorial import TOPICS
from bot.api.staff.inbox_access import reach, topic_label
from bot.api.staff.labels import name_actions
from bot.api.staff.page import page, status_of, title_of
from bot.api.staff.route import StaffRoute
from bot.errors import UnknownTopicError
from bot.knowledge import get_composer, get_masker, get_topics
from bot.say.errors import ReasonMissingError, SuggestionMovedError
from bot.say.suggestion import Suggestion, answer_version
from bot.say.suggestions import Suggestions
from bot.staff.rights import Action
from bot.staff.user import User

SUGGESTIONS = "/personale/forslag"
router = APIRouter(prefix=SUGGESTIONS, include_in_schema=False, route_class=StaffRoute)
ReaderDep = Annotated[User, Depends(require(Action.READ_QUESTIONS))]
HandlerDep = Annotated[User, Depends(require(Action.HANDLE_QUESTIONS))]
SuggestionId = Annotated[str, Path(regex=r"^[0-9a-f]{32}$")]
Seen = Annotated[Literal["new", "accepted", "declined", "done"], Form()]
Words = Annotated[str, Form(max_length=1000)]
STATES = {"new": "Nyt", "accepted": "Er i gang", "declined": "Ikke fulgt", "done": "Færdigt"}
_TOLD = {
    "declined": "Forslaget er ikke fulgt",
    "done": "Forslaget er færdigt",
    "new": "Forslaget er åbnet igen",
}
name_actions(
    {
        "suggestion_accepted": "Gik i gang med et forslag",
        "suggestion_declined": "Fulgte ikke et forslag",
        "suggestion_done": "Gjorde et forslag færdigt",
        "suggestion_new": "Åbnede et forslag igen",
    }
)


async def get_suggestions(staff: StaffDep) -> Suggestions:
    """The suggestions of this process."""
    return Suggestions(staff.database, lambda text: get_masker().mask(text).text)


SuggestionsDep = Annotated[Suggestions, Depends(get_suggestions)]


@router.get("")
async def list_suggestions(
    request: Request,
    suggestions: SuggestionsDep,
    reader: ReaderDep,
    vis: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Those that wait, or with ``vis=behandlede`` those that are handled."""
    return await _list(request, suggestions, reader, vis == "behandlede")


@router.post("/{suggestion_id}/ret")
async def accept(
    suggestions: SuggestionsDep, handler: HandlerDep, suggestion_id: SuggestionId, seen: Seen
) -> Response:
    """Take it up: the answer is opened with the suggestion beside it."""
    one = await _of(suggestions, handler, suggestion_id)
    if one.state == "new":
        await suggestions.handle(replace(one, state=seen), "accepted", handler.actor)
    return RedirectResponse(_answer_page(handler, one), 303)


@router.post("/{suggestion_id}/afgoer")
async def decide(
    request: Request,
    suggestions: SuggestionsDep,
    visit: VisitDep,
    handler: HandlerDep,
    suggestion_id: SuggestionId,
    seen: Seen,
    til: Annotated[Literal["declined", "done", "new"], Form()],
    grund: Words = "",
    vis: Annotated[bool, Form()] = False,
    tekst: Words = "",
) -> Response:
    """Decline it with a reason, say that it is done and perhaps tell citizens, or open it again."""
    one = await _of(suggestions, handler, suggestion_id)
    told = tekst if vis and til == "done" else ""
    if told:
        handler.rights.check(Action.PUBLISH_CONTENT, one.municipality)
    try:
        await suggestions.handle(replace(one, state=seen), til, handler.actor, grund, told)
    except (ReasonMissingError, SuggestionMovedError) as wrong:
        return await _list(
            request, suggestions, handler, not one.open, status_of(wrong), title_of(wrong), one.id
        )
    visit.flashes.append(f"{_TOLD[til]}{'. Det står nu på den åbne side' if told else ''}")
    return RedirectResponse(SUGGESTIONS, 303)


async def _of(suggestions: Suggestions, handler: User, suggestion_id: str) -> Suggestion:
    one = await suggestions.get(suggestion_id)
    handler.rights.check(Action.HANDLE_QUESTIONS, one.municipality)
    return one


def _answer_page(handler: User, one: Suggestion) -> str:
    """Where the answer that the citizen saw is edited, by whoever may edit it there."""
    shared = handler.rights.everywhere(Action.EDIT_CONTENT)
    own = one.municipality and get_composer().compose(one.topic, one.municipality).overridden
    place = one.municipality if own or not shared else None
    query = {"forslag": one.id} | ({"kommune": place} if place else {})
    return f"{TOPICS}/{one.topic}/svar?{urlencode(query)}"


def _is_as_then(one: Suggestion) -> bool:
    try:
        return answer_version(one.topic, one.municipality) == one.answer_version
    except UnknownTopicError:
        return False


async def _list(
    request: Request,
    suggestions: Suggestions,
    member: User,
    handled: bool,
    status: int = 200,
    error: str = "",
    wrong: str = "",
) -> Response:
    found = await suggestions.all(reach(member, Action.READ_QUESTIONS), handled)
    topics = get_topics().topics
    return page(
        request,
        "suggestions.html",
        status,
        suggestions=found,
        labels={one.id: topic_label(one.topic, member) for one in found},
        answers={
            one.id: get_composer().compose(one.topic, one.municipality).text
            for one in found
            if one.topic in topics and get_composer().answers(one.topic, one.municipality)
        },
        changed={one.id for one in found if not _is_as_then(one)},
        may={
            one.id for one in found if member.rights.can(Action.HANDLE_QUESTIONS, one.municipality)
        },
        may_tell={
            one.id for one in found if member.rights.can(Action.PUBLISH_CONTENT, one.municipality)
        },
        states=STATES,
        handled=handled,
        error=error,
        wrong=wrong,
    )
