"""Key presses that come as INFO: application/dtmf-relay and application/dtmf."""

from __future__ import annotations

import re

from voice.sip.checking import media_type
from voice.sip.message import Request

KEY_TYPES = ("application/dtmf-relay", "application/dtmf")
_SIGNAL = re.compile(rb"^[ \t]*signal[ \t]*=[ \t]*([0-9*#A-D]|1[0-5])[ \t]*\r?$", re.I | re.M)
_PLAIN = re.compile(rb"([0-9*#A-D]|1[0-5])", re.I)
_NUMBERED = {"10": "*", "11": "#", "12": "A", "13": "B", "14": "C", "15": "D"}


def read_key(info: Request) -> str | None:
    """The key, one of ``0123456789*#ABCD``; None when the body holds none."""
    if media_type(info) == "application/dtmf-relay":
        found = _SIGNAL.search(info.body)
    else:
        found = _PLAIN.fullmatch(info.body.strip())
    if found is None:
        return None
    key = found[1].decode().upper()
    return _NUMBERED.get(key, key)
