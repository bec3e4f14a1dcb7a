"""Alarms and dashboard ask for figures that exist, and each alarm says what to do."""

import json
import re
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot.api import metrics
from bot.api.calls import metrics as call_metrics
from bot.api.metrics_page import exposition
from bot.api.state_metrics import state_metrics
from bot.assembly import Bot
from tests.deploy.programs import DEPLOY, checked, program

RULES = yaml.safe_load((DEPLOY / "prometheus" / "rules.yml").read_text(encoding="utf-8"))
ALARMS: list[dict[str, Any]] = RULES["groups"][0]["rules"]
DASHBOARD = json.loads((DEPLOY / "grafana" / "muni.json").read_text(encoding="utf-8"))
EXPRESSIONS = [
    (panel["title"], target["expr"])
    for panel in DASHBOARD["panels"]
    for target in panel.get("targets", [])
]
OF_PROMETHEUS = {"up"}
DEFINED = (metrics, call_metrics)
"""Imported so that what they define is there."""
_METRIC = re.compile(r"\bmuni_\w+|\bup\b")


@pytest.fixture
async def known(bot: Bot) -> set[str]:
    """Every name a sample may have."""
    names = set(OF_PROMETHEUS)
    for family in REGISTRY.collect():
        ends = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}
        names |= {family.name + end for end in ends.get(family.type, [""])}
    page = exposition(await state_metrics(bot)).decode()
    return names | {family.name for family in text_string_to_metric_families(page)}


def _anchors() -> set[str]:
    text = (DEPLOY.parent / "docs" / "drift.md").read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


async def test_alarms_and_panels_ask_for_figures_that_exist(known: set[str]) -> None:
    asked = [(alarm["alert"], alarm["expr"]) for alarm in ALARMS] + EXPRESSIONS
    missing = {where: unknown for where, expr in asked
               if (unknown := set(_METRIC.findall(expr)) - known)}  # fmt: skip
    assert not missing
    assert all(_METRIC.search(expr) for _, expr in asked)


def test_each_alarm_has_its_place_in_the_manual() -> None:
    anchors = _anchors()
    for alarm in ALARMS:
        place, _, anchor = alarm["annotations"]["runbook"].partition("#")
        assert place == "docs/drift.md"
        assert anchor in anchors, alarm["alert"]
        assert alarm["labels"]["severity"] in {"critical", "warning"}
        assert alarm["annotations"]["summary"]


def test_prometheus_accepts_the_files_and_the_alarms_go_off() -> None:
    promtool = program("promtool")
    checked(promtool, "check", "config", str(DEPLOY / "prometheus" / "prometheus.yml"))
    checked(promtool, "test", "rules", str(DEPLOY / "prometheus" / "rules_test.yml"))
