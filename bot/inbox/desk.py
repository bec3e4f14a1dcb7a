"""Where staff put questions right: each change in one transaction, with its audit line."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answers.topics import OUT_OF_SCOPE
from bot.inbox import handling, opened
from bot.inbox.errors import InboxRowNotFoundError
from bot.inbox.labelled import label
from bot.inbox.listing import Asked, Line, list_groups
from bot.inbox.opened import Opened, open_group
from bot.inbox.wording import Normalise
from bot.staff import audit
from bot.staff.audit import Actor
from bot.store.database import Database
from bot.store.inbox_tables import WHOLE, InboxItemRow
from bot.store.tables import MessageRow

_DEEDS = {
    "labelled": "question_labelled",
    "out_of_scope": "question_out_of_scope",
    "ignored": "question_ignored",
    "open": "question_reopened",
}
"""What a group's share can become, and what the audit log calls that."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a question: its new state, and the right topic of some of its wordings."""

    state: str
    """``labelled``, ``out_of_scope``, ``ignored`` or ``open``."""
    topic: str | None = None
    message_ids: Collection[str] = ()
    """Messages, one a wording, that are labelled with the topic."""


class Desk:
    """The inbox as the pages use it; asks nobody's rights.

    ``places`` is what the member may read or handle: kommunekoder, ``""`` for unknown, or
    only ``*`` for all.
    """

    def __init__(self, database: Database, normalise: Normalise) -> None:
        """On a database whose tables are there already."""
        self._database = database
        self._normalise = normalise

    async def lines(self, asked: Asked) -> list[Line]:
        """A page of the list; see :func:`bot.inbox.listing.list_groups`."""
        return await self._database.read(lambda s: list_groups(s, asked, datetime.utcnow()))

    async def open(
        self, group_id: int, places: Collection[str], reader_id: str, message_id: str = ""
    ) -> Opened:
        """One question; raises InboxRowNotFoundError."""
        return await self._database.read(
            lambda s: open_group(s, group_id, places, reader_id, message_id)
        )

    async def asked_of(self, member_id: str) -> list[int]:
        """The questions on which a colleague waits for the member's answer."""
        return await self._database.read(lambda s: handling.asked_of(s, member_id))

    async def claim(self, group_id: int, actor: Actor) -> str | None:
        """Say that ``actor`` looks at it; gives who else does. Raises InboxRowNotFoundError."""
        now = datetime.utcnow()
        return await self._database.run(lambda s: handling.claim(s, group_id, actor, now))

    async def release(self, group_id: int, actor: Actor) -> None:
        """Let others look; raises InboxRowNotFoundError."""
        await self._database.run(lambda s: handling.release(s, group_id, actor))

    async def decide(
        self,
        group_id: int,
        version: int,
        places: Collection[str],
        actor: Actor,
        decision: Decision,
    ) -> None:
        """Handle it in ``places``, and label its wordings.

        Raises InboxRowNotFoundError, and AlreadyHandledError when ``version`` is not the newest.
        """
        codes = [None] if WHOLE in places else sorted(places)
        topic = OUT_OF_SCOPE if decision.state == "out_of_scope" else decision.topic

        def work(session: Session) -> None:
            shares = opened.shares_of(session, group_id, places)
            if not shares:
                raise InboxRowNotFoundError
            handling.handle(session, group_id, version, places, decision.state, actor, topic)
            if topic:
                texts = _texts(session, group_id, places, decision.message_ids)
                owner = codes[0] if len(codes) == 1 else None
                label(session, texts, topic, owner, actor.name, self._normalise)
            subject = f"{group_id} {topic}" if topic else str(group_id)
            here = {share.municipality for share in shares}
            for code in codes:
                if code is None or code in here:
                    audit.record(session, actor, _DEEDS[decision.state], subject, code or None)

        await self._database.run(work)

    async def taught(self, actor: Actor, topic: str, place: str | None, published: bool) -> None:
        """Write down that examples were added to a topic."""
        deed = "content_published" if published else "draft_saved"
        named = f"examples {topic}"
        await self._database.run(lambda s: audit.record(s, actor, deed, named, place))

    async def note(self, group_id: int, actor: Actor, note: handling.Note) -> None:
        """Write a note; ``note.text`` is masked already. Raises InboxRowNotFoundError."""
        place = None if note.place == WHOLE else note.place or None

        def work(session: Session) -> None:
            handling.add_note(session, group_id, actor, note)
            audit.record(session, actor, "question_noted", str(group_id), place)

        await self._database.run(work)


def _texts(
    session: Session, group_id: int, places: Collection[str], message_ids: Collection[str]
) -> list[str]:
    """The words of those messages that are in the group and in the places."""
    item: Any = InboxItemRow
    query = (
        select(MessageRow.text)
        .join(item, item.message_id == MessageRow.id)
        .where(item.group_id == group_id, item.message_id.in_(list(message_ids)))
    )
    if WHOLE not in places:
        query = query.where(item.municipality.in_(places))
    return list(session.scalars(query.order_by(MessageRow.id)))
