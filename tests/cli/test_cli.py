"""The command `muni`: JSON lines in, JSON lines out, in order, one each."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bot.settings import ROOT

MUNI = str(Path(sys.executable).parent / "muni")


def muni(*arguments: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    given = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run(
        [MUNI, *arguments], cwd=ROOT, input=given, capture_output=True, timeout=200, check=False
    )


def rows(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def lines(*objects: Any) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def test_parse_gives_the_contracts_fields_in_order() -> None:
    asked: list[dict[str, Any]] = [
        {"text": "hvad koster et pas", "municipality": None},
        {"text": "hvornår åbner genbrugspladsen i Ry", "municipality": "0751"},
        {"text": "der er brand i huset"},
    ]
    done = muni("parse", stdin=lines(*asked))
    assert done.returncode == 0, done.stderr
    found = rows(done)
    assert [row["text"] for row in found] == [one["text"] for one in asked]
    for row in found:
        assert set(row) == {"text", "topic", "confidence", "ranking", "outcome", "municipality"}
        assert len(row["ranking"]) == 10
        assert row["outcome"] in {"answer", "clarify", "fallback", "safety"}
        best = [entry["confidence"] for entry in row["ranking"]]
        assert best == sorted(best, reverse=True)
    assert found[0]["topic"] == "pas_pris"
    assert found[1]["municipality"] == "0746"
    assert found[2]["outcome"] == "safety"


def test_ask_is_a_whole_turn_without_a_server() -> None:
    done = muni("ask", stdin=lines({"text": "hvad koster et pas", "municipality": "0751"}))
    assert done.returncode == 0, done.stderr
    (row,) = rows(done)
    assert row["reply"][0]["role"] == "bot"
    assert row["reply"][0]["text"]


def test_mask_gives_offsets_into_the_text_given() -> None:
    text = "mit cpr er 010190-1234 og min mail er mette@firma.dk"
    done = muni("mask", stdin=lines({"text": text}, {"text": "hvad koster et pas"}))
    assert done.returncode == 0, done.stderr
    personal, plain = rows(done)
    found = {span["label"]: text[span["start"] : span["end"]] for span in personal["spans"]}
    assert found == {"CPR": "010190-1234", "EMAIL": "mette@firma.dk"}
    assert plain == {"text": "hvad koster et pas", "spans": []}


def test_bad_lines_are_told_on_standard_error_and_the_rest_goes_on() -> None:
    bad = b'{"text": "hvad koster et pas"}\nnot json\n{"tekst": 1}\n\xff\xfe\n{"text": "hej"}\n'
    done = muni("mask", stdin=bad)
    assert done.returncode == 1
    assert len(rows(done)) == 2
    told = done.stderr.decode()
    assert all(f"line {number}" in told for number in (2, 3, 4))


def test_an_unknown_municipality_is_bad_input() -> None:
    done = muni("parse", stdin=lines({"text": "hej", "municipality": "9999"}))
    assert done.returncode == 1
    assert "0751" in done.stderr.decode()


def test_a_wrong_call_is_status_2() -> None:
    assert muni("parse", "--nope").returncode == 2
    assert muni("nope").returncode == 2


def test_evaluate_prints_the_figures(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(lines({"text": "hvad koster et pas", "topic": "pas_pris"}), encoding="utf-8")
    done = muni("evaluate", str(file))
    assert done.returncode == 0, done.stderr
    assert "top_1  1.0" in done.stdout.decode()
    assert muni("evaluate", stdin="{}").returncode == 1


def test_the_content_is_in_order() -> None:
    done = muni("content", "check")
    assert done.returncode == 0, done.stdout.decode()[-2000:]
