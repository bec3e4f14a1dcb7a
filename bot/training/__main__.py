"""The process of one training: ``python -m bot.training RUN FOLDER PARENT``."""

import asyncio
import os
import signal
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import structlog

from bot.errors import ContentError, MuniError
from bot.logs import configure_logs
from bot.request_id import take_up_from_environment
from bot.settings import get_settings
from bot.store.database import Database
from bot.training.runs import TrainingRuns

log = structlog.get_logger(__name__)
_LOOK_S = 1.0


def main(identity: int, folder: Path, parent: int) -> int:
    """Train; gives the exit status. How it went is in the record of run ``identity``.

    ``parent`` is the process that watches over this one.
    """
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    # Rasa takes long to come, and nobody may be left to wait for it.
    from bot.training.job import Job, lowest_priority
    from bot.training.progress import Progress

    lowest_priority()
    settings = get_settings()
    configure_logs(settings)
    take_up_from_environment()
    database = Database(settings.database_url, 2)
    runs = TrainingRuns(database)
    by = asyncio.run(runs.get(identity)).by
    try:
        said = Job(settings, database, Progress(runs, identity), folder, by).run()
    except MuniError as refused:
        log.warning("training_refused", why=str(refused))
        asyncio.run(runs.end(identity, "failed", _in_words(refused)))
        return 1
    except (OSError, MemoryError) as short:
        log.exception("training_failed")
        room = f"Der manglede plads eller adgang på maskinen ({type(short).__name__})."
        asyncio.run(runs.end(identity, "failed", f"{room} Giv driften besked."))
        return 1
    except Exception:
        log.exception("training_failed")
        why = "Der skete en fejl i programmet. Giv driften besked; fejlen står i træningens logfil."
        asyncio.run(runs.end(identity, "failed", why))
        return 1
    asyncio.run(runs.end(identity, "done", said))
    return 0


def _in_words(refused: MuniError) -> str:
    said = str(refused)
    if isinstance(refused, ContentError):
        # Where it is helps anybody; what it is stands in a parser's words, which help few.
        where = said.partition(": ")[0]
        return f"{refused.title}: {where}. Hvad der er galt, står i træningens logfil."
    return f"{refused.title}. {said}" if said else f"{refused.title}."


def _end_with(parent: int) -> None:
    """Nobody would end a training whose supervisor was killed, so it ends itself."""
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
