"""The content check finds what is wrong, and the content is in order."""

import json
import shutil
from pathlib import Path

import pytest

from bot.settings import ROOT
from bot.training.content_check import check_content


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the content that may be broken."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return tmp_path


def found(root: Path) -> str:
    return "\n".join(f"{f.where}: {f.what}" for f in check_content(root / "data", root))


def test_a_copied_example_a_leak_and_a_hard_text_are_found(copied: Path) -> None:
    nlu = copied / "data" / "nlu"
    stolen = "hvad er prisen på sådan et pas mon"
    for path in (nlu / "pas" / "pas_pris.yml", nlu / "pas" / "pas_foto.yml"):
        path.write_text(path.read_text(encoding="utf-8") + f"    - {stolen}\n", encoding="utf-8")
    leaked = copied / "data" / "tests" / "test.jsonl"
    row = json.dumps({"text": stolen, "topic": "pas_pris"}, ensure_ascii=False)
    leaked.write_text(row + "\n", encoding="utf-8")
    answer = copied / "data" / "answers" / "pas" / "pas_pris.yml"
    text = answer.read_text(encoding="utf-8")
    hard = "Kommunalbestyrelsens sagsbehandlingsfrister offentliggøres nødvendigvis løbende."
    answer.write_text(text.replace("text:", f"text: {hard}\nold:", 1), encoding="utf-8")
    said = found(copied)
    assert "is also an example of pas_foto" in said or "is also an example of pas_pris" in said
    assert "is an example too" in said
    assert "LIX" in said


def test_a_missing_answer_and_too_few_examples_are_found(copied: Path) -> None:
    (copied / "data" / "answers" / "pas" / "pas_pris.yml").unlink()
    few = copied / "data" / "nlu" / "pas" / "pas_foto.yml"
    head = "\n".join(few.read_text(encoding="utf-8").splitlines()[:20])
    few.write_text(head + "\n", encoding="utf-8")
    said = found(copied)
    assert "pas_pris: has no answer" in said
    assert "pas_foto: has 16 examples, needs 60" in said


def test_a_broken_file_is_named(copied: Path) -> None:
    (copied / "data" / "answers" / "pas" / "pas_pris.yml").write_text("topic: [", encoding="utf-8")
    assert "pas_pris.yml" in found(copied)
