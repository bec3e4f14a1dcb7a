"""Panels: citizens with a link rate the draft of an answer before anybody is given it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.content.revision import Revision
from bot.say.errors import PanelClosedError
from bot.staff import audit
from bot.staff.audit import Actor
from bot.staff.tokens import digest, new_token
from bot.store.database import Database
from bot.store.revision_tables import RevisionRow
from bot.store.say_tables import PanelRatingRow, PanelRow

LIFE = timedelta(days=14)
MOST_RATINGS = 500
"""On one link: more than a panel, and a bound on what somebody can fill the table with."""
Verdict = Literal["yes", "partly", "no"]
VERDICTS: tuple[Verdict, ...] = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class Rating:
    """What one of them thought; ``older`` when the draft was changed since."""

    understandable: Verdict
    answered: Verdict
    comment: str
    """Masked."""
    day: date
    older: bool


@dataclass(frozen=True, slots=True)
class Results:
    """How a draft fared, all its links together."""

    open_until: datetime | None
    """When the last link that works stops, UTC without a zone; none when none works."""
    ratings: tuple[Rating, ...]

    @property
    def understandable(self) -> Mapping[str, int]:
        """How many said yes, partly and no."""
        return _counted(one.understandable for one in self.ratings)

    @property
    def answered(self) -> Mapping[str, int]:
        """The same of whether the question was answered."""
        return _counted(one.answered for one in self.ratings)


class Panels:
    """Asks nobody's rights; what citizens do is guarded by the link's secret."""

    def __init__(self, database: Database, mask: Callable[[str], str]) -> None:
        """``mask`` takes personal data out of comments."""
        self._database = database
        self._mask = mask

    async def invite(self, draft: Revision, actor: Actor) -> str:
        """A new link's secret for a draft; kept as a hash, so it is seen only now."""
        token = new_token()

        def work(session: Session) -> None:
            session.add(
                PanelRow(
                    id=uuid4().hex,
                    revision_id=draft.id,
                    token_hash=digest(token),
                    made_by=actor.name,
                    until=datetime.utcnow() + LIFE,
                )
            )
            named = f"{draft.subject.kind}: {draft.subject.key}"
            audit.record(session, actor, "panel_invited", named, draft.subject.municipality)

        await self._database.run(work)
        return token

    async def close(self, draft: Revision, actor: Actor) -> None:
        """Let no link to the draft work any more; what was said stays."""

        def work(session: Session) -> None:
            chosen = PanelRow.revision_id == draft.id
            session.execute(update(PanelRow).where(chosen).values(until=datetime.utcnow()))
            named = f"{draft.subject.kind}: {draft.subject.key}"
            audit.record(session, actor, "panel_closed", named, draft.subject.municipality)

        await self._database.run(work)

    async def draft(self, token: str) -> Revision:
        """What a link shows; raises PanelClosedError."""
        return await self._database.read(lambda session: _opened(session, token)[1])

    async def rate(
        self, token: str, saved: int, understandable: Verdict, answered: Verdict, comment: str
    ) -> None:
        """Keep a rating of the draft as it was ``saved`` then; raises PanelClosedError."""
        masked = await asyncio.to_thread(self._mask, comment)

        def work(session: Session) -> None:
            panel, draft = _opened(session, token)
            count = select(func.count()).where(PanelRatingRow.panel_id == panel.id)
            if (session.scalar(count) or 0) >= MOST_RATINGS:
                raise PanelClosedError
            session.add(
                PanelRatingRow(
                    panel_id=panel.id,
                    saved=min(saved, draft.saved),
                    understandable=understandable,
                    answered=answered,
                    comment=masked,
                )
            )

        await self._database.run(work)

    async def results(self, draft: Revision) -> Results:
        """What all its panels said, newest first."""

        def work(session: Session) -> Results:
            until = select(func.max(PanelRow.until)).where(
                PanelRow.revision_id == draft.id, PanelRow.until > datetime.utcnow()
            )
            query = (
                select(PanelRatingRow)
                .join(PanelRow, PanelRow.id == PanelRatingRow.panel_id)
                .where(PanelRow.revision_id == draft.id)
                .order_by(PanelRatingRow.id.desc())
            )
            ratings = tuple(
                Rating(
                    understandable=row.understandable,
                    answered=row.answered,
                    comment=row.comment,
                    day=row.day,
                    older=row.saved < draft.saved,
                )
                for row in session.scalars(query)
            )
            return Results(session.scalar(until), ratings)

        return await self._database.read(work)

    async def counts(self, draft_ids: Collection[str]) -> dict[str, int]:
        """How many ratings each draft has; those without any are left out."""
        query = (
            select(PanelRow.revision_id, func.count(PanelRatingRow.id))
            .join(PanelRatingRow, PanelRatingRow.panel_id == PanelRow.id)
            .where(PanelRow.revision_id.in_(list(draft_ids)))
            .group_by(PanelRow.revision_id)
        )
        return await self._database.read(lambda session: dict(session.execute(query).all()))


def _opened(session: Session, token: str) -> tuple[Any, Revision]:
    panel: Any = session.scalar(select(PanelRow).where(PanelRow.token_hash == digest(token)))
    if panel is None or panel.until <= datetime.utcnow():
        raise PanelClosedError
    row: Any = session.get(RevisionRow, panel.revision_id)
    if row is None or row.state != "draft" or row.content is None:
        raise PanelClosedError
    return panel, Revision.of(row)


def _counted(verdicts: Any) -> Mapping[str, int]:
    counted = Counter(verdicts)
    return {verdict: counted[verdict] for verdict in VERDICTS}
