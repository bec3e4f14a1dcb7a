"""What masking finds in the training questions, which hold next to no personal data.

Run: ``python -m bot.danish.masking.questions`` prints the share and every hit as JSON.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy

from bot.answers.yaml_files import read_folder
from bot.danish.masking.masker import Masker
from bot.settings import get_settings

_MARKED = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


def training_questions(folder: Path) -> Iterator[str]:
    """Every example below data/nlu once, entity marks taken out; raises ContentError."""
    seen: set[str] = set()
    for _, raw in read_folder(folder):
        for intent in raw.get("nlu", []):
            for line in (intent.get("examples") or "").splitlines():
                question = _MARKED.sub(r"\1", line.removeprefix("- ").strip())
                if question and question not in seen:
                    seen.add(question)
                    yield question


def main() -> int:
    """Print the figures; the exit status is 0."""
    masker = Masker(spacy.blank("da"))
    questions = list(training_questions(get_settings().data_folder / "nlu"))
    hits = {}
    for question in questions:
        masked = masker.mask(question)
        if masked.spans:
            hits[question] = masked.text
    share = round(len(hits) / len(questions), 5) if questions else 0.0
    figures = {"questions": len(questions), "hits": len(hits), "share": share, "masked": hits}
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
