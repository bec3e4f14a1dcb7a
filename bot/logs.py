"""Structured logs without personal data.

MUNI logs names, ids, numbers and times, never words a citizen wrote. Rasa would log those at
debug and warn about them at info, so its loggers are held at error, and a filter drops the
text of exceptions that might quote a message.
"""

import logging
import sys
import warnings

import structlog

from bot.settings import Settings

_QUIET = ("rasa", "sanic", "tensorflow", "absl", "apscheduler", "asyncio", "presidio-analyzer",
          "presidio_analyzer", "matplotlib", "urllib3", "alembic", "numba")  # fmt: skip


def configure_logs(settings: Settings) -> None:
    """Set up logging for the process; call it before Rasa is imported."""
    level = logging.getLevelName(settings.log_level)
    renderer = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_without_frames)
    warnings.filterwarnings("ignore", module="rasa")
    warnings.filterwarnings("ignore", module="pkg_resources")


def _without_frames(record: logging.LogRecord) -> bool:
    """Rasa's REST channel and asyncio put frames with the text into records; keep the kind only."""
    if record.exc_info and record.name.split(".")[0] in {"rasa", "asyncio", "uvicorn"}:
        kind = record.exc_info[0]
        record.msg = f"{kind.__name__ if kind else 'error'} in {record.name}"
        record.args = ()
        record.exc_info = None
        record.exc_text = None
    return True
