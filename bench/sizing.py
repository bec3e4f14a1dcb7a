"""Writes the operator's sizing table into docs/drift.md, reckoned from bench/out/load.json.

Run: python -m bench.sizing, after python -m bench.load --workers 1. Nothing is measured here, and
nothing is written that was not measured.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

from bench.load import OUT

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "drift.md"
BEGIN, END = "<!-- mål: begynder (python -m bench.sizing) -->", "<!-- mål: slutter -->"
MUNICIPALITIES = (1, 10, 40, 98)
CHATS, CALLS, OF = 120_000, 300_000, 40
"""A year's, of so many municipalities together: Den Digitale Hotline."""
OPEN_SECONDS = 250 * 8 * 3600
PEAK = 20
"""The busiest minutes of an election day or a storm, against a usual working hour."""
TURNS, CALL_SECONDS = 5, 180
USED = 0.6
"""The share of what was measured that is counted on."""


def table(rows: list[dict[str, Any]]) -> str:
    """What is put between the marks; raises ValueError when one worker was not measured."""
    fit = [one for one in rows if one["workers"] == 1 and one["turns_a_second"] > 0]
    if not fit:
        raise ValueError("measure one worker first: python -m bench.load --workers 1")
    # The slowest that was measured counts: another database, or more that is stored.
    least = min(fit, key=lambda one: one["turns_a_second"])
    lines = [
        "| kommuner | chats om året | opkald om året | svar i sekundet, travlest | opkald ad"
        " gangen, travlest | web-processer | hukommelse til dem |",
        "|---|---|---|---|---|---|---|",
    ]
    for count in MUNICIPALITIES:
        chats, calls = (round(year * count / OF) for year in (CHATS, CALLS))
        turns = (chats + calls) / OPEN_SECONDS * PEAK * TURNS
        at_once = calls / OPEN_SECONDS * PEAK * CALL_SECONDS
        workers = max(2, math.ceil(turns / (USED * least["turns_a_second"])))
        memory = workers * least["memory_mb"] / 1024
        numbers = (f"{count}", f"{chats:,}".replace(",", "."), f"{calls:,}".replace(",", "."),
                   f"{turns:.1f}".replace(".", ","), f"{math.ceil(at_once)}", f"{workers}",
                   f"{memory:.1f} GB".replace(".", ","))  # fmt: skip
        lines.append(f"| {' | '.join(numbers)} |")
    measured = [
        "",
        "Målt (`bench/out/load.json`): fem sekunder mellem en borgers beskeder, 95 % under 300 ms:",
        "",
        "| database | web-processer | gemte beskeder | kerner | borgere ad gangen | svar i sekundet"
        " | 95 % under |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {one['database']} | {one['workers']} | {one['messages']} | {one['cores']} "
            f"| {one['citizens']} | {one['turns_a_second']} | {one['p95_ms']} ms |"
            for one in rows
        ),
    ]
    return "\n".join([*lines, *measured])


def main() -> None:
    """Put the table in its place."""
    if not OUT.exists():
        sys.exit("measure first: python -m bench.load --workers 1")
    text = MANUAL.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    written = table(json.loads(OUT.read_text(encoding="utf-8")))
    MANUAL.write_text(f"{before}{BEGIN}\n{written}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
