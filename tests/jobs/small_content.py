"""A data folder with a few of the real topics, on which a training takes seconds."""

import json
import shutil
from pathlib import Path

import yaml

from bot.settings import ROOT

DATA = ROOT / "data"
CATEGORY = "pas"


def small_content(folder: Path) -> Path:
    """``folder/data`` with one category's topics, the dialogue, and the questions about them."""
    data = folder / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("nlu", "answers", "tests"))
    listed = yaml.safe_load((DATA / "topics.yml").read_text(encoding="utf-8"))
    listed["categories"] = [one for one in listed["categories"] if one["id"] == CATEGORY]
    (data / "topics.yml").write_text(yaml.safe_dump(listed, allow_unicode=True), encoding="utf-8")
    for room in ("nlu", "answers"):
        for name in (CATEGORY, "dialogue"):
            if (DATA / room / name).exists():
                shutil.copytree(DATA / room / name, data / room / name)
    known = {topic["id"] for one in listed["categories"] for topic in one["topics"]}
    known |= {intent["id"] for intent in listed["dialogue"]}
    (data / "tests").mkdir()
    for name in ("test", "validation"):
        rows = (DATA / "tests" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        kept = [row for row in rows if json.loads(row)["topic"] in known]
        (data / "tests" / f"{name}.jsonl").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return data
