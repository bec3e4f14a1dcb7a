"""Checks a page with axe-core against WCAG 2.1 A and AA, open shadow roots included."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG_21_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
"""The rules that EN 301 549 asks of public web sites, by axe-core's tags."""

_STILL = """() => [document, ...document.querySelectorAll("*")]
    .map((node) => (node === document ? node : node.shadowRoot))
    .flatMap((root) => root?.getAnimations() ?? [])
    .every((one) => one.playState !== "running"
        || one.effect.getComputedTiming().endTime === Infinity)"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line for each element; empty when all is well.

    Waits until animations are over, since a text that fades in has too little contrast.
    """
    page.wait_for_function(_STILL)
    run = {"runOnly": {"type": "tag", "values": WCAG_21_AA}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=run).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['target']}"
        for rule in found
        for node in rule["nodes"]
    ]
