"""A whole training as `muni jobs` does it, on a few real topics: nothing in it is played."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.answers.topics import TopicList
from bot.content.revision import Author
from bot.content.revisions import publish, save_draft
from bot.content.subject import Subject
from bot.dialogue.model_files import newest_model
from bot.jobs.supervisor import Supervisor
from bot.publishing.publisher import Publisher
from bot.publishing.registry import ModelRegistry
from bot.publishing.signing import is_signed, sign
from bot.publishing.speech import heard_words, speech_path
from bot.settings import ROOT, Settings
from bot.store.database import Database
from bot.training.comparison import Comparison
from bot.training.judging import Questions, judge
from bot.training.runs import Run, TrainingRuns
from tests.databases import filled
from tests.jobs.small_content import small_content

TAUGHT = "hvad skal jeg dog bløde for sådan et rejsedokument fra havnefogeden"
APART = "er passet mon dyrt i anskaffelse"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The training's own process reads them from the environment."""
    named = {
        "database_url": filled(tmp_path / "muni.db"),
        "jobs_file": tmp_path / "jobs" / "jobs.db",
        "models_folder": tmp_path / "models",
        "model_key_file": tmp_path / "model.key",
        "data_folder": small_content(tmp_path),
    }
    for name, value in named.items():
        monkeypatch.setenv(f"MUNI_{name.upper()}", str(value))
    return Settings()


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The real model answers; staff have published an example and labelled two questions."""
    made = Database(settings.database_url, 2)
    made.migrate()
    settings.models_folder.mkdir()
    present = settings.models_folder / "muni-20200101-000000.tar.gz"
    present.symlink_to(newest_model(ROOT / "models"))
    sign(present, settings.model_key_file)
    asyncio.run(Publisher(made, settings).adopt(present))
    asyncio.run(made.run(_taught))
    yield made
    made.close()


def _taught(session: Session) -> None:
    subject = Subject("examples", "pas_pris")
    change = {"added": [TAUGHT, APART], "removed": []}
    draft = save_draft(session, subject, change, "hash", Author("u", "Mette"), None, 0)
    publish(session, draft.id, "")
    session.execute(text("DROP TABLE IF EXISTS labelled_questions"))
    session.execute(
        text("CREATE TABLE labelled_questions (text TEXT, topic VARCHAR(64), held_out BOOLEAN)")
    )
    session.execute(
        text(
            "INSERT INTO labelled_questions VALUES (:apart, 'pas_pris', true),"
            " ('passet er væk hvad gør man så mon nu', 'pas_bortkommet', false)"
        ),
        {"apart": APART},
    )


def _train(settings: Settings, database: Database) -> Run:
    runs = TrainingRuns(database)
    run = asyncio.run(runs.add("mette"))
    supervisor = Supervisor(settings)
    supervisor.train(run.id)
    supervisor.close()
    return asyncio.run(runs.get(run.id))


def _trains_to_the_same(settings: Settings, model: str, out: Path) -> None:
    """`muni content export`, and Rasa's own training in what it wrote."""
    tools = Path(sys.executable).parent
    subprocess.run([tools / "muni", "content", "export", "--out", out], cwd=ROOT, check=True)
    check = subprocess.run([tools / "muni", "content", "check", out], cwd=ROOT, check=False)
    assert check.returncode == 0
    again = subprocess.run(
        [tools / "muni", "content", "import", out],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert again.stdout == "", "what was labelled or is measured with is no edit"
    subprocess.run(
        [tools / "rasa", "train", "--fixed-model-name", "rasa"],
        cwd=out, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True,
    )  # fmt: skip
    rasas, ours = out / "models" / "rasa.tar.gz", settings.models_folder / f"{model}.tar.gz"
    sign(rasas, settings.model_key_file)
    questions = Questions.gather(out / "data", (), TopicList.load(out / "data" / "topics.yml"))
    assert [row.text for row in questions.staff] == [APART]
    assert judge(rasas, questions, settings) == judge(ours, questions, settings)


def test_what_staff_taught_becomes_a_candidate_beside_the_present_model(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    run = _train(settings, database)
    assert run.state == "done", run.log
    assert run.model_id is not None
    model = asyncio.run(ModelRegistry(database).get(run.model_id))
    file = settings.models_folder / model.file
    assert model.state == "candidate"
    assert model.created_by == "mette"
    assert is_signed(file, settings.model_key_file)
    assert model.comparison is not None
    found = Comparison.from_json(model.comparison)
    assert found.against == "muni-20200101-000000"
    assert found.left_out == 1, "what is measured with is not learnt from"
    assert found.staff is not None
    assert found.staff.questions == 1
    assert found.tests.top_1 > 0.9
    assert found.speech is not None
    assert "havnefogeden" in heard_words(speech_path(file))
    assert "havnefogeden" not in heard_words(settings.speech_model)
    assert list(settings.jobs_file.parent.glob("training-*")) == []
    _trains_to_the_same(settings, model.id, tmp_path / "exported")
    pointer = asyncio.run(Publisher(database, settings).publish(model.id, "mette", "prøve"))
    assert pointer.model_id == model.id
