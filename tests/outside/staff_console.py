"""What tests of the console in a real browser share: users, signing in, looking at a page."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.outside.accessibility import violations
from tests.outside.conftest import Server

PASSWORD = "fire gode danske ord"


def muni(server: Server, *arguments: str) -> dict[str, str]:
    """`muni user` with these arguments, on the server's database; gives what it printed."""
    command = Path(sys.executable).parent / "muni"
    environment = {
        **os.environ,
        "MUNI_DATABASE_URL": f"sqlite:///{server.database}",
        "MUNI_PUBLIC_URL": server.url,
    }
    done = subprocess.run(
        [str(command), "user", *arguments], env=environment, capture_output=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def look(page: Page, name: str, widths: Sequence[int] = (768, 1280)) -> None:
    """No violation and nothing cut off, at each width.

    With ``MUNI_SCREENSHOTS=folder`` the page is also kept as a picture.
    """
    folder = os.environ.get("MUNI_SCREENSHOTS")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        assert violations(page) == [], f"{name} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} pixels wide at {width}"
        if folder:
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def sign_in(page: Page, url: str, email: str) -> None:
    """Sign in with the password of all."""
    page.goto(f"{url}/personale")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def enter(page: Page, server: Server, name: str, *rights: str) -> None:
    """A new member of staff, with rights as `muni user add` takes them, signs in at once."""
    email = f"{name.lower()}@by.dk"
    made = muni(server, "add", name, "--email", email, *rights)
    page.goto(made["link"])
    page.get_by_label("Ny adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Gem adgangskode").click()
    sign_in(page, server.url, email)
    expect(page.get_by_role("heading", name=f"Hej {name}")).to_be_visible()
