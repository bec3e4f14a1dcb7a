"""How well masking does on labelled messages: recall per label, false hits on clean ones.

Run: ``python -m bot.danish.masking.evaluate [FILE.yml]`` prints JSON; the file is by default
data/tests/masking.yml, a list of ``{text, spans: [{text, label}]}``.
"""

import json
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median

import spacy

from bot.answers.yaml_files import read_yaml
from bot.danish.masking.masker import Masker
from bot.danish.masking.spans import Label, Span
from bot.errors import ContentError
from bot.settings import get_settings

_COVERED = 0.9
"""Share of a labelled span's characters that must be masked, under whatever label."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message with the personal data in it."""

    text: str
    spans: tuple[Span, ...]


@dataclass
class Report:
    """The figures of one run."""

    messages: int
    clean: int
    recall: dict[str, float] = field(default_factory=dict)
    labelled_right: dict[str, float] = field(default_factory=dict)
    """As recall, but the mask must bear the same label."""
    false_hits: float = 0.0
    """Share of clean messages in which anything was masked."""
    median_ms: float = 0.0
    missed: list[str] = field(default_factory=list)
    wrongly_masked: list[str] = field(default_factory=list)


def load_examples(path: Path) -> list[Example]:
    """Labelled messages; raises ContentError when a span isn't in its message."""
    return [_example(path, raw["text"], raw.get("spans", [])) for raw in read_yaml(path)]


def _example(path: Path, text: str, raw_spans: list[dict[str, str]]) -> Example:
    spans, at = list[Span](), 0
    for raw in raw_spans:
        start = text.find(raw["text"], at)
        if start < 0:
            raise ContentError(f"{path}: {raw['text']!r} is not in {text!r}, or not in this order")
        at = start + len(raw["text"])
        spans.append(Span(start, at, Label(raw["label"])))
    return Example(text, tuple(spans))


def evaluate(masker: Masker, examples: list[Example]) -> Report:
    """Mask every message and compare."""
    hits: dict[str, list[bool]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    clean = [example for example in examples if not example.spans]
    report = Report(len(examples), len(clean))
    spent = []
    for example in examples:
        began = time.perf_counter()
        masked = masker.mask(example.text)
        spent.append((time.perf_counter() - began) * 1000)
        for gold in example.spans:
            found = _covered(gold, masked.spans) >= _COVERED
            hits[gold.label].append(found)
            same = tuple(span for span in masked.spans if span.label is gold.label)
            right[gold.label].append(_covered(gold, same) >= _COVERED)
            if not found:
                report.missed.append(f"{gold.label} in {example.text!r} -> {masked.text!r}")
        if not example.spans and masked.spans:
            report.wrongly_masked.append(f"{example.text!r} -> {masked.text!r}")
    report.recall = _shares(hits)
    report.labelled_right = _shares(right)
    report.false_hits = len(report.wrongly_masked) / len(clean) if clean else 0.0
    report.median_ms = round(median(spent), 3) if spent else 0.0
    return report


def _covered(gold: Span, spans: tuple[Span, ...]) -> float:
    overlap = sum(max(0, min(gold.end, s.end) - max(gold.start, s.start)) for s in spans)
    return overlap / (gold.end - gold.start)


def _shares(outcomes: dict[str, list[bool]]) -> dict[str, float]:
    return {str(label): round(sum(each) / len(each), 4) for label, each in sorted(outcomes.items())}


def main(arguments: list[str]) -> int:
    """Print the report as JSON; the exit status is 0."""
    path = Path(arguments[0]) if arguments else get_settings().data_folder / "tests/masking.yml"
    report = evaluate(Masker(spacy.blank("da")), load_examples(path))
    sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
