"""Questions that staff labelled: most are learnt from, some are kept apart to measure with."""

from dataclasses import dataclass

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from bot.dialogue.labelled import Labelled
from bot.store.database import Database

TABLE = "labelled_questions"


@dataclass(frozen=True, slots=True)
class StaffQuestions:
    """Masked wordings with the topic that staff say is right, each list in a fixed order."""

    learnt: tuple[Labelled, ...] = ()
    held_out: tuple[Labelled, ...] = ()
    """Never learnt from; whoever labels decides it once for each wording."""


async def read_staff_questions(database: Database) -> StaffQuestions:
    """All of them; none in a database from before staff could label."""

    def work(session: Session) -> StaffQuestions:
        if not inspect(session.connection()).has_table(TABLE):
            return StaffQuestions()
        rows = session.execute(
            text(
                "SELECT DISTINCT text, topic, held_out FROM labelled_questions"
                " WHERE topic IS NOT NULL ORDER BY text, topic"
            )
        ).all()
        return StaffQuestions(
            tuple(Labelled(row.text, row.topic) for row in rows if not row.held_out),
            tuple(Labelled(row.text, row.topic) for row in rows if row.held_out),
        )

    return await database.read(work)
