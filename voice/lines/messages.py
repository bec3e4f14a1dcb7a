"""Reads what peers write: JSON objects, and numbers in them."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from voice.errors import LineError
from voice.lines.socket import Socket

_CALLER: Final = re.compile(r"\+?[0-9]{3,20}")
_MUNICIPALITY: Final = re.compile(r"[0-9]{4}")
_LONGEST: Final = 100
_LARGEST: Final = 65_536


def read_object(message: str | bytes) -> dict[str, Any]:
    """The JSON object in a text message. Raises ``LineError`` when it holds none."""
    if isinstance(message, bytes):
        raise LineError("the peer sent bytes where text belongs")
    if len(message) > _LARGEST:
        raise LineError("the peer sent too large a message")
    try:
        found = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise LineError("the peer sent text that is no JSON") from error
    if not isinstance(found, dict):
        raise LineError("the peer sent JSON that is no object")
    return found


async def receive_object(socket: Socket) -> dict[str, Any]:
    """The next text message's object. Raises ``LineError``."""
    return read_object(await socket.receive())


def part(found: dict[str, Any], name: str) -> dict[str, Any]:
    """The object ``name`` in another. Raises ``LineError`` when there is none."""
    value = found.get(name)
    if not isinstance(value, dict):
        raise LineError(f"the peer sent a message without {name!r}")
    return value


def word(found: dict[str, Any], name: str) -> str:
    """An id of 1 to 100 characters. Raises ``LineError`` when there is none."""
    value = found.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise LineError(f"the peer sent a message without {name!r}")
    return value


def dialled_number(value: object) -> str | None:
    """A number or address that was rung."""
    said = value.strip() if isinstance(value, str) else ""
    return said if 0 < len(said) <= _LONGEST and said.isprintable() else None


def caller_number(value: object) -> str | None:
    """A caller's number without blanks; None when it is withheld ("anonymous")."""
    said = re.sub(r"[\s()-]", "", value) if isinstance(value, str) else ""
    return said if _CALLER.fullmatch(said) else None


def kommunekode(value: object) -> str | None:
    """Four digits, or None."""
    return value if isinstance(value, str) and _MUNICIPALITY.fullmatch(value) else None
