"""Whole calls: the dialogues of tests/calls, spoken, and whether each ended rightly.

Run: python -m bench.whole_calls [--at-once 4] [--only TITLE]. Voices that no model was trained on,
A-law, packet loss, in two of them noise at 15 dB; all in real time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.cli.quiet import quiet_logs

OUT = Path(__file__).parent / "out"


def main(arguments: Sequence[str] | None = None) -> None:
    """Ring, print each call, write JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--at-once", type=int, default=4)
    options.add_argument("--only", default="")
    options.add_argument("--verbose", action="store_true")
    given = options.parse_args(arguments)
    quiet_logs()
    outcomes = asyncio.run(_ring_all(given.at_once, given.only))
    for outcome in outcomes:
        print(("ok    " if not outcome.wrong else "WRONG ") + outcome.title, *outcome.wrong)
        if outcome.wrong or given.verbose:
            print(*(f"        {line}" for line in outcome.said), sep="\n")
    right = sum(not outcome.wrong for outcome in outcomes)
    print(f"{right} of {len(outcomes)} calls ended rightly; load average {os.getloadavg()[0]:.1f}")
    OUT.mkdir(exist_ok=True)
    found = {"right": right, "calls": [asdict(o) for o in outcomes]}
    (OUT / "whole_calls.json").write_text(json.dumps(found, ensure_ascii=False, indent=1))


async def _ring_all(at_once: int, only: str) -> list[Any]:
    from bot.api.calls.switchboard import build_switchboard
    from bot.assembly import build_bot
    from bot.settings import get_settings
    from tests.calls.outcome import judge
    from tests.calls.scripted_caller import load, ring

    with tempfile.TemporaryDirectory() as folder:
        dialogues = [d for d in load(Path(folder)) if only in d.title]
        settings = get_settings().copy(
            update={
                "database_url": f"sqlite:///{folder}/calls.db",
                "calls_at_once": at_once,
                "sms": "off",
            }
        )
        bot = await asyncio.to_thread(build_bot, settings)
        switchboard = await asyncio.to_thread(build_switchboard, bot, settings)
        turns = asyncio.Semaphore(at_once)

        async def one(dialogue: Any) -> Any:
            async with turns:
                line = await ring(dialogue, switchboard)
            return await judge(dialogue, line, bot)

        outcomes = await asyncio.gather(*(one(dialogue) for dialogue in dialogues))
        await switchboard.close()
        bot.close()
    return outcomes


if __name__ == "__main__":
    main()
