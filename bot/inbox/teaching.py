"""What a handled question teaches: its wordings become examples, by the content's rules."""

from dataclasses import dataclass
from typing import Any

from bot.content.adding import add_examples
from bot.content.editing import Editing
from bot.content.errors import ContentRefusedError
from bot.content.revision import Author
from bot.content.subject import Subject, owner_of
from bot.inbox.wording import Normalise, is_held_out, wording_of


@dataclass(frozen=True, slots=True)
class Taught:
    """What became of the wordings."""

    added: list[str]
    held_out: list[str]
    """Kept for measuring, and so no examples."""
    published: bool


class Teaching:
    """Adds wordings to the content; asks nobody's rights."""

    def __init__(self, editing: Editing, normalise: Normalise) -> None:
        """With the content's editing."""
        self._editing = editing
        self._normalise = normalise

    def split(self, wordings: list[str]) -> tuple[list[str], list[str]]:
        """The wordings that may be examples, and those that are held out."""
        lines = [" ".join(text.split()) for text in wordings]
        once = [text for text in dict.fromkeys(lines) if text]
        kept = {text for text in once if is_held_out(wording_of(text, self._normalise))}
        return [text for text in once if text not in kept], [t for t in once if t in kept]

    def check(self, topic: str, wordings: list[str], place: str | None) -> None:
        """Raises ContentRefusedError, with a line a problem, e.g. on personal data."""
        examples, held_out = self.split(wordings)
        subject = _examples(topic, place)
        # Those held out are checked too: they are kept, and may hold no personal data either.
        _refuse(self._editing, subject, {"added": [*examples, *held_out], "removed": []})

    async def add(
        self, topic: str, wordings: list[str], place: str | None, author: Author, publish: bool
    ) -> Taught:
        """Make them examples; a draft of the author's own is added to and not published along.

        ``place``: the municipality whose layer is written, none for the shared one.
        Raises ContentRefusedError, ContentConflictError.
        """
        examples, held_out = self.split(wordings)
        if not examples:
            return Taught([], held_out, False)
        subject = _examples(topic, place)
        note = "Fra indbakken" if publish else None
        published = await add_examples(self._editing, subject, examples, author, note)
        return Taught(examples, held_out, published)


def _examples(topic: str, place: str | None) -> Subject:
    return Subject("examples", topic, owner_of(topic) or place)


def _refuse(editing: Editing, subject: Subject, content: dict[str, Any]) -> None:
    errors = [one.text for one in editing.check(subject, content) if one.level == "error"]
    if errors:
        raise ContentRefusedError("\n".join(errors))
