"""Adds wordings to a topic's examples, onto what is published or onto the author's own draft."""

from typing import Any

from bot.content.editing import Editing, Witness
from bot.content.revision import Author
from bot.content.subject import Subject


async def add_examples(
    editing: Editing,
    subject: Subject,
    texts: list[str],
    author: Author,
    note: str | None,
    witness: Witness | None = None,
) -> bool:
    """Make ``texts`` examples; gives whether they are published.

    ``note``: published at once under it, unless the author had a draft, which is added to and
    not published along; none keeps a draft. Raises ContentRefusedError, ContentConflictError,
    and what ``witness`` raises.
    """
    standing = await editing.open(subject, author)
    seen = standing.current.id if standing.current else None
    draft = standing.draft
    if draft is not None and draft.content is not None:
        before = draft.content
        content: dict[str, Any] = {**before, "added": [*before["added"], *texts]}
    else:
        there = (standing.content or {}).get("examples", [])
        content = await editing.example_change(subject, [*there, *texts])
    saved = await editing.save_draft(
        subject, content, author, seen, draft.saved if draft else 0, witness
    )
    if note is None or draft is not None:
        return False
    await editing.publish({saved.id: saved.saved}, note, witness)
    return True
