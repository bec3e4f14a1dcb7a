"""Measures a model on labelled questions that no example came from."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.answers.topics import OUT_OF_SCOPE, SAFETY
from bot.dialogue.embedded import EmbeddedDialogue
from bot.dialogue.labelled import Labelled
from bot.dialogue.understanding import understand
from bot.errors import ContentError
from bot.turn import Masker

BINS = 10
"""How many confidence bins the reliability table has."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One question and what the model made of it."""

    text: str
    expected: str
    topic: str
    ranking: tuple[str, ...]
    confidence: float
    outcome: str

    @property
    def right(self) -> bool:
        """Was the likeliest topic the right one?"""
        return self.topic == self.expected

    @property
    def wrongly_answered(self) -> bool:
        """Was another topic's answer given with confidence?"""
        return self.outcome in {"answer", "safety"} and not self.right


@dataclass(frozen=True, slots=True)
class Report:
    """All questions judged."""

    judged: Sequence[Judged] = field(default_factory=tuple)

    def summary(self) -> dict[str, Any]:
        """The figures that decide whether a model may be published; shares from 0 to 1."""
        known = [row for row in self.judged if row.expected != OUT_OF_SCOPE]
        strange = [row for row in self.judged if row.expected == OUT_OF_SCOPE]
        danger = [row for row in self.judged if row.expected in SAFETY]
        return {
            "questions": len(self.judged),
            "top_1": _share(row.right for row in known),
            "top_3": _share(row.expected in row.ranking[:3] for row in known),
            "wrong_answers": _share(row.wrongly_answered for row in self.judged),
            "out_of_scope_questions": len(strange),
            "out_of_scope_answered": _share(
                row.outcome in {"answer", "safety"} and not row.right for row in strange
            ),
            "safety_questions": len(danger),
            "safety_found": _share(row.outcome == "safety" for row in danger),
            "outcomes": dict(Counter(row.outcome for row in known)),
        }

    def per_topic(self) -> dict[str, dict[str, Any]]:
        """Share right and number of questions for each topic, worst first."""
        groups: dict[str, list[Judged]] = defaultdict(list)
        for row in self.judged:
            groups[row.expected].append(row)
        shares = {
            topic: {"questions": len(rows), "top_1": _share(row.right for row in rows)}
            for topic, rows in groups.items()
        }
        return dict(sorted(shares.items(), key=lambda item: (item[1]["top_1"], item[0])))

    def confusions(self) -> list[tuple[str, str, int]]:
        """Expected topic, topic taken for it, how often; commonest first."""
        pairs = Counter((row.expected, row.topic) for row in self.judged if not row.right)
        return [(expected, taken, count) for (expected, taken), count in pairs.most_common()]

    def reliability(self) -> list[dict[str, Any]]:
        """For each confidence bin: questions in it, mean confidence, share right."""
        bins: dict[int, list[Judged]] = defaultdict(list)
        for row in self.judged:
            bins[min(BINS - 1, int(row.confidence * BINS))].append(row)
        return [
            {
                "from": index / BINS,
                "questions": len(rows),
                "confidence": round(sum(row.confidence for row in rows) / len(rows), 3),
                "right": _share(row.right for row in rows),
            }
            for index, rows in sorted(bins.items())
        ]

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {
            "summary": self.summary(),
            "per_topic": self.per_topic(),
            "confusions": self.confusions(),
            "reliability": self.reliability(),
            "wrong_answers": [
                {"text": row.text, "expected": row.expected, "answered": row.topic}
                for row in self.judged
                if row.wrongly_answered
            ],
        }


def evaluate_rows(rows: Sequence[Labelled], masker: Masker, dialogue: EmbeddedDialogue) -> Report:
    """Judge every row; raises ContentError when there are none."""
    if not rows:
        raise ContentError('no rows: write {"text": ..., "topic": ...} on each line')

    async def judge(row: Labelled) -> Judged:
        found = await understand(masker, dialogue, row.text, None)
        return Judged(
            text=row.text,
            expected=row.topic,
            topic=found["topic"],
            ranking=tuple(entry["topic"] for entry in found["ranking"]),
            confidence=found["confidence"],
            outcome=found["outcome"],
        )

    async def judge_all() -> list[Judged]:
        return [await judge(row) for row in rows]

    return Report(tuple(asyncio.run(judge_all())))


def report_text(report: Report, worst: int = 30) -> str:
    """The report as plain text."""
    lines = [f"{name:>24}  {value}" for name, value in report.summary().items()]
    lines += ["", "Worst topics (share right, questions)"]
    for topic, row in list(report.per_topic().items())[:worst]:
        if row["top_1"] < 1:
            lines.append(f"{row['top_1']:>8.2f} {row['questions']:>4}  {topic}")
    lines += ["", "Commonest confusions (expected -> taken for)"]
    lines += [
        f"{n:>8}  {expected} -> {taken}" for expected, taken, n in report.confusions()[:worst]
    ]
    lines += ["", "Reliability (confidence, share right, questions)"]
    for row in report.reliability():
        lines.append(f"{row['confidence']:>8.2f} {row['right']:>6.2f} {row['questions']:>5}")
    return "\n".join(lines)


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return round(sum(found) / len(found), 4) if found else 0.0
