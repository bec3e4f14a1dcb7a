"""Structured logs without personal data.

MUNI logs names, ids, numbers and times, never words a citizen wrote. Rasa would log those at
debug and warn about them at info, so its loggers are held at error, and a filter drops the
text of exceptions that might quote a message.
"""

import logging
import re
import sys
import warnings
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from bot.settings import Settings

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_QUIET = ("rasa", "sanic", "tensorflow", "absl", "apscheduler", "asyncio", "presidio-analyzer",
          "presidio_analyzer", "matplotlib", "urllib3", "alembic", "numba")  # fmt: skip


def configure_logs(settings: Settings) -> None:
    """Set up logging for the process; call it before Rasa is imported."""
    level = logging.getLevelName(settings.log_level)
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[Processor] = [
        # Among them the request id, which so stands in every line of a turn, a call or a job.
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        one_line,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _as_structured(level, shared, renderer)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="rasa")
    warnings.filterwarnings("ignore", module="pkg_resources")


def _as_structured(level: int, shared: list[Processor], renderer: Processor) -> None:
    """The lines of libraries and of the telephone in the same form, on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=level, handlers=[handler])
    for one in logging.getLogger().handlers:
        one.addFilter(_without_frames)


def one_line(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Any:
    """Write control characters out, so that nobody's words can pass for a line of the log."""
    for name, value in event.items():
        # Our own traceback has lines of its own; as JSON they are escaped as well.
        if isinstance(value, str) and name != "exception":
            event[name] = written_out(value)
    return event


def written_out(text: str) -> str:
    """``text`` with the codes of control characters and line separators instead of them."""
    return _CONTROL.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _without_frames(record: logging.LogRecord) -> bool:
    """Rasa's REST channel and asyncio put frames with the text into records; keep the kind only."""
    if record.exc_info and record.name.split(".")[0] in {"rasa", "asyncio", "uvicorn"}:
        kind = record.exc_info[0]
        record.msg = f"{kind.__name__ if kind else 'error'} in {record.name}"
        record.args = ()
        record.exc_info = None
        record.exc_text = None
    return True
