"""From sound to topic: the test questions by telephone, beside the same questions as text.

Voices that no model was trained on say them, the speech model hears them, numbers are written as
the phone line writes them, and the dialogue model says what they are about.

Run: python -m bench.heard_topics [--limit 200]. espeak-ng says the questions, as it did for most
of the training: people will be heard worse.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.answers.topics import OUT_OF_SCOPE
from bot.cli.quiet import quiet_logs
from bot.dialogue.labelled import Labelled, read_labelled
from bot.settings import get_settings
from voice.danish.corpus.manifest import read_manifest
from voice.danish.evaluate import CONDITIONS, Heard, evaluate, some
from voice.danish.inverse import written
from voice.danish.scoring import interval, tally
from voice.danish.spoken_test import Sentence, make_spoken_test
from voice.danish.spoken_text import spoken
from voice.engines.checking import load_checked
from voice.engines.vocabulary import vocabulary_of
from voice.errors import VoiceError

OUT = Path(__file__).parent / "out"
AS_WRITTEN = "text as typed"
WELL_HEARD = "every word heard"
COLUMNS = {
    "top_1": "top-1",
    "interval": "95 %",
    "top_3": "top-3",
    "wrong_answers": "wrong answers",
    "safety_found": "dangers found",
    "nothing_heard": "nothing heard",
    "wer": "WER",
    "wer_known": "WER known",
    "real_time": "real time",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, write JSON."""
    options = _options(arguments)
    quiet_logs()
    questions = some(read_labelled(options.questions), options.limit)
    if not questions:
        sys.exit(f"{options.questions} has no questions")
    try:
        heard = _hear(questions, options.model, options.threads)
    except VoiceError as error:
        sys.exit(str(error))
    found = {"model": options.model.name} | _understand(questions, heard)
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / "heard_topics.json"
    file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _print(found)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    settings = get_settings()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=settings.speech_model)
    parser.add_argument("--questions", type=Path, default=settings.data_folder / "tests/test.jsonl")
    parser.add_argument("--limit", type=int, help="so many, the same ones each time")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args(arguments)


def _hear(questions: Sequence[Labelled], folder: Path, threads: int) -> dict[str, list[Heard]]:
    """What was heard of the questions, in their order, by condition."""
    model = load_checked(folder)
    with tempfile.TemporaryDirectory(prefix="muni-topics-") as made:
        sentences = [Sentence(row.text, "question") for row in questions]
        clips = read_manifest(make_spoken_test(sentences, Path(made)))
        heard = evaluate(clips, model, vocabulary=vocabulary_of(folder), threads=threads)
    return {name: [one for one in heard if one.condition == name] for name in CONDITIONS}


def _understand(questions: Sequence[Labelled], found: dict[str, list[Heard]]) -> dict[str, Any]:
    from bot.assembly import build_dialogue
    from bot.knowledge import get_masker
    from bot.training.evaluate import Judged, Report, evaluate_rows

    dialogue, masker = build_dialogue(get_settings()), get_masker()

    def judge(texts: Sequence[str]) -> Report:
        """Nothing heard is nothing understood: the line asks again."""
        rows = [Labelled(text, row.topic) for text, row in zip(texts, questions, strict=True)]
        heard = [row for row in rows if row.text]
        judged = iter(evaluate_rows(heard, masker, dialogue).judged if heard else ())
        nothing = [Judged("", row.topic, OUT_OF_SCOPE, (), 0.0, "fallback") for row in rows]
        return Report(
            tuple(
                next(judged) if row.text else empty
                for row, empty in zip(rows, nothing, strict=True)
            )
        )

    ways = {
        AS_WRITTEN: [row.text for row in questions],
        WELL_HEARD: [written(spoken(row.text)) for row in questions],
    } | {name: [written(one.text) for one in every] for name, every in found.items()}
    rows = {}
    for name, texts in ways.items():
        report = judge(texts)
        known = [one.right for one in report.judged if one.expected != OUT_OF_SCOPE]
        low, high = interval([int(right) for right in known], [1] * len(known))
        rows[name] = report.summary() | {
            "top_1_low": round(low, 4),
            "top_1_high": round(high, 4),
            "nothing_heard": sum(not text for text in texts),
            **_heard_figures(found.get(name, [])),
            "mistaken": [
                {"said": row.text, "understood": text, "topic": row.topic, "taken_for": one.topic}
                for row, text, one in zip(questions, texts, report.judged, strict=True)
                if not one.right
            ],
        }
    return {"questions": len(questions), "ways": rows}


def _heard_figures(heard: Sequence[Heard]) -> dict[str, float]:
    if not heard:
        return {}
    scores = tally([one.judged for one in heard])
    real_time = sum(one.cpu_s for one in heard) / sum(one.audio_s for one in heard)
    figures = {"wer": round(scores.wer, 4), "real_time": round(real_time, 4)}
    return figures | ({"wer_known": round(scores.unknown.wer_known, 4)} if scores.unknown else {})


def _print(found: dict[str, Any]) -> None:
    print(f"model {found['model']}, {found['questions']} questions; shares of those with a topic,")
    print("wrong answers (given with confidence) of all")
    print(f"{'':22}" + "".join(f"{title:>15}" for title in COLUMNS.values()))
    for name, row in found["ways"].items():
        shown = row | {"interval": f"{row['top_1_low']:.3f}-{row['top_1_high']:.3f}"}
        if not row["safety_questions"]:
            del shown["safety_found"]
        print(f"{name:22}" + "".join(f"{shown.get(key, '-'):>15}" for key in COLUMNS))


if __name__ == "__main__":
    main()
