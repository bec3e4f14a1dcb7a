"""What is refused before it is saved, and what staff are reminded of."""

from datetime import date
from typing import Any

import pytest

from bot.content.live import LiveContent
from bot.content.problem import Problem
from bot.content.reminders import content_reminders
from bot.content.rules import Rules
from bot.content.subject import Subject, topic_id
from bot.knowledge import get_masker
from tests.content.conftest import a_topic, an_answer

TODAY = date(2026, 11, 25)
PRICE = Subject("answer", "pas_pris")


def _judged(rules: Rules, live: LiveContent, subject: Subject, content: Any) -> list[Problem]:
    return rules.check(subject, content, live.content, TODAY)


def _told(rules: Rules, live: LiveContent, subject: Subject, content: Any) -> str:
    return "\n".join(
        f"{p.level} {p.field}: {p.text}" for p in _judged(rules, live, subject, content)
    )


def _source(**changed: Any) -> list[dict[str, Any]]:
    return [{"url": "https://www.borger.dk/a", "checked": "2026-11-24", "facts": []} | changed]


def test_all_that_lies_in_the_files_keeps_the_rules(rules: Rules, live: LiveContent) -> None:
    raw = live.content.raw
    for topic in raw.answers:
        subject = Subject("answer", topic)
        told = _told(rules, live, subject, raw.at(subject))
        assert "error" not in told, (topic, told)
    for topic in live.content.topics.topics:
        subject = Subject("topic", topic)
        assert _judged(rules, live, subject, raw.at(subject)) == [], topic
    for code, place in raw.municipalities.items():
        for key in [key for key in ("telephone", "address") if key in place]:
            subject = Subject("municipality_fact", key, code)
            assert _judged(rules, live, subject, raw.at(subject)) == [], subject
        for key in place.get("hours", {}):
            subject = Subject("opening_hours", key, code)
            assert _judged(rules, live, subject, raw.at(subject)) == [], subject


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": "Ring til {kommune på {telefon}."}, "pladsholder er ikke hel"),
        ({"text": "Ring til {borgmester}."}, "{borgmester} findes ikke"),
        ({"text": "{adresse}"}, "uden lokale oplysninger"),
        ({"text": "Det koster 900 kr. for et pas."}, "hvilket år"),
        ({"aspects": {"pris": "Det koster 900 kroner."}}, "error aspects.pris: Skriv, hvilket år"),
        ({"aspects": {"vejret": "Godt."}}, "brug pris, tid"),
        ({"spoken": ""}, "spoken skal udfyldes"),
        ({"spoken": "Se https://borger.dk."}, "kan ikke siges i telefonen"),
        ({"spoken": "ja " * 61}, "61 ord er for mange"),
        ({"sources": []}, "mindst én kilde"),
        ({"sources": [{"url": "https://a.dk/b"}]}, "sources.1.checked mangler"),
        ({"sources": _source(checked="i går")}, "skal være en dato"),
        ({"sources": _source(checked="2027-01-01")}, "ude i fremtiden"),
        ({"sources": _source(url="javascript:alert(1)")}, "ikke den rigtige form"),
        ({"links": []}, "mindst ét link"),
        ({"links": [{"title": "a", "url": "http://a.dk"}]}, "links.1.url har ikke"),
        (
            {"text": "Kommunalbestyrelsens sagsbehandlingsfrister offentliggøres løbende."},
            "svær at læse",
        ),
        ({"note": "x"}, "note kendes ikke"),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused_with_the_reason(
    rules: Rules, live: LiveContent, changed: dict[str, Any], told: str
) -> None:
    said = _told(rules, live, PRICE, an_answer(**changed))
    assert told in said
    assert "error" in said


def test_old_sources_and_amounts_are_reminded_of_and_not_refused(
    rules: Rules, live: LiveContent
) -> None:
    text = "Et pas koster 900 kr. i 2025, og du betaler det samme sted, hvor du søger om det."
    problems = _judged(
        rules, live, PRICE, an_answer(text=text, sources=_source(checked="2025-11-24"))
    )
    assert [(p.level, p.field) for p in problems] == [("reminder", "sources"), ("reminder", "text")]
    assert "Find 2026-tallet" in problems[1].text


def test_the_files_own_old_amounts_are_listed(live: LiveContent) -> None:
    found = content_reminders(live.content, None, TODAY)
    assert any("2023" in problem.text for problem in found[PRICE])
    assert content_reminders(live.content, "0751", TODAY) == {}
    assert content_reminders(live.content, "0751", date(2028, 1, 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jeg hedder Mette Hansen og vil have pas", "et navn"),
        ("mit cpr er 010190-1234 hvad koster pas", "et cpr-nummer"),
        ("ring til mig på 28 12 34 56 om pas", "et telefonnummer"),
        ("skriv til mette@firma.dk om prisen", "en e-mailadresse"),
    ],
)
def test_personal_data_in_an_example_is_refused(
    rules: Rules, live: LiveContent, text: str, told: str
) -> None:
    said = _told(rules, live, Subject("examples", "pas_pris"), {"added": [text]})
    assert f"indeholder {told}" in said


def test_an_example_belongs_to_one_topic_and_to_no_test(rules: Rules, live: LiveContent) -> None:
    subject = Subject("examples", "pas_pris")
    stolen = live.content.raw.examples["affald_beholder"][0]
    said = _told(rules, live, subject, {"added": [stolen]})
    assert f"er allerede et eksempel på «{live.content.topics['affald_beholder'].title}»" in said
    measured = Rules(get_masker(), frozenset({"hvad er prisen på sådan et pas"}))
    said = _told(measured, live, subject, {"added": ["Hvad er prisen på sådan et pas?"]})
    assert "måle modellen" in said
    assert _judged(rules, live, subject, {"added": ["hvad kommer et nyt rødt pas op i"]}) == []


@pytest.mark.parametrize(
    ("subject", "changed", "told"),
    [
        (Subject("topic", "havnefest"), {"category": "findes_ikke"}, "Kategorien findes ikke"),
        (Subject("topic", "havnefest"), {"kle": "havn"}, "kle har ikke den rigtige form"),
        (Subject("topic", "greeting"), {}, "MUNI selv bruger"),
        (Subject("topic", "nlu_fallback"), {}, "MUNI selv bruger"),
        (Subject("topic", "havnefest"), {"title": "Pris på pas"}, "der hedder «Pris på pas»"),
        (Subject("topic", "havnefest"), {"question": "hvad koster et pas"}, "Pris på pas"),
    ],
)
def test_a_topic_that_cannot_be_is_refused(
    rules: Rules, live: LiveContent, subject: Subject, changed: dict[str, Any], told: str
) -> None:
    assert told in _told(rules, live, subject, a_topic(**changed))


def test_a_topics_id_comes_of_its_name() -> None:
    assert topic_id("Åben café på Ærø!") == "aaben_cafe_paa_aeroe"
    assert len(topic_id("x" * 99)) == 64


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"mon": ["15:00-09:00"]}, "med den tidligste først"),
        ({"mon": ["9-15"]}, "Skriv tiderne som"),
        ({"man": ["09:00-15:00"]}, "brug mon"),
        ({"mon": ["09:00-13:00", "12:00-15:00"]}, "overlapper"),
        ({}, "mindst én dag"),
    ],
)
def test_opening_hours_that_cannot_be_read_are_refused(
    rules: Rules, live: LiveContent, days: dict[str, list[str]], told: str
) -> None:
    hours = {"days": days, "source": "https://aarhus.dk/tid", "checked": "2026-11-24"}
    assert told in _told(rules, live, Subject("opening_hours", "telephone", "0751"), hours)


def test_a_fact_needs_a_telephone_number_that_can_be_rung_and_a_known_municipality(
    rules: Rules, live: LiveContent
) -> None:
    fact = {"value": "89 40", "source": "https://aarhus.dk/a", "checked": "2026-11-24"}
    telephone = Subject("municipality_fact", "telephone", "0751")
    assert "otte cifre" in _told(rules, live, telephone, fact)
    nowhere = Subject("municipality_fact", "telephone", "9999")
    assert "Kommunen findes ikke" in _told(rules, live, nowhere, fact | {"value": "89402000"})


def test_shared_content_can_be_changed_but_not_taken_away(rules: Rules, live: LiveContent) -> None:
    assert "kan ikke fjernes" in _told(rules, live, PRICE, None)


def test_malformed_content_is_told_and_never_raises(rules: Rules, live: LiveContent) -> None:
    for content in ({}, {"text": 7}, {"text": [], "links": "x"}, {1: 2}, [1], "x", 5):
        assert "error" in _told(rules, live, PRICE, content)
