"""How soon MUNI knows that a caller is done, and how often it cuts one off.

The shipped model and the detector hear speech with pauses, fillers, digits and noise in it, faster
than real time; time is counted in sound. Run: python -m bench.endpointing
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.pausing_speech import Arrived, Saying, sayings, speak
from bench.recordings import PIECE_BYTES, RATE
from bot.settings import get_settings
from voice.engines.checking import load_checked
from voice.hearing.activity import SpeechActivity
from voice.hearing.endpointing import (
    Endpointing,
    NoiseOnly,
    SpeechBegan,
    SpeechEnded,
    SpeechResumed,
    Stable,
)
from voice.hearing.voicing import FRAME_MS
from voice.recognizer import Final, Recognizer, SpeechModel

OUT = Path(__file__).parent / "out"
TRIAL_SECONDS = 180.0
COUNT = 60
WHOLE_KINDS = ("question", "short question, order, yes")
COLUMNS = {
    "count": "count",
    "cut_off": "cut off",
    "p50_ms": "p50 ms",
    "p95_ms": "p95 ms",
    "late_text": "late text",
    "drafts": "drafts",
    "draft_right": "right",
    "draft_ms": "draft ms",
    "noise_only": "as noise",
    "never": "never",
}


@dataclass(frozen=True)
class Frames:
    """What ``Endpointing`` gets of one recording, 20 ms each, and where its speech ends in ms."""

    saying: Saying
    end_ms: float
    probabilities: list[float]
    partials: list[str]
    final: str


@dataclass
class Outcome:
    """Of one recording: ``waited_ms`` from the end of speech to the event, below 0 if cut off."""

    kind: str
    waited_ms: float | None = None
    as_noise: bool = False
    text_is_final: bool = False
    drafts: int = 0
    draft_is_final: bool = False
    draft_ms: float | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, write JSON."""
    settings = get_settings()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=settings.speech_model)
    parser.add_argument("--texts", type=Path, default=settings.data_folder / "tests/speech.jsonl")
    parser.add_argument("--count", type=int, default=COUNT, help="of each kind, at most")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    model = load_checked(options.model, TRIAL_SECONDS)
    began, audio_s = time.process_time(), 0.0
    outcomes = []
    for heard in hear_all(model, options.texts, options.count):
        audio_s += len(heard.partials) * FRAME_MS / 1000
        outcomes.append(judge(heard))
    results = {
        "model": options.model.name,
        "load_average": round(os.getloadavg()[0], 1),
        "audio_s": round(audio_s),
        "cpu_per_audio_s": round((time.process_time() - began) / audio_s, 4),
        "kinds": summary(outcomes),
    }
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    (options.out / "endpointing.json").write_text(text, encoding="utf-8")
    _print(results["kinds"])


def hear_all(model: SpeechModel, texts: Path, count: int) -> Iterator[Frames]:
    """Speak and hear ``count`` of each kind."""
    for arrived in speak(sayings(texts, count)):
        yield _hear(model.recognizer(RATE), SpeechActivity(RATE), arrived)


def judge(heard: Frames) -> Outcome:
    """What end-pointing makes of one recording."""
    endpointing = Endpointing()
    endpointing.restart(heard.saying.expect)
    outcome = Outcome(heard.saying.kind)
    draft: tuple[str, float] | None = None
    for number, frame in enumerate(zip(heard.probabilities, heard.partials, strict=True), 1):
        event = endpointing.accept(*frame)
        at_ms = number * FRAME_MS - heard.end_ms
        if isinstance(event, Stable):
            outcome.drafts += 1
            draft = (event.text, at_ms)
        elif isinstance(event, SpeechResumed):
            draft = None
        elif isinstance(event, NoiseOnly):
            outcome.as_noise = True
        elif isinstance(event, SpeechEnded):
            outcome.waited_ms = at_ms
            outcome.text_is_final = event.text == heard.final
            outcome.draft_is_final = draft is not None and draft[0] == heard.final
            outcome.draft_ms = draft[1] if draft else None
            break
        else:
            assert event is None or isinstance(event, SpeechBegan)
    return outcome


def summary(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """A row for each kind."""
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes)
    return {kind: _row([one for one in outcomes if one.kind == kind]) for kind in kinds}


def _row(outcomes: Sequence[Outcome]) -> dict[str, float]:
    waits = [one.waited_ms for one in outcomes if one.waited_ms is not None]
    after = sorted(wait for wait in waits if wait >= 0) or [0.0]
    ended = [one for one in outcomes if one.waited_ms is not None and one.waited_ms >= 0]
    drafted = [one.draft_ms for one in ended if one.draft_ms is not None] or [0.0]
    return {
        "count": len(outcomes),
        "cut_off": sum(wait < 0 for wait in waits),
        "p50_ms": round(statistics.median(after)),
        "p95_ms": round(after[min(len(after) - 1, int(0.95 * len(after)))]),
        "late_text": sum(not one.text_is_final for one in ended),
        "drafts": round(sum(one.drafts for one in outcomes) / len(outcomes), 2),
        "draft_right": round(sum(one.draft_is_final for one in ended) / max(len(ended), 1), 2),
        "draft_ms": round(statistics.median(drafted)),
        "noise_only": sum(one.as_noise for one in outcomes),
        "never": sum(one.waited_ms is None for one in outcomes),
    }


def _hear(recognizer: Recognizer, activity: SpeechActivity, arrived: Arrived) -> Frames:
    pcm = arrived.pcm.astype("<i2").tobytes()
    finals: list[str] = []
    probabilities, partials = [], []
    for start in range(0, len(pcm) - PIECE_BYTES + 1, PIECE_BYTES):
        piece = pcm[start : start + PIECE_BYTES]
        told = recognizer.accept(piece)
        if isinstance(told, Final):
            finals.append(told.text)
        now = "" if isinstance(told, Final) else told.text
        probabilities.append(activity.accept(piece))
        partials.append(" ".join(text for text in (*finals, now) if text))
    final = " ".join(text for text in (*finals, recognizer.finish().text) if text)
    return Frames(arrived.saying, arrived.end * 1000 / RATE, probabilities, partials, final)


def _print(kinds: dict[str, dict[str, float]]) -> None:
    print(f"{'':28}" + "".join(f"{title:>10}" for title in COLUMNS.values()))
    for kind, row in kinds.items():
        print(f"{kind:28}" + "".join(f"{row[column]:>10}" for column in COLUMNS))


if __name__ == "__main__":
    main()
