"""Run as ``python other_server.py MODEL``: speaks vosk-server's protocol, for tests without it.

Each message of samples is answered with ``{"partial": ...}`` or, when an utterance ended in it,
``{"text": ...}``; after ``{"eof" : 1}`` the last text is told and the connection closed.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from websockets.legacy.server import WebSocketServerProtocol, serve

from voice.engines.vosk import VoskModel
from voice.recognizer import Final


async def main(model: VoskModel) -> None:
    async def call(socket: WebSocketServerProtocol) -> None:
        stream = model.recognizer(8000)
        async for message in socket:
            if isinstance(message, str):
                assert message == '{"eof" : 1}'
                await socket.send(json.dumps({"text": stream.finish().text}))
                return
            told = stream.accept(message)
            key = "text" if isinstance(told, Final) else "partial"
            await socket.send(json.dumps({key: told.text}))

    port = int(os.environ["VOSK_SERVER_PORT"])
    async with serve(call, os.environ["VOSK_SERVER_INTERFACE"], port):
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main(VoskModel(Path(sys.argv[1]))))
