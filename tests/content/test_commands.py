"""`muni content export` and `import`, as an operator runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.databases import address

MUNI = str(Path(sys.executable).parent / "muni")
NLU = """
version: "3.1"
nlu:
- intent: pas_pris
  examples: |
    - hvad er taksten for det røde hæfte
"""


def content(database: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MUNI, "content", *map(str, words)],
        cwd=ROOT,
        env=os.environ | {"MUNI_DATABASE_URL": address(database)},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.timeout(200)
def test_an_import_reports_first_and_what_it_published_is_exported_and_checked(
    tmp_path: Path,
) -> None:
    database, file, out = tmp_path / "muni.db", tmp_path / "new.yml", tmp_path / "out"
    file.write_text(NLU, encoding="utf-8")
    told = content(database, "import", file)
    assert told.returncode == 0, told.stderr
    (line,) = map(json.loads, told.stdout.splitlines())
    assert (line["kind"], line["key"], line["problems"]) == ("examples", "pas_pris", [])
    assert "ville blive ændret" in told.stderr
    done = content(database, "import", file, "--publish")
    assert done.returncode == 0, done.stderr
    exported = content(database, "export", "--out", out)
    assert [json.loads(line)["changed"] for line in exported.stdout.splitlines()] == [
        str(out / "data" / "nlu" / "pas" / "pas_pris.yml")
    ]
    assert content(database, "check", out).returncode == 0
    again = content(database, "export", "--out", out)
    assert again.returncode == 1
    assert "not empty" in again.stderr
    sheet = content(database, "export", "--out", tmp_path / "out.xlsx")
    assert sheet.returncode == 0
    assert content(database, "import", tmp_path / "out.xlsx").stdout == ""


def test_an_import_with_errors_says_which_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "new.yml"
    file.write_text(NLU.replace("pas_pris", "ukendt_emne"), encoding="utf-8")
    told = content(tmp_path / "muni.db", "import", file, "--publish")
    assert told.returncode == 1
    assert "Emnet ukendt_emne findes ikke" in told.stdout
    file.write_text("nlu: 7", encoding="utf-8")
    assert "Filen kan ikke bruges" in content(tmp_path / "muni.db", "import", file).stderr
