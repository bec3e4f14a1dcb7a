"""Whether this process is about to stop: it still serves, and asks to be left out from now on."""

from threading import Event

_told = Event()


def begin_stopping() -> None:
    """From now on /readyz says no, and each answer closes its connection."""
    _told.set()


def is_stopping() -> bool:
    """Whether it was told to stop."""
    return _told.is_set()
