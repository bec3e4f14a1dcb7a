"""After staff have changed something of every kind, the export is a project that stands alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.content.editing import Editing
from bot.content.live import LiveContent
from bot.content.rules import Rules
from bot.content.subject import Content, Subject
from bot.settings import ROOT
from bot.store.database import Database
from tests.content.conftest import ANNE, a_topic, an_answer
from tests.content.test_commands import content
from tests.databases import filled

SHARED, OWN = "havnefest", "k0751_havnens_dag"
WORDINGS = ("nu", "igen", "i år", "ja", "mon")
SEEN = {"source": "https://aarhus.dk/kontakt", "checked": "2026-11-24"}
WEEK = {"mon": ["09:00-15:00"], "thu": ["09:00-12:00", "13:00-17:00"]}
SPECIAL = {"2026-12-23": ["09:00-12:00"], "2026-12-28": []}
CHANGED: dict[Subject, Content] = {
    Subject("topic", SHARED): a_topic(local=False),
    Subject("answer", SHARED): an_answer(text="Der er fest på havnen i juni. Kom og vær med."),
    Subject("examples", SHARED): {
        "added": [f"hvornår er der fest på havnen {word}" for word in WORDINGS]
    },
    Subject("topic", OWN, "0751"): a_topic(title="Havnens dag", question="Er der havnens dag?"),
    Subject("override", OWN, "0751"): an_answer(text="Den er i maj. Kom og vær med."),
    Subject("examples", OWN, "0751"): {"added": [f"er der åbne både {word}" for word in WORDINGS]},
    Subject("examples", "pas_pris"): {"added": ["takst for det røde hæfte"], "removed": []},
    Subject("override", "pas_foto", "0751"): an_answer(text="Mød op på {telefon}. Kom bare."),
    Subject("municipality_fact", "telephone", "0751"): {"value": "89 40 99 99", **SEEN},
    Subject("municipality_fact", "website", "0751"): {"value": "https://aarhus.dk", **SEEN},
    Subject("municipality_fact", "address", "0740"): None,
    Subject("opening_hours", "citizen_service", "0751"): {
        "days": WEEK, "exceptions": SPECIAL, **SEEN,
    },
}  # fmt: skip


@pytest.fixture
async def edited(tmp_path: Path, rules: Rules) -> Path:
    """A database in which all that is published."""
    path = tmp_path / "edited.db"
    database, live = Database(filled(path), 2), LiveContent(ROOT / "data")
    stop = live.follow(database)
    editing = Editing(database, live, rules)
    drafts = [await editing.save_draft(one, what, ANNE, None, 0) for one, what in CHANGED.items()]
    await editing.publish({draft.id: draft.saved for draft in drafts})
    stop()
    database.close()
    return path


@pytest.mark.timeout(400)
def test_the_export_is_checked_validated_by_rasa_and_brought_back_without_a_change(
    edited: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    exported = content(edited, "export", "--out", out)
    assert exported.returncode == 0, exported.stderr
    changed = {Path(json.loads(line)["changed"]).name for line in exported.stdout.splitlines()}
    assert changed >= {"topics.yml", f"{SHARED}.yml", f"{OWN}.yml", "0751-aarhus.yml"}
    checked = content(edited, "check", out)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr
    told = content(edited, "import", out)
    assert (told.returncode, told.stdout) == (0, ""), told.stderr
    elsewhere = tmp_path / "elsewhere.db"
    moved = content(elsewhere, "import", out, "--publish")
    assert moved.returncode == 0, moved.stdout
    assert content(elsewhere, "import", out).stdout == ""
    again = content(elsewhere, "export", "--out", tmp_path / "again")
    assert again.returncode == 0
    for path in (path for path in out.rglob("*.yml") if path.is_file()):
        there = tmp_path / "again" / path.relative_to(out)
        assert there.read_bytes() == path.read_bytes(), path
    _validate(out)


def _validate(project: Path) -> None:
    """`rasa data validate`, as an engineer runs it."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "rasa"), "data", "validate",
         "--domain", "domain.yml", "--data", "data", "--config", "config.yml"],
        cwd=project, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
