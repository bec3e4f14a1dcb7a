"""The hotline as a caller meets it: how long until MUNI answers, falls silent, and at what cost.

`muni lines` runs in a process of its own and is rung over SIP by callers of ours, who measure. Run:
python -m bench.hotline
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import soundfile

from bench.hotline_callers import Measured, Questions, play
from bench.process import Watched, memory_mb
from tests.outside.telephone.hotline import Hotline
from tests.outside.telephone.phrases import record
from voice.danish.espeak import Speaker

OUT = Path(__file__).parent / "out"
CALLS = (1, 4, 8)
MORE_CALLS = (12, 16, 24, 32)
"""Tried one after another as long as the answers come in time."""
IN_TIME_MS = 1500.0
SECONDS = 60.0
MOST_CALLS = 64
QUESTIONS = (
    "hvad koster et pas",
    "hvordan melder jeg flytning",
    "hvornår kan jeg komme af med haveaffald",
    "hvordan søger jeg boligstøtte",
    "hvordan får jeg et nyt sundhedskort",
    "hvordan skriver jeg mit barn op til vuggestue",
)
VOICES = (Speaker("m4"), Speaker("f3"), Speaker("david", rate=150), Speaker("linda", rate=150))
"""Kept for testing."""
COLUMNS = {
    "calls": "calls",
    "answers": "answers",
    "reply_p50_ms": "reply p50",
    "reply_p95_ms": "reply p95",
    "silent_p95_ms": "silent p95",
    "gap_p99_ms": "gap p99",
    "late_p99_ms": "of these ours",
    "cpu_a_call": "cpu a call",
    "mb_a_call": "MB a call",
    "load": "load",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, write JSON."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        questions = _questions(folder)
        # Everything is local to one municipality: no question back, which would be another turn.
        environment = {
            "MUNI_CALLS_AT_ONCE": str(MOST_CALLS),
            "MUNI_TELEPHONE_NUMBERS": "1010=0751",
        }
        began = time.perf_counter()
        with Hotline(folder / "lines", **environment) as hotline:
            results = {
                "cores": os.cpu_count(),
                "load_average": [round(value, 1) for value in os.getloadavg()],
                "start_s": round(time.perf_counter() - began, 1),
                "idle_mb": round(memory_mb(hotline.pid), 1),
                "seconds": options.seconds,
                "rows": [],
            }
            asyncio.run(play(("127.0.0.1", hotline.port), questions, 1, 15.0))
            for calls in [*options.calls, *options.more]:
                row = _measure(hotline, questions, calls, options.seconds)
                results["rows"].append(row)
                if calls in options.more and not _in_time(row):
                    break
                if not hotline.alive:
                    sys.exit(f"muni lines ended by itself:\n{hotline.log[-3000:]}")
    in_time = [row["calls"] for row in results["rows"] if _in_time(row)]
    results["most_calls_in_time"] = max(in_time, default=0)
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1) + "\n"
    (options.out / "hotline.json").write_text(text, encoding="utf-8")
    _print(results)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, nargs="*", default=CALLS)
    parser.add_argument("--more", type=int, nargs="*", default=MORE_CALLS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each row")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args(arguments)


def _questions(folder: Path) -> Questions:
    texts = {str(number): text for number, text in enumerate(QUESTIONS)}
    voices = (
        record(texts, folder / f"voice-{number}", speaker) for number, speaker in enumerate(VOICES)
    )
    return [[soundfile.read(f, dtype="int16")[0] for f in files.values()] for files in voices]


def _measure(hotline: Hotline, questions: Questions, calls: int, seconds: float) -> dict[str, Any]:
    before_mb = memory_mb(hotline.pid)
    began = time.perf_counter()
    with Watched(hotline.pid) as watched:
        measured = asyncio.run(play(("127.0.0.1", hotline.port), questions, calls, seconds))
    wall_s = time.perf_counter() - began
    return {
        "calls": calls,
        **_figures(measured),
        "cpu_a_call": round(watched.cpu_s / wall_s / calls, 3),
        "mb_a_call": round((watched.most_mb - before_mb) / calls, 1),
        "most_mb": round(watched.most_mb, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def _figures(measured: Measured) -> dict[str, Any]:
    return {
        "answers": len(measured.reply_ms),
        "unanswered": measured.unanswered,
        "interruptions": len(measured.silent_ms),
        "uninterrupted": measured.uninterrupted,
        "lost_calls": measured.lost,
        "reply_p50_ms": _share(measured.reply_ms, 0.5),
        "reply_p95_ms": _share(measured.reply_ms, 0.95),
        "silent_p50_ms": _share(measured.silent_ms, 0.5),
        "silent_p95_ms": _share(measured.silent_ms, 0.95),
        "gap_p99_ms": _share(measured.gap_ms, 0.99),
        "late_p99_ms": _share(measured.late_ms, 0.99),
    }


def _in_time(row: dict[str, Any]) -> bool:
    worst = row["reply_p95_ms"]
    return worst is not None and worst < IN_TIME_MS and not row["lost_calls"]


def _share(values: Sequence[float], share: float) -> float | None:
    return round(sorted(values)[int(share * len(values))], 1) if values else None


def _print(results: dict[str, Any]) -> None:
    load = ", ".join(str(value) for value in results["load_average"])
    print(
        f"muni lines: {results['cores']} cores, load average at the start {load}; started in "
        f"{results['start_s']} s, {results['idle_mb']} MB idle; {results['seconds']:.0f} s a row"
    )
    print("".join(f"{title:>14}" for title in COLUMNS.values()))
    for row in results["rows"]:
        print("".join(f"{'-' if row[key] is None else row[key]:>14}" for key in COLUMNS))
    print(
        "ms. reply: from the caller's last sound to the first of MUNI's answer. silent: from the "
        "first sound of an\ninterruption until MUNI is. gap: between two of MUNI's packets as they "
        "arrive; of these ours: how late the callers\nwere themselves. cpu: cores in use by one "
        f"call. Largest number of calls with 95 % under {IN_TIME_MS:.0f} ms: "
        f"{results['most_calls_in_time']}"
    )
    for row in results["rows"]:
        wrong = {key: row[key] for key in ("unanswered", "uninterrupted", "lost_calls") if row[key]}
        if wrong:
            print(f"at {row['calls']} calls: {wrong}")


if __name__ == "__main__":
    main()
