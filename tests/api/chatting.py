"""A citizen who chats over the API."""

from typing import Any

import httpx


class Citizen:
    """One conversation and its token."""

    def __init__(self, client: httpx.AsyncClient, begun: dict[str, Any]) -> None:
        self.client = client
        self.id: str = begun["id"]
        self.greeting: list[dict[str, Any]] = begun["messages"]
        self.headers = {"Authorization": f"Bearer {begun['token']}"}
        self.url = f"/api/v1/conversations/{self.id}"

    @classmethod
    async def arrive(
        cls, client: httpx.AsyncClient, municipality: str | None = None, language: str = "da"
    ) -> "Citizen":
        """Begin a conversation."""
        body = {"municipality": municipality, "language": language}
        response = await client.post("/api/v1/conversations", json=body)
        assert response.status_code == 201, response.text
        return cls(client, response.json())

    async def send(self, **body: Any) -> httpx.Response:
        """Send a body as it is."""
        return await self.client.post(f"{self.url}/messages", json=body, headers=self.headers)

    async def say(self, text: str) -> dict[str, Any]:
        """Write, and get the first answer."""
        response = await self.send(text=text)
        assert response.status_code == 200, response.text
        first: dict[str, Any] = response.json()["messages"][0]
        return first

    async def press(self, payload: str) -> dict[str, Any]:
        """Press a quick reply, and get the first answer."""
        response = await self.send(payload=payload)
        assert response.status_code == 200, response.text
        first: dict[str, Any] = response.json()["messages"][0]
        return first

    async def history(self) -> list[dict[str, Any]]:
        """All messages."""
        response = await self.client.get(self.url, headers=self.headers)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages
