"""What tests of topics and answers share: editors, and the forms they fill in."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser
from tests.content.conftest import an_answer
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
TOPICS = "/personale/emner"
DRAFTS = "/personale/kladder"
ANSWER = f"{TOPICS}/pas_pris/svar"
DRAFT = re.compile(r'name="draft" value="([0-9a-f]{32}:\d+)"')


async def editor(staff: Staff, browser: Open, name: str, place: str = "*") -> Browser:
    await make_user(staff, name, grant("editor", place))
    one = browser()
    await one.sign_in(f"{name.lower()}@by.dk")
    return one


def fields(**changed: Any) -> dict[str, Any]:
    """The form of an answer that keeps every rule."""
    answer = an_answer(**changed)
    return {
        "text": answer["text"],
        "spoken": answer["spoken"],
        "link_title": [link["title"] for link in answer["links"]],
        "link_url": [link["url"] for link in answer["links"]],
        "source_url": [source["url"] for source in answer["sources"]],
        "source_checked": [source["checked"] for source in answer["sources"]],
        "source_facts": ["" for _ in answer["sources"]],
    }


async def form(one: Browser, page: str) -> dict[str, str]:
    """What the page's form brings along of what the editor has seen."""
    shown = (await one.get(page)).text
    return {
        name: re.search(f'name="{name}" value="([^"]*)"', shown)[1]  # type: ignore[index]
        for name in ("seen", "saved")
    }


async def save(one: Browser, page: str, **fields: Any) -> httpx.Response:
    path = urlsplit(page)
    saved = await one.post(page, page, **(await form(one, page)) | fields)
    assert saved.status_code == 303, (path, saved.text)
    return saved


async def publish(one: Browser) -> httpx.Response:
    drafts = DRAFT.findall((await one.get(DRAFTS)).text)
    return await one.post(f"{DRAFTS}/udgiv", DRAFTS, draft=drafts, note="Ny pris")
