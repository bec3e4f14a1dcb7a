"""What ``muni content import`` does: reads, reports, carries out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.content.errors import UnreadableFileError
from bot.content.importing import Importing, Plan
from bot.content.incoming import Incoming, from_folder, from_yaml
from bot.content.raw import RawContent
from bot.content.revision import Author
from bot.content.rules import Rules, measured_questions
from bot.content.spreadsheet import read_spreadsheet
from bot.content.untrusted import LARGEST_FILE
from bot.knowledge import get_live_content, get_masker
from bot.settings import get_settings
from bot.store.database import Database
from bot.training.learnable_now import LearnableNow
from bot.training.staff_questions import read_staff_questions

AUTHOR = Author("muni-content-import", "muni content import")


async def report(path: Path, write: Callable[[dict[str, Any]], None]) -> tuple[Plan, Importing]:
    """Read and judge; writes a line for each change. Raises ContentRefusedError."""
    settings = get_settings()
    database = Database(settings.database_url, 2)
    database.migrate()
    live = get_live_content()
    live.follow(database)
    rules = Rules(get_masker(), measured_questions(settings.data_folder))
    importing = Importing(database, live, rules)
    staff = await read_staff_questions(database)
    now = LearnableNow.gather(settings.data_folder, live.content, staff)
    plan = await importing.plan(now.without_own(read(path, live.content.raw)))
    for change in plan.changes:
        write(
            {
                "kind": change.subject.kind,
                "key": change.subject.key,
                "municipality": change.subject.municipality,
                "fields": [one.field for one in change.difference],
                "problems": [
                    {"level": one.level, "field": one.field, "text": one.text}
                    for one in change.problems
                ],
            }
        )
    return plan, importing


async def carry_out(importing: Importing, plan: Plan, path: Path) -> int:
    """Publish what was planned; gives how many subjects. Raises ContentConflictError."""
    return len(await importing.carry_out(plan, AUTHOR, f"Importeret fra {path.name}", True))


def read(path: Path, present: RawContent) -> Incoming:
    """Whichever of the kinds it is; raises UnreadableFileError, ContentRefusedError."""
    if path.is_dir():
        return from_folder(path, present)
    if path.stat().st_size > LARGEST_FILE:
        raise UnreadableFileError(f"{path.name} fylder over {LARGEST_FILE // 2**20} MB")
    data = path.read_bytes()
    return read_spreadsheet(data) if path.suffix.lower() == ".xlsx" else from_yaml(data)
