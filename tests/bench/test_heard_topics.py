"""The way from sound to topic is measured beside the same questions as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.heard_topics import AS_WRITTEN, WELL_HEARD, main
from voice.danish.evaluate import CONDITIONS


def test_questions_are_heard_and_understood(
    tiny_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.jsonl"
    rows = [
        {"text": "Pas?", "topic": "pas_bestil_forny"},
        {"text": "hjælp", "topic": "out_of_scope"},
        {"text": "nej", "topic": "afvis"},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    main([
        *("--model", str(tiny_model), "--questions", str(questions), "--out", str(tmp_path)),
        *("--limit", "2", "--threads", "1"),
    ])  # fmt: skip
    found = json.loads((tmp_path / "heard_topics.json").read_text(encoding="utf-8"))
    assert found["questions"] == 2
    assert list(found["ways"]) == [AS_WRITTEN, WELL_HEARD, *CONDITIONS]
    for name, row in found["ways"].items():
        assert 0 <= row["top_1_low"] <= row["top_1"] <= row["top_1_high"] <= 1
        assert ("wer" in row) == (name in CONDITIONS)
    table = capsys.readouterr().out
    assert all(name in table for name in found["ways"])


def test_without_a_model_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="findes ikke"):
        main(["--model", str(tmp_path / "none"), "--limit", "1", "--out", str(tmp_path)])
