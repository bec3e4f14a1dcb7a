"""A staff room on a database of its own, and users in it."""

from pathlib import Path
from typing import Any

from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE
from bot.staff.rights import Grant, Role
from bot.staff.staff import Staff, build_staff
from bot.staff.user import User
from bot.store.database import Database
from tests.databases import copied, filled

PASSWORD = "fire gode danske ord"
"""What everybody's password is."""


def migrated(folder: Path) -> Path:
    """An empty database with every table."""
    filled(folder / "empty.db")
    return folder / "empty.db"


def make_staff(empty: Path, folder: Path, **settings: Any) -> Staff:
    """A staff room on a copy of ``empty``."""
    url = copied(empty, folder / "staff.db")
    return build_staff(Settings(database_url=url, **settings), Database(url))


async def make_user(staff: Staff, name: str, *grants: Grant) -> User:
    """A user who has chosen the password; the e-mail is ``name@by.dk`` in small letters."""
    user = await staff.users.add(COMMAND_LINE, name, f"{name.lower()}@by.dk", grants)
    link = await staff.credentials.new_link(COMMAND_LINE, user.id)
    await staff.credentials.use_link(link, PASSWORD)
    return await staff.users.get(user.id)


def grant(role: str, place: str = "*") -> Grant:
    """``grant("editor", "0751")``."""
    return Grant(Role(role), place)
