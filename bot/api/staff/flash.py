"""A message for the next page, in a cookie that only this browser's session can have made."""

import base64
import json

from fastapi import Request, Response

from bot.staff.tokens import derived, same

NAME = "muni_besked"


def read_flash(request: Request, key: str) -> list[str]:
    """The messages of the last page, if they were marked with ``key``, the form token."""
    body, _, mark = request.cookies.get(NAME, "").partition(".")
    if not mark or not same(mark, derived(key, body)):
        return []
    return [str(text) for text in json.loads(base64.urlsafe_b64decode(body))]


def write_flash(response: Response, key: str, texts: list[str]) -> None:
    """Leave the messages for the next page."""
    body = base64.urlsafe_b64encode(json.dumps(texts).encode()).decode()
    response.set_cookie(
        NAME, f"{body}.{derived(key, body)}", path="/personale", max_age=60,
        httponly=True, samesite="lax",
    )  # fmt: skip


def forget_flash(response: Response) -> None:
    """They were shown."""
    response.delete_cookie(NAME, path="/personale")
