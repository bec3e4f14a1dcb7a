"""Which questions are one: new matters in several wordings against each other."""

import itertools

import pytest

from bot.inbox.likeness import Features, Known, Question
from bot.knowledge import get_live_content, get_normaliser
from tests.inbox.asking import LADCYKEL

MATTERS = (
    LADCYKEL,
    ("Findes der en padelbane i byen?", "Har I padelbaner?"),
    ("Må jeg flyve med drone i parken?", "flyve drone over skoven"),
    ("Har I en gratis ladestander til elbil?", "hvor er der ladestandere"),
    ("Kan jeg få et gravsted til min hund?", "begrave min hund"),
    ("Hvor kan jeg låne en trailer?", "kan man leje en trailer hos kommunen"),
    ("Kan jeg få en sandsæk mod oversvømmelse?", "sandsække"),
    ("Hvordan melder jeg mig som frivillig besøgsven?", "jeg vil gerne være besøgsven"),
    ("Kan man leje en hal hos kommunen?",),
    ("Hvor kan jeg låne en boremaskine?",),
)


@pytest.fixture(scope="module")
def features() -> Features:
    normalise = get_normaliser()
    every = get_live_content().base.raw.examples.values()
    return Features([normalise(text) for one in every for text in one])


def _ask(text: str, answered: str | None = None) -> Question:
    return Question(get_normaliser()(text), answered)


def test_no_two_matters_are_one_and_most_wordings_of_one_are(features: Features) -> None:
    texts = [(text, number) for number, one in enumerate(MATTERS) for text in one]
    known = Known(features)
    known.add(range(len(texts)), [_ask(text) for text, _ in texts])
    groups = known.groups_within([_ask(text) for text, _ in texts])
    for one, other in itertools.combinations(range(len(texts)), 2):
        if groups[one] == groups[other]:
            assert texts[one][1] == texts[other][1], (texts[one], texts[other])
    assert len(set(groups)) <= len(MATTERS) + 2


def test_three_wordings_are_one_whichever_came_first(features: Features) -> None:
    for first, *later in itertools.permutations(LADCYKEL):
        known = Known(features)
        known.add([7], [_ask(first)])
        assert known.nearest([_ask(text) for text in later]) == [7, 7]


def test_a_dropped_group_is_like_nothing(features: Features) -> None:
    known = Known(features)
    known.add([1, 2], [_ask(LADCYKEL[0]), _ask("padelbane")])
    known.drop({1})
    assert known.ids == {2}
    assert known.nearest([_ask(LADCYKEL[0]), _ask("padelbanen")]) == [None, 2]


def test_two_answers_keep_questions_apart_unless_they_are_nearly_equal(features: Features) -> None:
    known = Known(features)
    known.add([1], [_ask("Hvad koster en ladcykel?", "a")])
    asked = [_ask("Udlåner I ladcykler?", topic) for topic in (None, "a", "b")]
    assert known.nearest(asked) == [1, 1, None]
    assert known.nearest([_ask("hvad koster en ladcykel", "b")]) == [1]
