"""Members of staff of a real server: made on the command line, signed in over HTTP."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.outside.conftest import Server

PASSWORD = "fire gode danske ord"
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


def make_user(server: Server, name: str, role: str, municipality: str | None) -> str:
    """A user who has chosen the password; gives the e-mail."""
    email = f"{name.split(maxsplit=1)[0].lower()}@by.dk"
    muni = Path(sys.executable).parent / "muni"
    environment = {
        **os.environ,
        "MUNI_DATABASE_URL": f"sqlite:///{server.database}",
        "MUNI_PUBLIC_URL": server.url,
    }
    place = ["--municipality", municipality] if municipality else ["--all"]
    command = [str(muni), "user", "add", name, "--email", email, "--role", role, *place]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    path = urlsplit(json.loads(done.stdout)["link"]).path
    with httpx.Client(base_url=server.url, follow_redirects=True, timeout=30) as browser:
        csrf = form_token(browser.get(path))
        browser.post(path, data={"csrf": csrf, "password": PASSWORD}).raise_for_status()
    return email


async def signed_in(server: Server, email: str) -> tuple[httpx.AsyncClient, str]:
    """A browser of theirs, and its form token."""
    # Lines are given up before the server closes them, which it does after five idle seconds.
    browser = httpx.AsyncClient(
        base_url=server.url,
        follow_redirects=True,
        timeout=60,
        limits=httpx.Limits(keepalive_expiry=2),
    )
    page = "/personale/log-ind"
    csrf = form_token(await browser.get(page))
    home = await browser.post(page, data={"csrf": csrf, "email": email, "password": PASSWORD})
    assert home.status_code == 200
    return browser, form_token(home)


def form_token(page: httpx.Response) -> str:
    """What the page's forms carry."""
    found = _TOKEN.search(page.text)
    assert found, page.text[:500]
    return found[1]
