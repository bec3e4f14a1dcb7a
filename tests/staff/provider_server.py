"""``oidc-provider-mock`` from PyPI, a real OpenID provider in a process of its own.

It needs pydantic 2 and so has an environment of its own, which uv makes.
"""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

VERSION = "0.3.4"
USERS: list[dict[str, Any]] = [
    {"sub": "mette", "name": "Mette Jensen", "email": "mette@by.dk", "roles": ["redaktion", "x"]},
    {"sub": "drift", "name": "Drift", "email": "drift@by.dk", "roles": ["drift"]},
    {"sub": "gaest", "name": "Gæst", "email": "gaest@by.dk", "roles": ["andet"]},
    {"sub": "uden", "name": "Uden e-mail", "roles": ["drift"]},
]


@contextmanager
def provider() -> Iterator[str]:
    """Runs the provider; gives its issuer address."""
    uv = shutil.which("uv") or pytest.fail("uv is missing: run make install")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    claims = [part for user in USERS for part in ("--user-claims", json.dumps(user))]
    command = [uv, "tool", "run", "--quiet", "--python", "3.11"]
    command += ["--from", f"oidc-provider-mock=={VERSION}", "oidc-provider-mock"]
    process = subprocess.Popen(
        [*command, "--port", str(port), *claims],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{issuer}/.well-known/openid-configuration", process)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


def agree(address: str, subject: str | None) -> httpx.URL:
    """What the user does on the provider's page: sign in as ``subject``, or say no.

    Gives where the provider sends the browser.
    """
    form = {"sub": subject} if subject else {"action": "deny"}
    answer = httpx.post(address, data=form)
    return httpx.URL(answer.headers["location"])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(address, timeout=1).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError("the provider did not start")
