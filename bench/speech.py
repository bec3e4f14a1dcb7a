"""Hearing many callers at once: MUNI's recognizer against alphacep's vosk-server.

Same model, same machine, same calls, one after the other. Run: make bench. The other server is not
a part of MUNI; without it its rows are left out:

    git clone https://github.com/alphacep/vosk-server
    VOSK_SERVER=vosk-server make bench
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

from bench import in_process, vosk_server
from bench.calls import Heard
from bench.process import Watched
from bench.recordings import write_index
from bench.spoken import record
from bot.settings import get_settings
from voice.engines.checking import load_checked
from voice.errors import ModelError

OUT = Path(__file__).parent / "out"
STREAMS = (1, 8, 16)
SECONDS = 45.0
WARM_UP_SECONDS = 3.0
RECORDINGS = 64
TRIAL_SECONDS = 180.0
"""A busy machine is no reason to call the model broken."""
BEHIND_MS = 200.0
"""A piece answered so late means that the machine had no time for the callers."""
SEED = 11
MUNI, OTHER = "muni", "vosk-server"
ABOUT = ("start_s", "load_s", "before_mb", "loaded_mb")
COLUMNS = {
    "streams": "streams",
    "cpu": "cpu s/s",
    "rss_mb": "rss MB",
    "piece_p99_ms": "piece p99",
    "finish_p50_ms": "finish p50",
    "finish_p95_ms": "finish p95",
    "endpoint_p50_ms": "endpoint p50",
    "endpoint_p95_ms": "endpoint p95",
}


class Side(Protocol):
    """What is measured: a running process that can be called."""

    pid: int
    about: dict[str, float]

    def play(self, streams: int, seconds: float) -> Heard:
        """What that many callers saw in so long."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both, print a table, write JSON."""
    options = _options(arguments)
    began = time.perf_counter()
    try:
        load_checked(options.model, TRIAL_SECONDS)
    except ModelError as error:
        sys.exit(str(error))
    checked_s = time.perf_counter() - began
    script = vosk_server.find(options.vosk_server)
    results: dict[str, Any] = {
        "model": options.model.name,
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
        "seconds": options.seconds,
        "checked_load_s": round(checked_s, 2),
    }
    results |= _measure_all(options, script)
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1) + "\n"
    (options.out / "speech.json").write_text(text, encoding="utf-8")
    _print(results)
    if script is None:
        where = options.vosk_server or "no --vosk-server PATH, no VOSK_SERVER"
        print(f"vosk-server was not measured: no {vosk_server.SCRIPT} ({where}). To measure it:")
        print("  git clone https://github.com/alphacep/vosk-server")
        print("  VOSK_SERVER=vosk-server make bench")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    settings = get_settings()
    given = os.environ.get("VOSK_SERVER")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vosk-server", type=Path, default=Path(given) if given else None)
    parser.add_argument("--model", type=Path, default=settings.speech_model)
    parser.add_argument("--texts", type=Path, default=settings.data_folder / "tests/speech.jsonl")
    parser.add_argument("--streams", type=int, nargs="+", default=STREAMS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each row")
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args(arguments)


def _measure_all(options: argparse.Namespace, script: Path | None) -> dict[str, Any]:
    lines = options.texts.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as running:
        folder = Path(temporary)
        chosen = random.Random(SEED).sample(texts, min(RECORDINGS, len(texts)))
        recordings = record(chosen, folder)
        write_index(recordings, folder)
        sides: dict[str, Side] = {
            MUNI: running.enter_context(in_process.started(options.model, folder))
        }
        if script:
            sides[OTHER] = running.enter_context(
                vosk_server.started(script, options.model, recordings, folder)
            )
        found = _take_turns(sides, options.streams, options.seconds)
        for name, side in sides.items():
            found[name] |= {key: round(value, 2) for key, value in side.about.items()}
    return found


def _take_turns(sides: dict[str, Side], each: Sequence[int], seconds: float) -> dict[str, Any]:
    found: dict[str, Any] = {name: {"rows": []} for name in sides}
    texts: dict[str, dict[str, str]] = {name: {} for name in sides}
    for side in sides.values():
        side.play(1, min(WARM_UP_SECONDS, seconds))
    for streams in each:
        for name, side in sides.items():
            row, heard = _measure(side, streams, seconds)
            found[name]["rows"].append(row)
            texts[name] |= heard.texts
    if OTHER in sides:
        ours, other = (found[name]["rows"][-1]["cpu"] for name in (MUNI, OTHER))
        found["times_the_cpu"] = round(ours / other, 2) if other else None
        found["same_text"] = _same(texts[MUNI], texts[OTHER])
    return found


def _measure(side: Side, streams: int, seconds: float) -> tuple[dict[str, Any], Heard]:
    caller_s = time.process_time()
    with Watched(side.pid) as watched:
        heard = side.play(streams, seconds)
    row = {
        "streams": streams,
        "audio_s": round(heard.audio_s, 1),
        "cpu": round(watched.cpu_s / heard.audio_s, 4),
        "callers_cpu": round((time.process_time() - caller_s) / heard.audio_s, 4),
        "rss_mb": round(watched.most_mb, 1),
        "piece_p99_ms": _percentile(heard.piece_ms, 0.99),
        "finish_p50_ms": _percentile(heard.finish_ms, 0.5),
        "finish_p95_ms": _percentile(heard.finish_ms, 0.95),
        "finish_count": len(heard.finish_ms),
        "endpoint_p50_ms": _percentile(heard.endpoint_ms, 0.5),
        "endpoint_p95_ms": _percentile(heard.endpoint_ms, 0.95),
        "endpoint_count": len(heard.endpoint_ms),
        "unended": heard.unended,
        "cut": heard.cut,
    }
    return row, heard


def _percentile(values: list[float], share: float) -> float | None:
    if not values:
        return None
    if share == 0.5:
        return round(statistics.median(values), 1)
    return round(sorted(values)[int(share * len(values))], 1)


def _same(one: dict[str, str], other: dict[str, str]) -> float | None:
    both = one.keys() & other.keys()
    return round(sum(one[key] == other[key] for key in both) / len(both), 3) if both else None


def _print(results: dict[str, Any]) -> None:
    sides = [side for side in (MUNI, OTHER) if side in results]
    print(
        f"model {results['model']}, {results['cores']} cores, load average at the start "
        f"{results['load_average']}; {results['seconds']:.0f} s a row"
    )
    print(f"{'':12}" + "".join(f"{key:>11}" for key in ABOUT))
    for side in sides:
        print(f"{side:12}" + "".join(f"{results[side][key]:>11}" for key in ABOUT))
    print(f"{'':12}" + "".join(f"{title:>13}" for title in COLUMNS.values()))
    for at in range(len(results[MUNI]["rows"])):
        for side in sides:
            row = results[side]["rows"][at]
            shown = ("-" if row[key] is None else row[key] for key in COLUMNS)
            print(f"{side:12}" + "".join(f"{value:>13}" for value in shown))
    print(
        "cpu: processor seconds a second of sound; muni's has the callers in it, vosk-server's not."
        "\nms after the last sample of speech: finish, the line ends; endpoint, it goes on silent."
        f"\nmuni's checked load (the files, a trial, the load): {results['checked_load_s']} s"
    )
    late = [
        f"{side} at {row['streams']}"
        for side in sides
        for row in results[side]["rows"]
        if (row["piece_p99_ms"] or 0.0) > BEHIND_MS
    ]
    if late:
        print(f"NOT IN REAL TIME: {', '.join(late)}. Other programs took the processor, or it is")
        print("too small: the delays in those rows are no measure of either side.")
    if OTHER in results:
        print(
            f"cpu at {results[MUNI]['rows'][-1]['streams']} streams: {results['times_the_cpu']} of "
            f"vosk-server's, whose callers took {results[OTHER]['rows'][-1]['callers_cpu']} more; "
            f"the same text for {results['same_text']} of the recordings"
        )


if __name__ == "__main__":
    main()
