"""The walk through OWASP ASVS leaves no requirement out, and names only tests that are there."""

import ast
import re
from collections import Counter

from bot.settings import ROOT

TEXT = (ROOT / "docs" / "security" / "asvs.md").read_text(encoding="utf-8")
TABLES = [line.split("|")[1:4] for line in TEXT.splitlines() if re.match(r"\| \d", line)]
# Section to its last number, and to those that were removed or are of level 3 alone.
LAST = {
    "1.1": 7, "1.2": 4, "1.4": 5, "1.5": 4, "1.6": 4, "1.7": 2, "1.8": 2, "1.9": 2, "1.10": 1,
    "1.11": 2, "1.12": 2, "1.14": 6, "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 5, "2.5": 7, "2.6": 3,
    "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4, "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3,
    "3.7": 1, "4.1": 5, "4.2": 2, "4.3": 3, "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4,
    "6.1": 3, "6.2": 6, "6.3": 2, "6.4": 2, "7.1": 4, "7.2": 2, "7.3": 4, "7.4": 3, "8.1": 4,
    "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "10.2": 2, "10.3": 3, "11.1": 8, "12.1": 3, "12.2": 1,
    "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1, "13.1": 5, "13.2": 6, "13.3": 2, "13.4": 2,
    "14.1": 5, "14.2": 6, "14.3": 3, "14.4": 7, "14.5": 4,
}  # fmt: skip
REMOVED = {"1.4.2", "1.4.3", "1.12.1", "4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1"}


def test_each_requirement_is_answered_once() -> None:
    wanted = {f"{section}.{number}" for section, last in LAST.items()
              for number in range(1, last + 1)} - REMOVED  # fmt: skip
    named = Counter(one for row in TABLES for one in re.findall(r"\d+\.\d+\.\d+", row[0]))
    assert set(named) == wanted
    assert [one for one, times in named.items() if times > 1] == []


def test_each_answer_is_a_test_a_reason_or_a_gap() -> None:
    for numbers, _, answer in TABLES:
        assert re.search(r"test|design|operator|n/a|gap", answer), numbers


def test_each_test_that_is_named_is_there() -> None:
    missing = []
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT):
        file = ROOT / path
        tree = ast.parse(file.read_text(encoding="utf-8")) if file.exists() else ast.Module([], [])
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        if name not in {one.name for one in tree.body if isinstance(one, kinds)}:
            missing.append(f"{path}::{name}")
    assert missing == []
