"""Callers on each line, written from the protocols' specifications."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import uuid
from contextlib import suppress
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.legacy.client import WebSocketClientProtocol, connect

from voice.g711 import MU_LAW

PIECE = MU_LAW.decode(MU_LAW.encode(bytes(range(32, 64)) * 10))
"""20 ms at 8 kHz that mu-law does not change any more."""


class Caller:
    """One WebSocket call; ``open`` connects, ``begin`` says who calls."""

    line = ""
    rate = 8000

    def __init__(self, url: str, **headers: str) -> None:
        """``url`` of the line; ``headers`` besides those the protocol needs."""
        self.url = url
        self.headers = self.own_headers() | headers
        self.texts: list[dict[str, Any]] = []
        self.socket: WebSocketClientProtocol

    def own_headers(self) -> dict[str, str]:
        """What the protocol sends when it connects."""
        return {}

    async def open(self) -> None:
        """Connect."""
        self.socket = await connect(
            self.url,
            extra_headers=self.headers,
            subprotocols=self.subprotocols(),
            compression=None,
            max_size=None,
            max_queue=None,
            close_timeout=1,
            ping_interval=None,
        )

    def subprotocols(self) -> Any:
        """What the protocol asks for."""
        return None

    async def begin(self) -> None:
        """Say who calls."""
        raise NotImplementedError

    async def speak(self, pcm: bytes) -> None:
        """Send sound."""
        await self.socket.send(pcm)

    async def press(self, digit: str) -> None:
        """Press a key."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Hang up as the protocol does."""
        await self.socket.close(1000)

    async def text(self, **message: Any) -> None:
        """Send JSON."""
        await self.socket.send(json.dumps(message))

    async def hear(self, size: int) -> bytes:
        """The next ``size`` bytes of PCM; texts on the way are put in ``texts``."""
        heard = b""
        while len(heard) < size:
            heard += self.sound(await asyncio.wait_for(self.socket.recv(), 10))
        return heard

    def sound(self, message: str | bytes) -> bytes:
        """The PCM in a message, if any."""
        if isinstance(message, bytes):
            return message
        self.texts.append(json.loads(message))
        return b""

    async def told(self, **wanted: Any) -> dict[str, Any]:
        """Wait for a text with these values."""
        while True:
            for text in self.texts:
                if wanted.items() <= text.items():
                    return text
            self.sound(await asyncio.wait_for(self.socket.recv(), 10))

    async def closed(self) -> int:
        """Read until the service closes; gives the code."""
        with suppress(ConnectionClosed):
            while True:
                self.sound(await asyncio.wait_for(self.socket.recv(), 10))
        assert self.socket.close_code is not None
        return self.socket.close_code


class TwilioCaller(Caller):
    """<Connect><Stream>."""

    line = "twilio"
    stream, call, token = "MZ" + "a1" * 16, "CA" + "b2" * 16, "hemmelig"

    def own_headers(self) -> dict[str, str]:
        return {"X-Twilio-Signature": self.signature(self.url)}

    def signature(self, url: str) -> str:
        """Twilio's for this address."""
        made = hmac.new(self.token.encode(), url.encode(), hashlib.sha1).digest()
        return base64.b64encode(made).decode()

    async def begin(self) -> None:
        await self.text(event="connected", protocol="Call", version="1.0.0")
        await self.start()

    async def start(self, **parameters: str) -> None:
        """The second message."""
        start = {
            "accountSid": "AC" + "c3" * 16,
            "streamSid": self.stream,
            "callSid": self.call,
            "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            "customParameters": parameters,
        }
        await self.text(event="start", sequenceNumber="1", start=start, streamSid=self.stream)

    async def speak(self, pcm: bytes) -> None:
        payload = base64.b64encode(MU_LAW.encode(pcm)).decode()
        media = {"track": "inbound", "chunk": "1", "timestamp": "5", "payload": payload}
        await self.text(event="media", sequenceNumber="2", media=media, streamSid=self.stream)

    async def press(self, digit: str) -> None:
        dtmf = {"track": "inbound_track", "digit": digit}
        await self.text(event="dtmf", streamSid=self.stream, sequenceNumber="3", dtmf=dtmf)

    async def stop(self) -> None:
        await self.text(event="stop", streamSid=self.stream, stop={"callSid": self.call})

    def sound(self, message: str | bytes) -> bytes:
        assert isinstance(message, str)
        found = json.loads(message)
        assert found["streamSid"] == self.stream
        if found["event"] != "media":
            self.texts.append(found)
            return b""
        return MU_LAW.decode(base64.b64decode(found["media"]["payload"], validate=True))


class AsteriskCaller(Caller):
    """chan_websocket with f(json) and slin."""

    line = "asterisk"
    format, frame = "slin", 320

    def __init__(self, url: str, **headers: str) -> None:
        super().__init__(url, **headers)
        self.connection = str(uuid.uuid4())

    def subprotocols(self) -> Any:
        return ["media"]

    async def begin(self, **variables: str) -> None:
        await self.text(
            event="MEDIA_START",
            connection_id=self.connection,
            channel=f"WebSocket/muni/{self.connection}",
            channel_id="1761245643.1",
            format=self.format,
            optimal_frame_size=self.frame,
            ptime=20,
            channel_variables={"DIALEDPEERNUMBER": "muni/c(slin)f(json)", **variables},
        )

    async def press(self, digit: str) -> None:
        await self.text(event="DTMF_END", channel_id="1761245643.1", digit=digit)


class JambonzCaller(Caller):
    """The listen verb."""

    line = "jambonz"
    protocol = "audio.jambonz.org"

    def __init__(self, url: str, **headers: str) -> None:
        super().__init__(url, **headers)
        self.call = str(uuid.uuid4())

    def subprotocols(self) -> Any:
        return [self.protocol]

    async def begin(self, **metadata: Any) -> None:
        known = {"from": "+4520304050", "to": "+4587101010", "direction": "inbound"}
        rate = {"sampleRate": self.rate, "mixType": "mono"}
        await self.text(callSid=self.call, **{**known, **rate, **metadata})

    async def press(self, digit: str) -> None:
        await self.text(event="dtmf", dtmf=digit, duration="1600")


class BrowserCaller(Caller):
    """A page of the service itself."""

    line = "browser"
    rate = 16000

    def own_headers(self) -> dict[str, str]:
        return {"Origin": self.url.replace("ws://", "http://").removesuffix("/voice/browser")}

    async def begin(self, municipality: str | None = "0751") -> None:
        await self.text(
            type="start", sample_rate=self.rate, municipality=municipality, conversation=None
        )

    async def press(self, digit: str) -> None:
        await self.text(type="key", digit=digit)

    async def stop(self) -> None:
        await self.text(type="stop")


CALLERS: list[type[Caller]] = [TwilioCaller, AsteriskCaller, JambonzCaller, BrowserCaller]
