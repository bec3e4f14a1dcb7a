"""Free ports on loopback."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from itertools import count
from random import SystemRandom
from typing import Final

HOST: Final = "127.0.0.1"
_LOWEST, _HIGHEST = 20000, 32000
"""Below the ports that Linux gives to outgoing connections by itself."""


def free_ports(span: int = 1) -> int:
    """The first of ``span`` neighbouring even-started ports, free in UDP and TCP.

    They stay free only as long as nobody else takes them: use them soon.
    """
    dice = SystemRandom()
    for _ in count():
        first = dice.randrange(_LOWEST, _HIGHEST - span, 2)
        if all(_is_free(port) for port in range(first, first + span)):
            return first
    raise AssertionError


def _is_free(port: int) -> bool:
    with ExitStack() as held:
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
            probe = held.enter_context(socket.socket(socket.AF_INET, kind))
            try:
                probe.bind((HOST, port))
            except OSError:
                return False
    return True
