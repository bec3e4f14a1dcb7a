"""A file that waits in the database between the check and the change, whichever worker asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from bot.content.errors import WaitingFileGoneError
from bot.store.import_tables import WaitingImportRow

LIFE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """As it was handed in."""

    id: str
    name: str
    data: bytes


def keep(session: Session, user_id: str, name: str, data: bytes) -> str:
    """Keep a file in place of the user's last one, and throw away what is too old; gives its id."""
    old = datetime.utcnow() - LIFE
    session.execute(
        delete(WaitingImportRow)
        .where(or_(WaitingImportRow.user_id == user_id, WaitingImportRow.created < old))
        .execution_options(synchronize_session=False)
    )
    made = uuid4().hex
    session.add(WaitingImportRow(id=made, user_id=user_id, name=name[:200], data=data))
    return made


def get(session: Session, file_id: str, user_id: str) -> WaitingFile:
    """The user's own file; raises WaitingFileGoneError for any other."""
    row = session.get(WaitingImportRow, file_id)
    if row is None or row.user_id != user_id or row.created < datetime.utcnow() - LIFE:
        raise WaitingFileGoneError(file_id)
    return WaitingFile(row.id, row.name, row.data)


def forget(session: Session, user_id: str) -> None:
    """Throw the user's file away."""
    session.execute(
        delete(WaitingImportRow)
        .where(WaitingImportRow.user_id == user_id)
        .execution_options(synchronize_session=False)
    )
