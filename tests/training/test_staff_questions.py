"""Questions that staff labelled: learnt from or measured with, and never both."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.content.layered import LayeredContent
from bot.content.live import LiveContent
from bot.danish.normalise import fold
from bot.dialogue.labelled import Labelled
from bot.settings import ROOT
from bot.store.database import Database
from bot.training.errors import TrainingRefusedError
from bot.training.judging import Questions
from bot.training.readiness import check_learnable, with_labelled, without_measured
from bot.training.staff_questions import StaffQuestions, read_staff_questions
from tests.databases import filled

DATA = ROOT / "data"
LEARNT = Labelled("hvad skal jeg dog give for sådan et pas", "pas_pris")
APART = Labelled("prisen på passet er hvad for en", "pas_pris")


@pytest.fixture(scope="module")
def content() -> LayeredContent:
    return LiveContent(DATA).content


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(filled(tmp_path / "muni.db"), 2)
    yield made
    made.close()


async def _label(database: Database, rows: list[tuple[Labelled, bool]] | None) -> None:
    """The table with ``rows``, as the inbox writes it, or no table."""

    def work(session: Session) -> None:
        session.execute(text("DROP TABLE IF EXISTS labelled_questions"))
        if rows is None:
            return
        session.execute(
            text("CREATE TABLE labelled_questions (text TEXT, topic VARCHAR(64), held_out BOOLEAN)")
        )
        for row, held_out in rows:
            session.execute(
                text("INSERT INTO labelled_questions VALUES (:text, :topic, :held_out)"),
                {"text": row.text, "topic": row.topic, "held_out": held_out},
            )

    await database.run(work)


async def test_a_database_without_labels_gives_none(database: Database) -> None:
    await _label(database, None)
    assert await read_staff_questions(database) == StaffQuestions()


async def test_labels_are_told_apart(database: Database) -> None:
    await _label(database, [(LEARNT, False), (APART, True)])
    found = await read_staff_questions(database)
    assert (found.learnt, found.held_out) == ((LEARNT,), (APART,))


def test_what_is_labelled_is_learnt_once_and_an_example_stays_what_it_is(
    content: LayeredContent,
) -> None:
    taken = content.raw.examples["pas_foto"][0]
    unknown = Labelled("hvad er det her", "k0751_borte")
    taught = with_labelled(content, [LEARNT, LEARNT, Labelled(taken, "pas_pris"), unknown])
    assert taught.raw.examples["pas_pris"] == [*content.raw.examples["pas_pris"], LEARNT.text]
    assert "k0751_borte" not in taught.raw.examples
    assert taught.raw.examples["pas_foto"] is content.raw.examples["pas_foto"]


def test_no_example_is_a_question_that_is_measured_with(content: LayeredContent) -> None:
    questions = Questions.gather(DATA, [APART], content.topics)
    shouted = Labelled(APART.text.upper() + " ?", "pas_pris")
    taught = with_labelled(content, [LEARNT, shouted])
    learnable = without_measured(taught, questions.kept_apart)
    examples = learnable.content.raw.examples["pas_pris"]
    assert LEARNT.text in examples
    assert shouted.text not in examples
    assert learnable.left_out == 1
    check_learnable(learnable)


def test_a_question_of_the_tests_is_measured_once_and_one_without_its_topic_not_at_all(
    content: LayeredContent,
) -> None:
    plain = Questions.gather(DATA, [], content.topics)
    again = Labelled(plain.tests[0].text, plain.tests[0].topic)
    gone = Labelled("hvor er den blevet af", "k0751_borte")
    found = Questions.gather(DATA, [again, APART, gone], content.topics)
    assert found.staff == (APART,)
    assert found.hash() != plain.hash()


def test_too_few_examples_are_refused_in_words(content: LayeredContent) -> None:
    all_but_three = frozenset(map(fold, content.raw.examples["pas_pris"][3:]))
    learnable = without_measured(content, all_but_three)
    with pytest.raises(TrainingRefusedError, match="har for få eksempler: 3"):
        check_learnable(learnable)


def test_one_example_in_two_topics_is_refused_in_words(content: LayeredContent) -> None:
    stolen = content.raw.examples["pas_foto"][0]
    both = {**content.raw.examples, "pas_pris": [*content.raw.examples["pas_pris"], stolen]}
    doubled = replace(content, raw=replace(content.raw, examples=both))
    with pytest.raises(TrainingRefusedError, match="står både under"):
        check_learnable(without_measured(doubled, frozenset()))
