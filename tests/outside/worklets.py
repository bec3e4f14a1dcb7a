"""Lets audio worklets start in a page that Playwright drives.

Chromium holds every worklet back until a debugger lets it go, once Playwright has asked that of it
for workers; Playwright 1.55 knows nothing of worklets, and lets none go.
"""

import json
from typing import Any

from playwright.sync_api import Page

_GO_ON = json.dumps({"id": 1, "method": "Runtime.runIfWaitingForDebugger"})


def let_worklets_start(page: Page) -> None:
    """From now on, and until the page goes to another process."""
    debugger = page.context.new_cdp_session(page)

    def let_go(event: dict[str, Any]) -> None:
        to = {"sessionId": event["sessionId"], "message": _GO_ON}
        debugger.send("Target.sendMessageToTarget", to)

    debugger.on("Target.attachedToTarget", let_go)
    debugger.send(
        "Target.setAutoAttach",
        {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False},
    )
