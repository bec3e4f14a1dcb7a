"""The browser's telephone line with a test in the bot's place: it says what the test wants."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from fastapi.staticfiles import StaticFiles

from bot.api.middleware import Envelope
from bot.api.routes import pages

PIECE = 640
"""Bytes of 20 ms."""
SILENCE = bytes(PIECE)


class ScriptedLine:
    """Serves the real pages and static files; answers one call at a time on /voice/browser.

    Used from the test's thread; the server runs in one of its own.
    """

    def __init__(self, port: int) -> None:
        """Listen at ``port``."""
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.frames: list[dict[str, Any]] = []
        """The JSON frames that came, in order."""
        self.pieces: list[bytes] = []
        """The binary frames that came, in order."""
        self.closed = threading.Event()
        self.app = FastAPI()
        self.app.include_router(pages.router)
        self.app.mount("/static", StaticFiles(directory=pages.WEB / "static"))
        self.app.add_middleware(Envelope)
        self.app.websocket("/voice/browser")(self._answer)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._to_say: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._to_play: list[bytes] = []

    def say(self, kind: str, **values: Any) -> None:
        """Send a JSON frame of this type."""
        self._soon({"type": kind, **values})

    def play(self, pcm: bytes) -> None:
        """Send PCM in pieces of 20 ms, in real time; silence comes when there is none."""
        self._to_play += [pcm[at : at + PIECE] for at in range(0, len(pcm), PIECE)]

    def pour(self, pcm: bytes) -> None:
        """Send PCM all at once, as it comes after a stall of the network."""
        for at in range(0, len(pcm), PIECE):
            self._soon({"type": "pcm", "pcm": pcm[at : at + PIECE]})

    def cut(self) -> None:
        """Close the line without a word."""
        self._soon(None)

    def keys(self) -> str:
        """The keys that were pressed."""
        return "".join(frame["digit"] for frame in self.frames if frame["type"] == "key")

    def _soon(self, frame: dict[str, Any] | None) -> None:
        assert self._loop is not None, "no call yet"
        self._loop.call_soon_threadsafe(self._to_say.put_nowait, frame)

    async def _answer(self, socket: WebSocket) -> None:
        await socket.accept()
        self.closed.clear()
        self._to_say = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        sending = [
            asyncio.create_task(self._speak(socket)),
            asyncio.create_task(self._tell(socket)),
        ]
        try:
            while True:
                frame = await socket.receive()
                if frame["type"] == "websocket.disconnect":
                    break
                if frame.get("bytes") is not None:
                    self.pieces.append(frame["bytes"])
                else:
                    self.frames.append(json.loads(frame["text"]))
        except (WebSocketDisconnect, RuntimeError):
            pass  # the test cut the line
        finally:
            for task in sending:
                task.cancel()
            await asyncio.gather(*sending, return_exceptions=True)
            self.closed.set()

    async def _speak(self, socket: WebSocket) -> None:
        due = asyncio.get_running_loop().time()
        while True:
            await socket.send_bytes(self._to_play.pop(0) if self._to_play else SILENCE)
            due += 0.02
            await asyncio.sleep(due - asyncio.get_running_loop().time())

    async def _tell(self, socket: WebSocket) -> None:
        while (frame := await self._to_say.get()) is not None:
            if frame["type"] == "clear":
                self._to_play.clear()
            if "pcm" in frame:
                await socket.send_bytes(frame["pcm"])
            else:
                await socket.send_text(json.dumps(frame))
        await socket.close(1011)


@contextmanager
def answering() -> Iterator[ScriptedLine]:
    """A line that answers on a port of its own, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = ScriptedLine(listening.getsockname()[1])
        server = uvicorn.Server(
            uvicorn.Config(line.app, log_level="warning", lifespan="off", ws="wsproto")
        )
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield line
        finally:
            server.should_exit = True
            thread.join(20)
