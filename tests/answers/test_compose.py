"""Which text: shared, then local facts or override, then channel."""

from datetime import date

import pytest

from bot.answers.compose import Composer
from bot.answers.content import Answer
from bot.answers.municipalities import Fact, Municipalities, Municipality
from bot.answers.topics import Topic, TopicList
from bot.errors import UnknownMunicipalityError, UnknownTopicError
from bot.knowledge import get_composer
from bot.turn import Source

CHECKED = date(2026, 11, 24)
SHARED = Answer(
    topic="hegn",
    text="Hegn må være højt. Ring til {kommune} på {telefon}.",
    spoken="Hegn må være højt.",
    links=(),
    source=Source(url="https://www.borger.dk", checked=CHECKED),
    aspects={"pris": "Det er gratis i {kommune}."},
)
PHONE = Fact("87 80 33 33", "https://www.odder.dk/kontakt", CHECKED)


def composer() -> Composer:
    topics = {"hegn": Topic("hegn", "bolig", "Hegn?", "Hegn", True, "02.00", "")}
    odder = Municipality(
        code="0727",
        name="Odder",
        full_name="Odder Kommune",
        region="Region Midtjylland",
        website="https://www.odder.dk",
        telephone=PHONE,
    )
    samsoe = Municipality(
        code="0741",
        name="Samsø",
        full_name="Samsø Kommune",
        region="Region Midtjylland",
        website="https://www.samsoe.dk",
        overrides={"hegn": {"text": "På Samsø er det anderledes.", "spoken": "Anderledes."}},
    )
    places = Municipalities({"0727": odder, "0741": samsoe})
    return Composer(TopicList(topics, {"bolig": "Bolig"}, frozenset()), {"hegn": SHARED}, places)


def test_shared_text_with_local_facts() -> None:
    said = composer().compose("hegn", "0727")
    assert said.text == "Hegn må være højt. Ring til Odder Kommune på 87 80 33 33."
    assert said.source == SHARED.source
    assert said.links[-1].url == "https://www.odder.dk"


def test_without_a_municipality_the_local_sentence_falls_away() -> None:
    assert composer().compose("hegn", None).text == "Hegn må være højt."


def test_a_municipalitys_own_answer_wins() -> None:
    said = composer().compose("hegn", "0741")
    assert said.overridden
    assert said.text == "På Samsø er det anderledes."


def test_the_phone_gets_the_spoken_form() -> None:
    assert composer().compose("hegn", "0727", "voice").text == "Hegn må være højt."


def test_a_follow_up_is_answered_from_the_answers_own_aspects() -> None:
    assert composer().aspect("hegn", "pris", "0727") == "Det er gratis i Odder Kommune."
    assert composer().aspect("hegn", "tid", "0727") is None


def test_unknown_topics_and_municipalities_are_told() -> None:
    with pytest.raises(UnknownTopicError):
        composer().compose("hæk", "0727")
    with pytest.raises(UnknownMunicipalityError):
        composer().compose("hegn", "9999")


def test_every_answer_can_be_given_in_every_municipality_on_both_channels() -> None:
    real = get_composer()
    for topic in real.topics.topics:
        for code in (None, *real.municipalities.by_code):
            for channel in ("web", "voice"):
                said = real.compose(topic, code, channel)
                assert said.text.strip()
                assert "{" not in said.text, (topic, code)
                assert said.source is not None, topic
