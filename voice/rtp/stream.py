"""One call's sound over RTP: a socket, what is heard from it, and what is said into it."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Final, Literal

from voice.errors import LineError
from voice.g711 import A_LAW, MU_LAW, Law
from voice.rtp.counts import Counts
from voice.rtp.packet import LARGEST_BYTES, parse
from voice.rtp.ports import PortRange
from voice.rtp.receiver import PCMA, PCMU, Receiver
from voice.rtp.sender import Sender
from voice.rtp.source import Address, Source, checked

Codec = Literal["pcma", "pcmu"]

_log = logging.getLogger(__name__)
_CODECS: Final[dict[Codec, tuple[int, Law]]] = {"pcma": (PCMA, A_LAW), "pcmu": (PCMU, MU_LAW)}
_DYNAMIC: Final = range(96, 128)


class RtpStream:
    """The sound of one call; all of it belongs to one event loop.

    ``on_audio`` gets 320 bytes (20 ms of 16-bit little-endian mono PCM at 8 kHz) at a time, in
    order, as soon as they can be given and never by a clock of its own; holes are filled in. From
    the first packet or the first ``send`` on, whichever is earlier, a caller who sends nothing is
    heard as silence. ``on_key`` gets each key pressed once: one of ``0123456789*#ABCD``.
    """

    def __init__(
        self,
        bound: socket.socket,
        on_audio: Callable[[bytes], None],
        on_key: Callable[[str], None],
    ) -> None:
        """Use ``open``."""
        self._socket = bound
        self._port = int(bound.getsockname()[1])
        self._on_audio, self._on_key = on_audio, on_key
        self._loop = asyncio.get_running_loop()
        self._receiver = Receiver(self._give_audio, self._give_key)
        self._sender = Sender()
        self._source = Source()
        self._payload_type, self._law = _CODECS["pcma"]
        self._timer: asyncio.Handle | None = None
        # Kept here, for a timer of uvloop's that is due at once can't tell when.
        self._timer_due = 0.0
        self._told: set[str] = set()
        self._closed = False
        self.last_received = self._loop.time()
        """When the last packet of the caller's came, in the event loop's time; before the first,
        when the stream was opened.
        """
        self._loop.add_reader(bound, self._read)

    @classmethod
    async def open(
        cls,
        host: str,
        ports: PortRange,
        on_audio: Callable[[bytes], None],
        on_key: Callable[[str], None],
    ) -> RtpStream:
        """Listens on ``host``, an IP address; nothing is heard or sent before ``set_remote``.

        Raises ``LineError`` when no port is free.
        """
        return cls(ports.bind(host), on_audio, on_key)

    @property
    def port(self) -> int:
        """The UDP port to name in the SDP."""
        return self._port

    @property
    def counts(self) -> Counts:
        """What became of the packets so far."""
        return self._receiver.counts

    def set_remote(
        self,
        address: Address,
        codec: Codec,
        event_payload: int | None,
        source_lock: bool = True,
    ) -> None:
        """What the SDP says: where to send, how, and which payload type (96 to 127) brings keys.

        Port 0 or an unspecified host stops the sending until the next call. Either codec is
        understood, whichever is sent. With ``source_lock`` only the caller is heard (see
        ``Source``); without, anybody is.

        Raises ``LineError``, and changes nothing, when the address or the payload type can't be
        used.
        """
        if event_payload is not None and event_payload not in _DYNAMIC:
            raise LineError(f"RTP-typen {event_payload} kan ikke bruges til tastetryk.")
        version = 6 if self._socket.family == socket.AF_INET6 else 4
        self._source.expect(checked(address, version), source_lock)
        self._payload_type, self._law = _CODECS[codec]
        self._receiver.event_payload = event_payload

    def send(self, pcm: bytes) -> None:
        """Send 20 ms of 16-bit little-endian mono PCM at 8 kHz. Never blocks; what the network
        doesn't take is gone. Does nothing on a closed stream or while nobody is to be sent to.
        """
        target = self._source.target
        if target is None or self._closed:
            return
        now = self._loop.time()
        self._receiver.begin(now)
        self._wake()
        try:
            self._socket.sendto(
                self._sender.packet(self._payload_type, self._law.encode(pcm), now), target
            )
        except OSError as error:
            # Also what an ICMP message said of an earlier packet (ECONNREFUSED).
            self._tell(f"sending failed: {error.strerror}")

    def close(self) -> None:
        """Free the port; nothing is told afterwards. May be called twice."""
        if self._closed:
            return
        self._closed = True
        self._loop.remove_reader(self._socket)
        self._socket.close()
        if self._timer is not None:
            self._timer.cancel()

    def _read(self) -> None:
        # One at a time, so that a flood on one call starves no other.
        try:
            datagram, address = self._socket.recvfrom(LARGEST_BYTES + 1)
        except OSError:
            return
        self._hear(datagram, address[:2])

    def _hear(self, datagram: bytes, address: Address) -> None:
        packet = parse(datagram)
        usable = packet is not None and self._receiver.understands(packet)
        if not usable:
            self.counts.unusable += 1
        if packet is None or not (usable or address == self._source.target):
            return
        if not self._source.admits(address, packet):
            self.counts.foreign += 1
            self._tell("a foreign source sends to it and is not heard")
            return
        self.last_received = now = self._loop.time()
        self._receiver.take(packet, now)
        self._wake()

    def _wake(self) -> None:
        due = self._receiver.due()
        if due is None or self._closed:
            return
        if self._timer is not None:
            if self._timer_due <= due:
                return
            self._timer.cancel()
        self._timer_due = due
        self._timer = self._loop.call_at(due, self._tick)

    def _tick(self) -> None:
        self._timer = None
        now = self._loop.time()
        due = self._receiver.due()
        try:
            if due is not None and due <= now:
                self._receiver.tick(now)
        finally:
            self._wake()

    def _give_audio(self, pcm: bytes) -> None:
        if not self._closed:
            self._on_audio(pcm)

    def _give_key(self, digit: str) -> None:
        if not self._closed:
            self._on_key(digit)

    def _tell(self, what: str) -> None:
        if what not in self._told:
            self._told.add(what)
            _log.warning("RTP port %d: %s (told once)", self.port, what)
