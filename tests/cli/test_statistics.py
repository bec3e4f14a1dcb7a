"""``muni statistics export``: the same as the files on the web."""

import asyncio
import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.settings import get_settings
from bot.store.database import Database
from tests.open_data.making import publish
from tests.staff.making import migrated
from tests.statistics.making import Talk


@pytest.fixture
def made_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two months with thirty conversations each."""
    url = f"sqlite:///{migrated(tmp_path)}"
    database = Database(url)
    talks = [Talk(began=datetime(2026, month, 9, 9)) for month in (9, 10) for _ in range(30)]
    asyncio.run(publish(database, *talks))
    database.close()
    monkeypatch.setenv("MUNI_DATABASE_URL", url)
    get_settings.cache_clear()


@pytest.mark.usefixtures("made_public")
def test_json_lines_of_one_dataset_and_some_months() -> None:
    asked = ["statistics", "export", "--dataset", "samtaler", "--first", "2026-10"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["maaned"], row["udfald"], row["antal"]) for row in rows] == [
        ("2026-10", "Løst uden et menneske", 30)
    ]
    assert rows[0]["datasaet"] == "samtaler"


@pytest.mark.usefixtures("made_public")
def test_files_into_a_folder(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["statistics", "export", "--out", str(tmp_path / "ud")])
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "ud").iterdir())) == 10
    rows = json.loads((tmp_path / "ud" / "spoergsmaal.json").read_text())["raekker"]
    assert [row["antal"] for row in rows] == [30, 30]


@pytest.mark.usefixtures("made_public")
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (["--dataset", "andet"], 1),
        (["--municipality", "9999"], 1),
        (["--first", "2026-13"], 2),
        (["--out", "/dev/null/x"], 1),
    ],
)
def test_bad_input_is_told(asked: list[str], status: int) -> None:
    assert CliRunner().invoke(app, ["statistics", "export", *asked]).exit_code == status
