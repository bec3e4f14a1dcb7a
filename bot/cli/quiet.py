"""Logs of command-line tools: errors only, and never on standard output."""

import os
import warnings

from bot.logs import configure_logs
from bot.settings import get_settings


def quiet_logs() -> None:
    """Call before Rasa is imported."""
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    warnings.filterwarnings("ignore")
    configure_logs(get_settings().copy(update={"log_level": "ERROR"}))
