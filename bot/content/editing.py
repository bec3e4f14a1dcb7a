"""Editing: what staff do to the content, checked, kept, and live once published."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from bot.content import revisions
from bot.content.difference import FieldDifference, content_difference, example_difference
from bot.content.example_change import example_change
from bot.content.forms import formed
from bot.content.layered import LayeredContent
from bot.content.layering import Layer, layered
from bot.content.live import LiveContent
from bot.content.problem import Problem
from bot.content.raw import Raw
from bot.content.reminders import content_reminders
from bot.content.revision import Author, Revision
from bot.content.rules import Rules, refuse_errors
from bot.content.standing import Standing
from bot.content.subject import Content, Subject, owner_of
from bot.store.database import Database

Witness = Callable[[Session, list[Revision]], None]
"""Told of a change within its transaction, so that neither is without what it writes down."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A content that is only thought of."""

    subject: Subject
    content: Content


class Editing:
    """Every change goes through here; raises what :mod:`bot.content.revisions` raises."""

    def __init__(self, database: Database, live: LiveContent, rules: Rules) -> None:
        """``live`` must follow the same database."""
        self._database = database
        self._live = live
        self._rules = rules

    async def open(self, subject: Subject, author: Author) -> Standing:
        """A subject with what is published and drafted of it."""
        drafts = await self._database.read(lambda s: revisions.drafts(s, subject=subject))
        current = await self._current(subject)
        mine = next((draft for draft in drafts if draft.author.id == author.id), None)
        return Standing(
            subject=subject,
            content=_shown(subject, self._live.content.raw.at(subject)),
            base=_shown(subject, self._live.base.raw.at(subject)),
            current=current,
            draft=mine,
            others=tuple(draft for draft in drafts if draft is not mine),
            stale=current is not None and self.stale(current),
        )

    def check(self, subject: Subject, content: Content) -> list[Problem]:
        """What is wrong with it and what should be looked at; reads no database."""
        return self._rules.check(subject, content, self._live.content, date.today())

    async def check_together(
        self, contents: Mapping[Subject, Content]
    ) -> dict[Subject, list[Problem]]:
        """As :meth:`check`, of what would be published together: a new topic and all of its own."""
        topics = [one for one in contents.items() if one[0].kind == "topic"]
        proposed = [Proposed(subject, self._placed(content)) for subject, content in topics]
        among, today = await self._with_topics(proposed), date.today()
        return {
            subject: await asyncio.to_thread(self._rules.check, subject, content, among, today)
            for subject, content in contents.items()
        }

    def _placed(self, topic: Content) -> Content:
        """A topic in some category, so that what hangs on it is judged before it has its own."""
        categories, placed = self._live.content.topics.categories, topic or {}
        chosen = placed.get("category")
        return placed | {"category": chosen if chosen in categories else next(iter(categories))}

    async def save_together(
        self, contents: Mapping[Subject, Content], author: Author, witness: Witness | None = None
    ) -> list[Revision]:
        """Keep new drafts, all or none, over what is left of a topic that was taken back.

        Raises ContentRefusedError when a rule is broken, ContentConflictError when the author
        has a draft of one of them already.
        """
        for problems in (await self.check_together(contents)).values():
            refuse_errors(problems)
        ready = {subject: formed(subject, content) for subject, content in contents.items()}
        prints = {subject: self._live.base.raw.fingerprint(subject) for subject in contents}

        def work(session: Session) -> list[Revision]:
            made = []
            for subject, content in ready.items():
                left = revisions.current(session, subject)
                seen, base = left[0].id if left else None, prints[subject]
                made.append(revisions.save_draft(session, subject, content, base, author, seen, 0))
            if witness:
                witness(session, made)
            return made

        return await self._database.run(work)

    async def save_draft(
        self,
        subject: Subject,
        content: Content,
        author: Author,
        seen: str | None,
        saved: int,
        witness: Witness | None = None,
    ) -> Revision:
        """Keep the author's draft; see :func:`bot.content.revisions.save_draft`.

        Raises ContentRefusedError when a rule is broken, ContentConflictError.
        """
        await self._refuse(subject, content, await self._around(subject))
        ready, base_hash = formed(subject, content), self._live.base.raw.fingerprint(subject)

        def work(session: Session) -> Revision:
            saved_one = revisions.save_draft(
                session, subject, ready, base_hash, author, seen, saved
            )
            if witness:
                witness(session, [saved_one])
            return saved_one

        return await self._database.run(work)

    async def discard(self, revision_id: str, witness: Witness | None = None) -> None:
        """Throw a draft away; raises RevisionNotFoundError."""

        def work(session: Session) -> None:
            if witness:
                witness(session, [revisions.get(session, revision_id)])
            revisions.discard(session, revision_id)

        await self._database.run(work)

    async def publish(
        self, drafts: Mapping[str, int], note: str = "", witness: Witness | None = None
    ) -> list[Revision]:
        """Let drafts count, all or none; live here at once, in other processes in two seconds.

        ``drafts``: id to ``saved`` as the publisher has read it; a new topic goes with its
        answer and its examples. The rules are asked again, since others may have published
        meanwhile. Raises ContentRefusedError, ContentConflictError, RevisionNotFoundError.
        """
        read = [await self._database.read(partial(revisions.get, revision_id=d)) for d in drafts]
        read.sort(key=lambda draft: draft.subject.kind != "topic")
        among = await self._with_topics([d for d in read if d.subject.kind == "topic"])
        for draft in read:
            await self._refuse(draft.subject, draft.content, among)

        def all_or_none(session: Session) -> list[Revision]:
            made = [revisions.publish(session, d.id, note, drafts[d.id]) for d in read]
            if witness:
                witness(session, made)
            return made

        done = await self._database.run(all_or_none)
        await asyncio.to_thread(self._live.refresh)
        return done

    async def take_back(
        self,
        subject: Subject,
        seen: str,
        note: str = "",
        to_base: bool = False,
        witness: Witness | None = None,
    ) -> Revision:
        """Let the version before count again, or the files' own; gives what was taken back.

        Raises ContentConflictError when ``seen`` is not what counts now.
        """

        def work(session: Session) -> Revision:
            taken = revisions.take_back(session, subject, seen, note, to_base)
            if witness:
                witness(session, [taken])
            return taken

        done = await self._database.run(work)
        await asyncio.to_thread(self._live.refresh)
        return done

    async def history(self, subject: Subject) -> list[Revision]:
        """All that was ever published of it, newest first."""
        return await self._database.read(lambda s: revisions.history(s, subject))

    async def example_history(self, topic: str) -> list[Revision]:
        """The same of a topic's examples in every layer, the shared and the municipalities'."""
        return await self._database.read(lambda s: revisions.layered_history(s, "examples", topic))

    async def drafts(self, author: Author | None = None) -> list[Revision]:
        """An author's drafts, or everybody's, newest first."""
        chosen = author.id if author else None
        return await self._database.read(lambda s: revisions.drafts(s, chosen))

    async def difference(self, revision: Revision) -> list[FieldDifference]:
        """What a revision changes in the one it was written over, or in the files."""
        over = revision.supersedes
        if over:
            before = (await self._database.read(lambda s: revisions.get(s, over))).content
        elif revision.subject.kind == "examples":
            before = None
        else:
            before = _shown(revision.subject, self._live.base.raw.at(revision.subject))
        if revision.subject.kind == "examples":
            return example_difference(before, revision.content)
        return content_difference(before, revision.content)

    async def example_change(self, subject: Subject, wanted: list[str]) -> Raw:
        """The content of a revision that makes ``wanted`` the topic's whole list of examples."""
        current = await self._all_current()
        base = self._live.base.raw
        return await asyncio.to_thread(example_change, base, current, subject, wanted)

    async def wordings(self, draft: Revision) -> list[str]:
        """The topic's whole list of examples, if a draft of it counted."""
        layers = [one for one in await self._all_current() if one.subject != draft.subject]
        base, key = self._live.base.raw, draft.subject.key
        whole = await asyncio.to_thread(layered, base, [*layers, draft])
        return list(whole.examples.get(key, []))

    async def outdated(self) -> list[Revision]:
        """The revisions that count though the files below them have changed since."""
        return [one for one in await self._all_current() if self.stale(one)]

    def stale(self, revision: Revision) -> bool:
        """Have the files changed below the revision since it was written?"""
        return revision.base_hash != self._live.base.raw.fingerprint(revision.subject)

    def reminders(self, municipality: str | None = None) -> dict[Subject, list[Problem]]:
        """What has grown old in all shared answers, or in a municipality's own content."""
        return content_reminders(self._live.content, municipality, date.today())

    async def _refuse(self, subject: Subject, content: Content, among: LayeredContent) -> None:
        refuse_errors(
            await asyncio.to_thread(self._rules.check, subject, content, among, date.today())
        )

    async def _around(self, subject: Subject) -> LayeredContent:
        """What a draft is judged beside: what counts, and the topic it is for if only drafted."""
        topic = subject.kind in {"answer", "override", "examples"}
        if not topic or subject.key in self._live.content.topics:
            return self._live.content
        wanted = Subject("topic", subject.key, owner_of(subject.key))
        return await self._with_topics(
            await self._database.read(lambda s: revisions.drafts(s, subject=wanted))
        )

    async def _with_topics(self, drafts: Iterable[Layer]) -> LayeredContent:
        added = list(drafts)
        if not added:
            return self._live.content
        layers = [*await self._all_current(), *added]
        return await asyncio.to_thread(LayeredContent.build, self._live.base, layers)

    async def _current(self, subject: Subject) -> Revision | None:
        found = await self._database.read(lambda s: revisions.current(s, subject))
        return found[0] if found else None

    async def _all_current(self) -> list[Revision]:
        return await self._database.read(revisions.current)


def _shown(subject: Subject, content: Content) -> Content:
    return content if subject.kind == "examples" else formed(subject, content)
