"""A closed list: one phrase an utterance, or what is not on the list, or nothing."""

from __future__ import annotations

import pytest

from tests.voice.danish.graph.search import best, phones_of
from voice.danish.graph.compose import Graph
from voice.danish.graph.lexicon_fst import UNKNOWN
from voice.danish.graph.phrases import build_phrases
from voice.danish.graph.pronunciation import Pronunciation
from voice.errors import GraphError

JA, NEJ, TAK = ("j", "a"), ("n", "aI"), ("t", "A", "g")
LEXICON = {
    "ja": [Pronunciation(JA)],
    "nej": [Pronunciation(NEJ)],
    "tak": [Pronunciation(TAK)],
    "tag": [Pronunciation(TAK)],
}


def words(graph: Graph, names: list[str]) -> tuple[str, ...] | None:
    heard = best(graph, names, frames=2)
    return heard[0] if heard else None


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_phrases(["ja", "ja tak", " nej  tak ", "ja"], LEXICON)


def test_each_phrase_is_heard_with_or_without_pauses(graph: Graph) -> None:
    assert words(graph, phones_of(JA)) == ("ja",)
    assert words(graph, phones_of("SIL", JA, "SIL", TAK, "NSN")) == ("ja", "tak")
    assert words(graph, phones_of(NEJ, TAK)) == ("nej", "tak")


def test_parts_of_phrases_and_two_of_them_are_not_heard(graph: Graph) -> None:
    assert words(graph, phones_of(NEJ)) is None
    assert words(graph, phones_of(TAK)) is None
    assert words(graph, phones_of(JA, JA)) is None


def test_nothing_said_is_no_words(graph: Graph) -> None:
    assert words(graph, ["SIL", "NSN", "SIL"]) == ()


def test_what_is_not_on_the_list_is_unknown(graph: Graph) -> None:
    assert words(graph, ["G_k", "o_I", "s_E"]) == (UNKNOWN,)
    assert words(graph, ["G_k", "o_E", "SIL", "G_k", "s_E"]) == (UNKNOWN, UNKNOWN)


def test_phrases_are_equally_likely(graph: Graph) -> None:
    one, two = best(graph, phones_of(JA)), best(graph, phones_of(NEJ, TAK))
    assert one is not None
    assert two is not None
    assert one[1] == pytest.approx(two[1], abs=0.01)


def test_repeated_phrases_follow_one_another_without_end() -> None:
    graph = build_phrases(["ja", "nej", "nej tak"], LEXICON, repeat=True)
    assert words(graph, phones_of(NEJ, JA, "SIL", NEJ, TAK, NEJ)) == (
        "nej",
        "ja",
        "nej",
        "tak",
        "nej",
    )
    assert words(graph, [*phones_of(JA), "G_k", "s_E", *phones_of(NEJ)]) == ("ja", UNKNOWN, "nej")
    assert words(graph, phones_of(TAK)) is None


def test_only_words_of_the_phrases_are_in_the_graph(graph: Graph) -> None:
    assert graph.words.words == (UNKNOWN, "ja", "tak", "nej")


def test_phrases_that_can_not_be_heard_are_refused() -> None:
    with pytest.raises(GraphError, match="måske"):
        build_phrases(["ja", "måske"], LEXICON)
    for nothing in ([], ["", "  "]):
        with pytest.raises(GraphError, match="no phrase"):
            build_phrases(nothing, LEXICON)


def test_many_phrases_take_little() -> None:
    count = 400
    lexicon = {
        f"ord{n}": [
            Pronunciation(("s", *(("a", "e", "i", "o")[n >> (2 * k) & 3] for k in range(5))))
        ]
        for n in range(count)
    }
    graph = build_phrases(list(lexicon), lexicon)
    assert graph.hclg.arcs < 40 * count
    assert words(graph, phones_of(lexicon["ord399"][0].phones)) == ("ord399",)
