"""Import: what would change, what stands in the way, and then the change itself."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.content import revisions
from bot.content.difference import FieldDifference, content_difference
from bot.content.editing import Witness
from bot.content.errors import ContentRefusedError
from bot.content.example_change import example_change
from bot.content.forms import formed
from bot.content.incoming import Incoming
from bot.content.layered import LayeredContent
from bot.content.live import LiveContent
from bot.content.problem import Problem
from bot.content.revision import Author, Revision
from bot.content.rules import Rules
from bot.content.subject import Content, Subject, owner_of
from bot.store.database import Database

NOTHING: Content = {"added": [], "removed": []}


@dataclass(frozen=True, slots=True)
class Change:
    """One subject that would be changed."""

    subject: Subject
    content: Content
    seen: str | None
    """The published revision that it would take the place of."""
    difference: tuple[FieldDifference, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """Does a rule stand in the way?"""
        return any(problem.level == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Plan:
    """The report before anything is changed."""

    changes: tuple[Change, ...]
    unchanged: int
    """Subjects that came in as they stand already."""

    @property
    def refused(self) -> bool:
        """Must something be mended first? Then nothing of it can be imported."""
        return any(change.refused for change in self.changes)


class Importing:
    """Imports through the same rules and into the same history as editing by hand."""

    def __init__(self, database: Database, live: LiveContent, rules: Rules) -> None:
        """``live`` must follow the same database."""
        self._database = database
        self._live = live
        self._rules = rules

    async def plan(self, incoming: Incoming) -> Plan:
        """What would change; nothing is changed."""
        current = await self._database.read(revisions.current)
        return await asyncio.to_thread(self._plan, incoming, current)

    async def carry_out(
        self,
        plan: Plan,
        author: Author,
        note: str,
        publish: bool,
        witness: Witness | None = None,
    ) -> list[Revision]:
        """Make the changes, all or none, as drafts of the author or published at once.

        Raises ContentRefusedError when the plan is refused, ContentConflictError when something
        was published since it was made or the author has drafts of the same.
        """
        if plan.refused:
            raise ContentRefusedError("Ret først det, der står i rapporten")
        prints = {c.subject: self._live.base.raw.fingerprint(c.subject) for c in plan.changes}

        def all_or_none(session: Session) -> list[Revision]:
            done = []
            for one in plan.changes:
                draft = revisions.save_draft(
                    session, one.subject, one.content, prints[one.subject], author, one.seen, 0
                )
                done.append(revisions.publish(session, draft.id, note) if publish else draft)
            if witness:
                witness(session, done)
            return done

        made = await self._database.run(all_or_none)
        await asyncio.to_thread(self._live.refresh)
        return made

    def _plan(self, incoming: Incoming, current: list[Revision]) -> Plan:
        among = self._among(incoming, current)
        seen = {revision.subject: revision for revision in current}
        changes, unchanged = [], 0
        for subject, wanted in self._wanted(incoming):
            content, before = wanted, self._live.content.raw.at(subject)
            if subject.kind == "examples":
                texts = (wanted or {})["examples"]
                same = texts == (before or {}).get("examples")
                content = NOTHING if same else self._change(subject, texts, current)
                over = seen.get(subject)
                before = (over.content if over else None) or NOTHING
                if same or content == before:
                    unchanged += 1
                    continue
            elif _same(subject, content, before):
                unchanged += 1
                continue
            problems = self._rules.check(subject, content, among, date.today())
            content, told = _settled(subject, content, before, problems)
            number = seen[subject].id if subject in seen else None
            changes.append(Change(subject, content, number, told, tuple(problems)))
        return Plan(tuple(changes), unchanged)

    def _change(self, subject: Subject, texts: list[str], current: list[Revision]) -> Content:
        return example_change(self._live.base.raw, current, subject, texts)

    def _wanted(self, incoming: Incoming) -> Iterable[tuple[Subject, Content]]:
        yield from incoming.contents.items()
        for intent, texts in incoming.examples.items():
            present = self._live.content.raw.examples.get(intent, [])
            yield (
                Subject("examples", intent, owner_of(intent)),
                {"examples": [*present, *texts]},
            )

    def _among(self, incoming: Incoming, current: list[Revision]) -> LayeredContent:
        """What stands now, with the topics that come in: the rest is judged beside those."""
        topics = [
            _Layer(subject, content)
            for subject, content in incoming.contents.items()
            if subject.kind in {"topic", "municipality_fact"} and _has_form(subject, content)
        ]
        if not topics:
            return self._live.content
        replaced = {layer.subject for layer in topics}
        kept = [revision for revision in current if revision.subject not in replaced]
        return LayeredContent.build(self._live.base, [*kept, *topics])


@dataclass(frozen=True, slots=True)
class _Layer:
    subject: Subject
    content: Content


def _has_form(subject: Subject, content: Content) -> bool:
    try:
        formed(subject, content)
    except ContentRefusedError:
        return False
    return True


def _same(subject: Subject, content: Content, before: Content) -> bool:
    try:
        return formed(subject, content) == formed(subject, before)
    except ContentRefusedError:
        return content == before


def _settled(
    subject: Subject, content: Content, before: Content, problems: list[Problem]
) -> tuple[Content, tuple[FieldDifference, ...]]:
    """The content in its one form, if it has one, and what it changes."""
    if any(problem.level == "error" for problem in problems):
        return content, ()
    ready = formed(subject, content)
    old = before if subject.kind == "examples" else formed(subject, before)
    return ready, tuple(content_difference(old, ready))
