"""The content that answers now: kept in memory, renewed by a thread that watches the database.

A turn reads one attribute and never the database. The thread asks for one number every two
seconds and builds anew only when it has grown; so a publication in another process is live
here within two seconds, and one in this process at once.
"""

import threading
from collections.abc import Callable
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.content import revisions
from bot.content.layered import Base, LayeredContent
from bot.content.layering import readable
from bot.content.revision import Revision
from bot.store.database import Database

log = structlog.get_logger(__name__)
POLL_S = 2.0


class LiveContent:
    """Holds the newest content; safe to read from any thread."""

    def __init__(self, data: Path) -> None:
        """With the data folder alone until :meth:`follow`; raises ContentError."""
        self.base = Base.read(data)
        self._content = LayeredContent.build(self.base)
        self._database: Database | None = None
        self._changing = threading.Lock()
        self._stopped = threading.Event()

    @property
    def content(self) -> LayeredContent:
        """What answers now."""
        return self._content

    def follow(self, database: Database, poll_s: float = POLL_S) -> Callable[[], None]:
        """Lay the database's published revisions over the base, now and whenever they change.

        Gives a function that stops it and goes back to the base, unless another database has
        been followed since. Raises SQLAlchemyError when the database can't be read now; later
        the newest content stays while it can't.
        """
        self._stopped.set()
        stopped = self._stopped = threading.Event()
        with self._changing:
            self._database = database
            self._content = LayeredContent.build(self.base)
        try:
            self.refresh()
        except SQLAlchemyError:
            self._database = None
            raise
        watching = threading.Thread(
            target=self._watch, args=(stopped, poll_s), name="content", daemon=True
        )
        watching.start()

        def stop() -> None:
            stopped.set()
            watching.join()
            with self._changing:
                if self._database is database:
                    self._database = None
                    self._content = LayeredContent.build(self.base)

        return stop

    def refresh(self) -> LayeredContent:
        """Look at the database now; gives the content. Raises SQLAlchemyError."""
        with self._changing:
            if self._database is not None:
                number = self._database.read_here(revisions.version)
                if number != self._content.version:
                    layers = self._database.read_here(_readable)
                    self._content = LayeredContent.build(self.base, layers, number)
                    log.info("content_changed", version=number, revisions=len(layers))
            return self._content

    def _watch(self, stopped: threading.Event, poll_s: float) -> None:
        while not stopped.wait(poll_s):
            try:
                self.refresh()
            except SQLAlchemyError as wrong:
                log.warning("content_not_read", why=type(wrong).__name__)


def _readable(session: Session) -> list[Revision]:
    """The revisions that count, without those that this version of MUNI can't read."""
    found = []
    for revision in revisions.current(session):
        if readable(revision.subject, revision.content):
            found.append(revision)
        else:
            log.error("revision_unreadable", revision=revision.id, key=revision.subject.key)
    return found
