"""Which model a rollback would return to."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.store.database import Database
from bot.store.model_tables import PointerRow, PublicationRow


async def read_before(database: Database) -> str | None:
    """The id of the model that answered before the present one; None when there is none."""
    now, before = aliased(PublicationRow), aliased(PublicationRow)

    def work(session: Session) -> str | None:
        found: str | None = session.scalar(
            select(before.model_id)
            .join(now, now.before == before.id)
            .join(PointerRow, PointerRow.publication_id == now.id)
        )
        return found

    return await database.read(work)
