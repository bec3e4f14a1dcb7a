"""A revision: one version of one subject, by one author."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.content.subject import Content, Subject

State = Literal["draft", "published", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it; the name is kept with the revision, since the user may go."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Revision:
    """As it lies in the database; times are UTC without a zone.

    The newest published revision of a subject is the one that counts; taking it back makes
    the one before it count again.
    """

    id: str
    subject: Subject
    content: Content
    base_hash: str
    """Of the files' content that it was written against."""
    state: State
    author: Author
    saved: int
    """How often the draft was saved; a save that hasn't seen the newest is refused."""
    number: int | None
    """The subject's version, from 1; none for a draft."""
    created: datetime
    changed: datetime
    published: datetime | None
    withdrawn: datetime | None
    note: str
    supersedes: str | None
    """The published revision that the author had before their eyes."""

    @classmethod
    def of(cls, row: Any) -> "Revision":
        """From a row of the table."""
        return cls(
            id=row.id,
            subject=Subject(row.kind, row.key, row.municipality),
            content=row.content,
            base_hash=row.base_hash,
            state=row.state,
            author=Author(row.author_id, row.author_name),
            saved=row.saved,
            number=row.number,
            created=row.created,
            changed=row.changed,
            published=row.published,
            withdrawn=row.withdrawn,
            note=row.note,
            supersedes=row.supersedes,
        )
