"""Judges models on what none of them learnt from: data/tests, and what staff labelled."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.answers.topics import OUT_OF_SCOPE, TopicList
from bot.content.rules import measured_questions
from bot.danish.normalise import fold
from bot.dialogue.embedded import EmbeddedDialogue
from bot.dialogue.labelled import Labelled, read_labelled
from bot.knowledge import get_masker, get_topics
from bot.publishing.scores import Scores
from bot.publishing.signing import opened
from bot.settings import Settings
from bot.training.comparing import Judgement, measured
from bot.training.evaluate import Report, evaluate_rows

_TEST = Path("tests") / "test.jsonl"
STAFF = Path("tests") / "staff.jsonl"
"""In an exported data folder: what staff labelled to measure with."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What models are measured on."""

    tests: tuple[Labelled, ...]
    staff: tuple[Labelled, ...]
    kept_apart: frozenset[str]
    """Folded texts that no example may have: these, and the questions of the calibration."""

    @classmethod
    def gather(cls, data: Path, held_out: Sequence[Labelled], topics: TopicList) -> "Questions":
        """Those of a data folder, and those of staff whose topic is still there.

        A question that staff labelled and the tests have too is measured once. Raises
        ContentError.
        """
        tests = read_labelled(data / _TEST)
        known = {fold(row.text) for row in tests}
        brought = read_labelled(data / STAFF) if (data / STAFF).exists() else []
        staff = [
            row
            for row in dict.fromkeys([*brought, *held_out])
            if row.topic in topics and fold(row.text) not in known
        ]
        apart = measured_questions(data) | {fold(row.text) for row in held_out}
        return cls(tuple(tests), tuple(staff), frozenset(apart))

    def hash(self) -> str:
        """The same for the same questions with the same topics, in whatever order."""
        rows = sorted((kind, row.text, row.topic) for kind, row in self._rows())
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()

    def _rows(self) -> list[tuple[str, Labelled]]:
        return [("test", row) for row in self.tests] + [("staff", row) for row in self.staff]


def judge(model: Path, questions: Questions, settings: Settings) -> Judgement:
    """What a signed model makes of all questions; raises DialogueError, ContentError."""
    trusted = partial(opened, key_file=settings.model_key_file)
    dialogue = EmbeddedDialogue(model, settings.actions_package, get_topics, trusted)
    return Judgement(
        evaluate_rows(questions.tests, get_masker(), dialogue),
        evaluate_rows(questions.staff, get_masker(), dialogue) if questions.staff else Report(),
        dialogue.thresholds(),
    )


def scores(judged: Judgement, questions: Questions) -> Scores:
    """The figures that decide whether a model may be published."""
    tests, staff = measured(judged.tests), measured(judged.staff)
    return Scores(
        questions_hash=questions.hash(),
        questions=tests.questions,
        overall=tests.top_1,
        safety_questions=tests.safety_questions + staff.safety_questions,
        safety_found=tests.safety_found + staff.safety_found,
        staff_questions=sum(row.expected != OUT_OF_SCOPE for row in judged.staff.judged),
        staff=staff.top_1,
        top_3=tests.top_3,
        wrong_answers=tests.wrong_answers,
        per_topic={
            topic: row["top_1"] for topic, row in Report(tuple(judged.all)).per_topic().items()
        },
    )
