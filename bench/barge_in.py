"""How soon MUNI falls silent for a caller who breaks in, and what else makes it hold.

The shipped model and the detector hear callers, signs of listening, noise and the bot's own echo
while the bot speaks; time is counted in sound. Run: python -m bench.barge_in
"""

import argparse
import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.pausing_speech import BEFORE_S, Arrived, Saying, speak
from bench.recordings import PIECE_BYTES, RATE
from bot.settings import get_settings
from voice.danish.corpus.codecs import to_16_bit
from voice.danish.corpus.levels import NOMINAL_DB, at_level
from voice.danish.corpus.noise import KINDS, make_noise
from voice.engines.checking import load_checked
from voice.hearing.activity import SpeechActivity
from voice.hearing.barge_in import MAYBE_VOICE, BargeIn, Hold, Interrupt, Resume
from voice.hearing.echo import PLAYED_S, OwnEcho
from voice.hearing.voicing import FRAME_MS
from voice.recognizer import Final, SpeechModel

OUT = Path(__file__).parent / "out"
TRIAL_SECONDS = 180.0
BREAKING_IN, LISTENING, NOISE, ECHO, OVER_ECHO = (
    "caller", "sign of listening", "noise", "own echo", "caller over echo",
)  # fmt: skip
ECHO_DELAY_S, ECHO_GAIN = 0.2, 0.2
NOISE_S = 6.0
_SAID = (
    "nej det var ikke det jeg mente", "vent lige lidt", "stop", "jeg vil tale med et menneske",
    "hvad koster det", "det har jeg prøvet", "kan du sige det igen", "hvornår har i åbent",
    "jeg skal have et nyt pas", "det gælder mit kørekort", "gentag", "tal langsommere",
)  # fmt: skip
_SIGNS = ("ja", "okay", "mm", "nå", "ja ja", "nå okay", "javel", "aha")
_BOT = (
    "du bestiller et nyt pas hos borgerservice i din kommune og du skal selv møde op",
    "boligstøtte søger du på borger punktum dk og svaret kommer som regel inden to måneder",
)


@dataclass
class Outcome:
    """Times in ms from the onset of the caller's sound; None when it did not come."""

    kind: str
    seconds: float
    held_ms: list[float]
    interrupted_ms: float | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=get_settings().speech_model)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    model = load_checked(options.model, TRIAL_SECONDS)
    outcomes = [_judge(model, kind, heard, played) for kind, heard, played in _scenes()]
    rows = {kind: _row([one for one in outcomes if one.kind == kind]) for kind in _kinds(outcomes)}
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "barge_in.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    for kind, row in rows.items():
        print(f"{kind:20}" + "  ".join(f"{name} {value}" for name, value in row.items()))


def _kinds(outcomes: Sequence[Outcome]) -> list[str]:
    return list(dict.fromkeys(outcome.kind for outcome in outcomes))


def _scenes() -> Iterator[tuple[str, NDArray[np.int16], NDArray[np.int16]]]:
    """What is heard and what is played, as long as each other."""
    said = list(speak([Saying(BREAKING_IN, (text,)) for text in _SAID]))
    signs = list(speak([Saying(LISTENING, (text,)) for text in _SIGNS for _ in range(2)]))
    bot = [arrived.pcm for arrived in speak([Saying("bot", (text,)) for text in _BOT])]
    for number, arrived in enumerate([*said, *signs]):
        played = np.resize(bot[number % len(bot)][round(BEFORE_S * RATE) :], len(arrived.pcm))
        yield arrived.saying.kind, arrived.pcm, played
        if arrived.saying.kind == BREAKING_IN:
            yield OVER_ECHO, _with_echo(arrived, played), played
    for played in bot:
        yield ECHO, _echo(played), played
    for number, kind in enumerate(KINDS):
        noise = make_noise(kind, round(NOISE_S * RATE), RATE, np.random.default_rng(number))
        heard = to_16_bit(at_level(noise, NOMINAL_DB - 15.0))
        yield NOISE, heard, np.resize(bot[0], len(heard))


def _echo(played: NDArray[np.int16]) -> NDArray[np.int16]:
    late = np.pad(played, (round(ECHO_DELAY_S * RATE), 0))[: len(played)]
    return np.asarray(late * ECHO_GAIN, np.int16)


def _with_echo(arrived: Arrived, played: NDArray[np.int16]) -> NDArray[np.int16]:
    both = arrived.pcm.astype(np.int32) + _echo(played)
    return np.asarray(both.clip(-32768, 32767), np.int16)


def _judge(
    model: SpeechModel, kind: str, heard: NDArray[np.int16], played: NDArray[np.int16]
) -> Outcome:
    recognizer, activity = model.recognizer(RATE), SpeechActivity(RATE)
    own, barge_in = OwnEcho(RATE), BargeIn()
    outcome = Outcome(kind, len(heard) / RATE, [])
    sent, text = played.astype("<i2").tobytes(), heard.astype("<i2").tobytes()
    finals: list[str] = []
    onset_ms = BEFORE_S * 1000
    for start in range(0, len(text) - PIECE_BYTES + 1, PIECE_BYTES):
        piece, end = text[start : start + PIECE_BYTES], start + PIECE_BYTES
        told = recognizer.accept(piece)
        if isinstance(told, Final):
            finals.append(told.text)
        now = "" if isinstance(told, Final) else told.text
        partial = " ".join(one for one in (*finals, now) if one)
        probability = activity.accept(piece)
        own.hear(piece)
        recent = sent[max(0, end - round(PLAYED_S * RATE) * 2) : end]
        event = barge_in.accept(
            probability, partial, probability >= MAYBE_VOICE and own.is_heard(recent)
        )
        at_ms = end / PIECE_BYTES * FRAME_MS - onset_ms
        if isinstance(event, Hold):
            outcome.held_ms.append(at_ms)
        elif isinstance(event, Interrupt):
            outcome.interrupted_ms = at_ms
            return outcome
        else:
            assert event is None or isinstance(event, Resume)
    return outcome


def _row(outcomes: Sequence[Outcome]) -> dict[str, float]:
    held = sorted(one.held_ms[0] for one in outcomes if one.held_ms) or [0.0]
    broke = [one.interrupted_ms for one in outcomes if one.interrupted_ms is not None]
    return {
        "count": len(outcomes),
        "held": sum(bool(one.held_ms) for one in outcomes),
        "hold p50 ms": round(statistics.median(held)),
        "p95": round(held[min(len(held) - 1, int(0.95 * len(held)))]),
        "interrupted": len(broke),
        "p50 ms": round(statistics.median(broke or [0.0])),
        "holds a minute": round(
            sum(len(one.held_ms) for one in outcomes) * 60 / sum(one.seconds for one in outcomes), 1
        ),
    }


if __name__ == "__main__":
    main()
