"""The report on a file before it is imported: what it would change, as far as the member may."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.content.errors import UnreadableFileError
from bot.content.importing import Change, Importing, Plan
from bot.content.incoming import Incoming, from_yaml
from bot.content.spreadsheet import read_spreadsheet
from bot.content.waiting import WaitingFile
from bot.knowledge import get_live_content
from bot.staff.rights import Action
from bot.staff.user import User

MOST_EXAMPLES = 5000
"""New ones in one file."""
MOST_ANSWERS = 3000
_FORBIDDEN = "Det har du ikke rettighed til at ændre"
# Reading and judging a large file takes seconds of a processor: one at a time in a process.
_reading = asyncio.Semaphore(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report."""

    change: Change
    status: Literal["ny", "ændret", "afvist"]
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a file would change, as the member may."""

    rows: list[Row]
    unchanged: int
    plan: Plan
    """What can be carried out of it."""
    fingerprint: str
    """Of what can be carried out, and of what counts now."""

    def count(self, status: str) -> int:
        """How many rows are so."""
        return sum(row.status == status for row in self.rows)


async def make_report(file: WaitingFile, importing: Importing, member: User) -> Report:
    """Read and judge it; raises ContentRefusedError when the file can't be read."""
    async with _reading:
        incoming: Incoming = await asyncio.to_thread(reader(file.name), file.data)
        _check_amount(incoming)
        plan = await importing.plan(incoming)
    rows = [_row(change, member) for change in plan.changes]
    rows.sort(key=lambda row: row.status != "afvist")
    kept = tuple(row.change for row in rows if row.status != "afvist")
    text = "\n".join(f"{one.subject} {one.seen} {one.content}" for one in kept)
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    return Report(rows, plan.unchanged, Plan(kept, plan.unchanged), fingerprint)


def _check_amount(incoming: Incoming) -> None:
    """Judging a new wording takes a millisecond or two, and somebody waits for the page."""
    present = get_live_content().content.raw.examples
    new = sum(
        len(set(texts).difference(present.get(intent, ())))
        for intent, texts in incoming.examples.items()
    )
    if new > MOST_EXAMPLES:
        raise UnreadableFileError(
            f"Filen har {new} nye eksempler. Læs højst {MOST_EXAMPLES} ind ad gangen"
        )
    if len(incoming.contents) > MOST_ANSWERS:
        raise UnreadableFileError(f"Filen har over {MOST_ANSWERS} svar. Del den i mindre filer")


def _row(change: Change, member: User) -> Row:
    content = get_live_content().content
    subject = change.subject
    reasons = tuple(one.text for one in change.problems)
    if not member.rights.can(Action.EDIT_CONTENT, subject.municipality):
        reasons = (_FORBIDDEN, *reasons)
    refused = change.refused or _FORBIDDEN in reasons
    fresh = content.raw.at(subject) is None
    known = content.topics.topics.get(subject.key)
    title = known.title if known else subject.key
    return Row(change, "afvist" if refused else "ny" if fresh else "ændret", title, reasons)


def reader(name: str) -> Callable[[bytes], Incoming]:
    """What reads a file of this name; raises UnreadableFileError."""
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return read_spreadsheet
    if ending in {"yml", "yaml"}:
        return from_yaml
    raise UnreadableFileError("Vælg et regneark (.xlsx) eller en YAML-fil (.yml)")
