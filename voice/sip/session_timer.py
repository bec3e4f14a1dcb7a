"""Session timers: a call that neither side confirms any more is over (RFC 4028)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from voice.sip.message import Headers

_VALUE = re.compile(r"(\d{1,9})\s*((?:;.*)?)")


class TooSmallError(Exception):
    """The session interval asked for is below ours: 422."""


@dataclass(frozen=True, slots=True)
class Terms:
    """After ``interval_s`` without a refresh the call is over."""

    interval_s: int
    we_refresh: bool
    peer_supports: bool

    def as_answer(self) -> tuple[tuple[str, str], ...]:
        """The headers of a 2xx that says so."""
        refresher = "uas" if self.we_refresh else "uac"
        expires = ("Session-Expires", f"{self.interval_s};refresher={refresher}")
        return (expires,) if self.we_refresh else (("Require", "timer"), expires)

    def as_request(self) -> tuple[tuple[str, str], ...]:
        """The headers of our refresh."""
        return ("Supported", "timer"), ("Session-Expires", f"{self.interval_s};refresher=uac")


def terms_for(headers: Headers, longest_s: int, shortest_s: int) -> Terms:
    """What we answer to a request. Raises ``TooSmallError``, or ValueError when it is malformed."""
    supports = "timer" in (tag.lower() for tag in headers.listed("supported"))
    expires, refresher = _read(headers.get("session-expires"))
    least, _ = _read(headers.get("min-se"))
    if expires is not None and expires < shortest_s and supports:
        raise TooSmallError
    interval = max(min(expires or longest_s, longest_s), least or 0, shortest_s)
    we_refresh = not supports or refresher == "uas"
    return Terms(interval, we_refresh, supports)


def terms_after_refresh(headers: Headers, before: Terms) -> Terms:
    """What the 2xx to our refresh says. Raises ValueError when it is malformed."""
    expires, refresher = _read(headers.get("session-expires"))
    return Terms(expires or before.interval_s, refresher != "uas", before.peer_supports)


def least_interval(headers: Headers) -> int | None:
    """The Min-SE of a 422."""
    try:
        return _read(headers.get("min-se"))[0]
    except ValueError:
        return None


class SessionTimer:
    """Calls ``refresh`` at half time when that is ours to do, and ``expire`` shortly before the
    end (section 10).
    """

    def __init__(self, refresh: Callable[[], None], expire: Callable[[], None]) -> None:
        self._refresh = refresh
        self._expire = expire
        self._handles: list[asyncio.TimerHandle] = []

    def start(self, terms: Terms) -> None:
        """The session was confirmed now."""
        self.stop()
        loop = asyncio.get_running_loop()
        interval = terms.interval_s
        if terms.we_refresh:
            self._handles.append(loop.call_later(interval / 2, self._refresh))
        end = interval - min(32.0, interval / 3)
        self._handles.append(loop.call_later(end, self._expire))

    def stop(self) -> None:
        """The call is over."""
        for handle in self._handles:
            handle.cancel()
        self._handles.clear()


def _read(value: str | None) -> tuple[int | None, str | None]:
    if value is None:
        return None, None
    parts = _VALUE.fullmatch(value.strip())
    if parts is None:
        raise ValueError("not a session interval")
    found = re.search(r";\s*refresher\s*=\s*(uac|uas)", parts[2], re.IGNORECASE)
    return int(parts[1]), found[1].lower() if found else None
