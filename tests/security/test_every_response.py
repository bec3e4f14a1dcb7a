"""Whatever is asked for, the answer carries the headers, and no path leads out of its folder."""

import re

import httpx

from bot.api.staff.route import HEADERS

PAGES = ["/", "/side", "/widget.js", "/openapi.json", "/healthz", "/personale", "/findes-ikke",
         "/personale/log-ind", "/static/widget/panel.js", "/api/v1/topics",
         "/api/v1/conversations/x"]  # fmt: skip
NEEDED = {
    "x-content-type-options": "nosniff", "x-frame-options": "DENY",
    "referrer-policy": "(strict-origin-when-cross-origin|same-origin)",
    "permissions-policy": "camera=\\(\\)", "strict-transport-security": "max-age=31536000",
    "content-security-policy": "frame-ancestors 'none'",
}  # fmt: skip


OUTSIDE = [
    "/static/../settings.py", "/static/%2e%2e/%2e%2e/settings.py", "/static/%00",
    "/static/..%2f..%2fsettings.py", "/static/....//settings.py", "/static//etc/passwd",
    "/static/widget/..%5c..%5cx", "/personale/historik/udtraek/../../x.csv",
    "/personale/historik/%2e%2e%2f%2e%2e", "/api/v1/answers/..%2f..%2ftopics",
]  # fmt: skip


async def test_every_page_carries_the_headers(client: httpx.AsyncClient) -> None:
    for path in PAGES:
        answer = await client.get(path)
        for name, value in NEEDED.items():
            assert re.search(value, answer.headers.get(name, "")), (path, name)
        policy = answer.headers["content-security-policy"]
        assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
        assert "server" not in answer.headers and "x-powered-by" not in answer.headers


async def test_no_path_leads_out(client: httpx.AsyncClient) -> None:
    for path in OUTSIDE:
        answer = await client.get(path)
        assert answer.status_code in {303, 404, 422}, path
        assert "class Settings" not in answer.text and "root:" not in answer.text


async def test_a_header_with_a_line_break_never_comes_back(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz", headers={"X-Request-Id": "abcdefgh evil"})
    assert "evil" not in answer.headers["x-request-id"]


async def test_errors_tell_nothing_of_the_machine(client: httpx.AsyncClient) -> None:
    for path in ("/findes-ikke", "/api/v1/answers/findes-ikke", "/api/v1/conversations/x"):
        text = (await client.get(path)).text
        assert "Traceback" not in text and "/bot/" not in text and "sqlalchemy" not in text.lower()


async def test_a_method_nobody_offers_is_refused(client: httpx.AsyncClient) -> None:
    for method in ("TRACE", "PUT", "PATCH", "CONNECT"):
        assert (await client.request(method, "/api/v1/topics")).status_code in {404, 405}


def test_the_consoles_own_policy_is_stricter() -> None:
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]
    assert HEADERS["Cache-Control"] == "no-store"
