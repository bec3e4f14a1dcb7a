"""Makes examples of what citizens gave, so that each is found again when a gift is taken back."""

from collections.abc import Collection
from functools import partial

from sqlalchemy.orm import Session

from bot.content.adding import add_examples
from bot.content.editing import Editing
from bot.content.revision import Author, Revision
from bot.content.subject import Subject
from bot.donation import candidates
from bot.donation.candidates import Candidate
from bot.donation.errors import DonationGoneError
from bot.staff import audit
from bot.staff.audit import Actor
from bot.store.database import Database


class DonatedWordings:
    """The list that editors go through; asks nobody's rights."""

    def __init__(self, database: Database, editing: Editing) -> None:
        """``editing`` on the same database."""
        self._database = database
        self._editing = editing

    async def all(self, places: Collection[str]) -> list[Candidate]:
        """See :func:`bot.donation.candidates.candidates`."""
        return await self._database.read(partial(candidates.candidates, places=places))

    async def get(self, donation_id: str, number: int) -> Candidate:
        """One; raises DonationGoneError."""
        return await self._database.read(
            partial(candidates.candidate, donation_id=donation_id, number=number)
        )

    async def leave(self, one: Candidate, actor: Actor) -> None:
        """It is no example; raises DonationGoneError."""

        def work(session: Session) -> None:
            candidates.settle(session, one)
            audit.record(session, actor, "donation_left", one.donation_id, one.municipality)

        await self._database.run(work)

    async def teach(
        self, one: Candidate, subject: Subject, text: str, actor: Actor, publish: bool
    ) -> bool:
        """Make ``text`` an example of the topic; gives whether it is published.

        Raises DonationGoneError, ContentRefusedError, ContentConflictError.
        """
        remember = partial(candidates.remember_example, one=one, topic=subject.key, text=text)
        note = await self._database.run(remember)

        def witness(session: Session, _: list[Revision]) -> None:
            if not candidates.is_remembered(session, note):
                raise DonationGoneError

        try:
            author, said = Author(actor.id or "", actor.name), "Fra en donation"
            published = await add_examples(
                self._editing, subject, [text], author, said if publish else None, witness
            )
        except Exception:
            await self._forget_unless_kept(note, subject, text)
            raise

        def settled(session: Session) -> None:
            candidates.settle(session, one)
            named = f"examples: {subject.key}"
            audit.record(session, actor, "donation_used", named, subject.municipality)

        await self._database.run(settled)
        return published

    async def _forget_unless_kept(self, note: int, subject: Subject, text: str) -> None:
        """A draft that was saved and could not be published still holds the words."""
        drafts = [one for one in await self._editing.drafts() if one.subject == subject]
        held = (text in (one.content or {}).get("added", []) for one in drafts)
        if not any(held):
            await self._database.run(partial(candidates.forget_example, note=note))
