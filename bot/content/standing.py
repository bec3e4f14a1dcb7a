"""A subject as an editor opens it: what counts, what the files say, and who is at work on it."""

from dataclasses import dataclass

from bot.content.revision import Revision
from bot.content.subject import Content, Subject


@dataclass(frozen=True, slots=True)
class Standing:
    """What an editor begins from."""

    subject: Subject
    content: Content
    """What counts now, in its one form; of examples all of them, as ``{"examples": [...]}``."""
    base: Content
    """What the files alone say."""
    current: Revision | None
    """The published revision behind it, or none; its id is ``seen`` when a draft is saved."""
    draft: Revision | None
    """The author's own."""
    others: tuple[Revision, ...]
    """Other authors' drafts of it."""
    stale: bool
    """The files have changed since the published revision was written."""
