"""Advice on examples: what resembles what, how uniform a list is, what can't be heard."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.content.advice import Likeness, likeness
from bot.content.example_advice import advise
from bot.content.heard_words import unheard_words
from bot.content.layered import LayeredContent
from bot.content.live import LiveContent

PASSPORT = ["hvad koster et pas", "prisen på et pas", "hvor dyrt er et pas", "pas pris"]
LICENCE = ["forny mit kørekort", "hvordan fornyer jeg kørekortet", "hvor dyrt er et pas og et kort"]
BINS = ["hvornår tømmes skraldespanden", "tømning af affald", "skraldemanden kom ikke"]


def _content(live: LiveContent, **examples: list[str]) -> LayeredContent:
    return replace(live.content, raw=replace(live.content.raw, examples=dict(examples)))


def _three(live: LiveContent) -> LayeredContent:
    return _content(live, pas_pris=PASSPORT, koerekort_forny=LICENCE, affald_toemmedag=BINS)


def test_a_text_finds_its_twin_under_another_topic_alone(live: LiveContent) -> None:
    alike = Likeness(_three(live))
    twin = alike.twin("koerekort_forny", "hvad koster et pas nu")
    assert twin is not None
    assert (twin.topic, twin.text) == ("pas_pris", "hvad koster et pas")
    assert alike.twin("pas_pris", "hvad koster et pas nu") is None, "its own are no twins"
    assert alike.twin("pas_pris", "noget helt andet om bier") is None


def test_a_confused_pair_shows_both_topics_and_tells_which_examples_are_astray(
    live: LiveContent,
) -> None:
    alike = Likeness(_three(live))
    pair = next(one for one in alike.confusions if "pas_pris" in one.topics)
    assert set(pair.topics) == {"pas_pris", "koerekort_forny"}
    sides: Mapping[str, tuple[str, ...]] = dict(zip(pair.topics, pair.examples, strict=True))
    nearer = dict(zip(pair.topics, pair.nearer, strict=True))
    assert sides["koerekort_forny"][0] == "hvor dyrt er et pas og et kort"
    assert nearer["koerekort_forny"] == 1
    assert sides["pas_pris"], "the other topic's examples stand beside"
    assert pair.count == sum(pair.nearer)
    assert alike.of("affald_toemmedag") == []


def test_uniform_examples_are_told_of_and_few_too(live: LiveContent, tmp_path: Path) -> None:
    content = _three(live)
    same = [f"hvad koster et pas {number}" for number in range(40)]
    told = advise("pas_pris", same, [], likeness(content), content.topics, tmp_path)
    assert told.whole == ("Eksemplerne ligner hinanden meget. Skriv også nogle med helt andre ord",)
    few = advise("pas_pris", BINS, [], likeness(content), content.topics, tmp_path)
    assert few.whole == ("Emnet har 3 eksempler. Skriv gerne mindst 40",)


def test_no_examples_at_all_resemble_nothing(live: LiveContent) -> None:
    assert Likeness(_content(live, pas_pris=["pas"])).confusions == []


def test_the_comparison_is_made_once_for_the_same_examples(live: LiveContent) -> None:
    content = _three(live)
    assert likeness(content) is likeness(replace(content, version=content.version + 1))
    assert likeness(content) is not likeness(_content(live, pas_pris=PASSPORT, pas_barn=BINS))


def test_words_that_the_recogniser_lacks_are_named_once(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "words.txt").write_text("pas 1\nkoster 2\n", encoding="utf-8")
    assert unheard_words("Pas koster snebøger, 22 snebøger", tmp_path) == ["snebøger"]
    assert unheard_words("snebøger", tmp_path / "none") == [], "nothing is known, nothing told"
