"""What the pages of topics and answers share: the editing of this process, and who may see what."""

from typing import Annotated

from fastapi import Depends

from bot.answers.topics import Topic
from bot.api.staff.deps import require
from bot.api.staff.labels import name_actions, place_label
from bot.content.editing import Editing
from bot.content.errors import RevisionNotFoundError
from bot.content.revision import Revision
from bot.content.subject import Subject, owner_of
from bot.errors import UnknownTopicError
from bot.knowledge import get_municipalities, get_topics
from bot.staff.rights import Action
from bot.staff.user import User

TOPICS = "/personale/emner"
DRAFTS = "/personale/kladder"
name_actions(
    {
        "draft_saved": "Gemte kladde",
    }
)


ReaderDep = Annotated[User, Depends(require(Action.READ_CONTENT))]
EditorDep = Annotated[User, Depends(require(Action.EDIT_CONTENT))]
PublisherDep = Annotated[User, Depends(require(Action.PUBLISH_CONTENT))]


def places_of(member: User, action: Action) -> list[str]:
    """The kommunekoder that a member may do ``action`` in, by name."""
    codes = get_municipalities().by_code
    return sorted((code for code in codes if member.rights.can(action, code)), key=place_label)


def visible(member: User, topic: str) -> bool:
    """May the member know of the topic? Shared ones all may, a municipality's own only there."""
    owner = owner_of(topic)
    return owner is None or member.rights.can(Action.READ_CONTENT, owner)


async def seen_topic(editing: Editing, member: User, topic: str) -> Topic:
    """A topic, also one that is only drafted where the member edits.

    Raises UnknownTopicError for one that is not there, ForbiddenError for another's own.
    """
    owner = owner_of(topic)
    if owner is not None:
        member.rights.check(Action.READ_CONTENT, owner)
    live = get_topics().topics.get(topic)
    if live is not None:
        return live
    if member.rights.can(Action.EDIT_CONTENT, owner):
        for draft in await editing.drafts():
            if draft.subject.kind == "topic" and draft.subject.key == topic and draft.content:
                entry = {"local": True} if owner else {}
                return Topic(id=topic, municipality=owner, **(draft.content | entry))
    raise UnknownTopicError(topic)


def answer_subject(topic: str, municipality: str | None) -> Subject:
    """The shared answer, or the municipality's own; of its own topic there is no shared one.

    Raises ContentRefusedError.
    """
    place = owner_of(topic) or municipality or None
    return Subject("override", topic, place) if place else Subject("answer", topic)


def examples_subject(topic: str) -> Subject:
    """A topic's examples belong to whoever the topic belongs to."""
    return Subject("examples", topic, owner_of(topic))


def kle_numbers() -> dict[str, str]:
    """The KLE numbers in use, each with what it is used for, to choose among."""
    found: dict[str, list[str]] = {}
    for topic in get_topics().topics.values():
        found.setdefault(topic.kle, []).append(topic.title)
    return {kle: ", ".join(titles[:3]) for kle, titles in sorted(found.items())}


async def draft_of(editing: Editing, member: User, draft_id: str, action: Action) -> Revision:
    """A draft that the member may do ``action`` to.

    Raises RevisionNotFoundError, ForbiddenError.
    """
    for draft in await editing.drafts():
        if draft.id == draft_id:
            member.rights.check(action, draft.subject.municipality)
            return draft
    raise RevisionNotFoundError(draft_id)
