"""A WebSocket of the service, as the telephone lines know connections."""

from contextlib import suppress

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from voice.lines.socket import NO_CODE, SocketClosed


class VoiceSocket:
    """One accepted WebSocket."""

    def __init__(self, websocket: WebSocket) -> None:
        """``websocket`` is accepted already."""
        self._websocket = websocket

    async def receive(self) -> str | bytes:
        """The next message."""
        try:
            message = await self._websocket.receive()
        except RuntimeError as error:  # Starlette's word for receiving after the end
            raise SocketClosed from error
        if message["type"] == "websocket.disconnect":
            raise SocketClosed(message.get("code") or NO_CODE)
        text: str | None = message.get("text")
        data: bytes = message.get("bytes") or b""
        return data if text is None else text

    async def send_text(self, text: str) -> None:
        """Send; waits while the far end reads too slowly."""
        try:
            await self._websocket.send_text(text)
        except (WebSocketDisconnect, RuntimeError) as error:
            raise SocketClosed from error

    async def send_bytes(self, data: bytes) -> None:
        """Send; waits while the far end reads too slowly."""
        try:
            await self._websocket.send_bytes(data)
        except (WebSocketDisconnect, RuntimeError) as error:
            raise SocketClosed from error

    async def close(self, code: int) -> None:
        """Close; harmless when it is closed."""
        with suppress(WebSocketDisconnect, RuntimeError):
            await self._websocket.close(code)
