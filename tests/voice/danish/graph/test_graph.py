"""Paths through HCLG have the words and the cost that lexicon and language model say."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from tests.voice.danish.graph.search import best, phones_of
from voice.danish.graph.compose import Graph, build_graph
from voice.danish.graph.kneser_ney import estimate
from voice.danish.graph.lexicon_fst import UNKNOWN, Costs, Words, lexicon_fst
from voice.danish.graph.ngram import END_ID, Trigram
from voice.danish.graph.pronunciation import Pronunciation
from voice.danish.graph.transducer import read
from voice.errors import GraphError

PAS, HAR, ALT, A = ("p", "A", "s"), ("h", "A"), ("?A", "l", "t"), ("?O",)
LEXICON = {
    "pas": [Pronunciation(PAS)],
    "har": [Pronunciation(HAR, 0.7), Pronunciation(("h", "A", "R"), 0.3)],
    "hár": [Pronunciation(HAR)],
    "alt": [Pronunciation(ALT)],
    "å": [Pronunciation(A)],
    "og": [Pronunciation(A, 0.5), Pronunciation(("?O", "w"), 0.5)],
}
SENTENCES = [["har", "pas"], ["alt", "har", "pas"], ["alt", "og", "pas"], ["har", "alt"]] * 3
COSTS = Costs()


@pytest.fixture(scope="module")
def model() -> Trigram:
    return estimate(SENTENCES, LEXICON)


@pytest.fixture(scope="module")
def graph(model: Trigram) -> Graph:
    return build_graph(LEXICON, model, COSTS)


def cost(model: Trigram, *words: str) -> float:
    """-ln p of a sentence."""
    return float(-model.log_probs([words]).sum())


def test_a_sentence_costs_what_the_language_model_says(graph: Graph, model: Trigram) -> None:
    heard = best(graph, phones_of(ALT, ("h", "A", "R"), PAS))
    assert heard is not None
    assert heard[0] == ("alt", "har", "pas")
    assert heard[1] == pytest.approx(cost(model, "alt", "har", "pas") - log(0.3), abs=0.01)


def test_words_never_seen_together_back_off(graph: Graph, model: Trigram) -> None:
    heard = best(graph, phones_of(PAS, ALT, ALT))
    assert heard is not None
    assert heard[0] == ("pas", "alt", "alt")
    assert heard[1] == pytest.approx(cost(model, "pas", "alt", "alt"), abs=0.01)


def test_each_pronunciation_is_heard_at_its_own_cost(graph: Graph) -> None:
    short, long = (best(graph, phones_of(way, PAS)) for way in (HAR, ("h", "A", "R")))
    assert short is not None
    assert long is not None
    assert short[0] == long[0] == ("har", "pas")
    assert long[1] - short[1] == pytest.approx(log(0.7 / 0.3), abs=0.01)


def test_of_words_said_alike_the_likelier_in_its_place_is_heard() -> None:
    context = [["pas", "hár"], ["alt", "har"], ["har", "pas"]] * 5
    graph = build_graph(LEXICON, estimate(context, LEXICON))
    for before, expected in ((PAS, ("pas", "hár")), (ALT, ("alt", "har"))):
        heard = best(graph, phones_of(before, HAR))
        assert heard is not None
        assert heard[0] == expected


def test_every_homophone_is_in_the_graph(graph: Graph) -> None:
    numbers = set(graph.hclg.olabel.tolist()) - {0}
    assert numbers == set(range(1, len(graph.words.words) + 1))


def test_phones_may_last_and_silence_and_noise_may_come_anywhere(
    graph: Graph, model: Trigram
) -> None:
    names = phones_of("SIL", HAR, PAS, "NSN", "SIL")
    heard, longer = best(graph, names), best(graph, names, frames=5)
    assert heard is not None
    assert heard == longer
    assert heard[0] == ("har", "pas")
    extra = 2 * COSTS.silence + COSTS.noise - log(0.7)
    assert heard[1] >= cost(model, "har", "pas") + extra - 0.01


def test_silence_within_a_word_is_no_word(graph: Graph) -> None:
    assert best(graph, ["p_B", "SIL", "A_I", "s_E"]) is None


def test_what_no_word_fits_is_unknown_and_costs_by_the_phone(graph: Graph) -> None:
    short = best(graph, [*phones_of(ALT), "G_m", "y_I", "d_E"])
    long = best(graph, [*phones_of(ALT), "G_m", "y_I", "y_I", "w_I", "d_E"])
    assert short is not None
    assert long is not None
    assert short[0] == long[0] == ("alt", UNKNOWN)
    assert long[1] - short[1] == pytest.approx(2 * COSTS.unknown_phone, abs=0.01)


def test_an_unknown_word_may_stand_between_known_ones(graph: Graph) -> None:
    heard = best(graph, [*phones_of(HAR), "G_m", "d_E", "SIL", *phones_of(PAS)])
    assert heard is not None
    assert heard[0] == ("har", UNKNOWN, "pas")


def test_each_state_is_entered_by_one_phone_and_holds_it(graph: Graph) -> None:
    hclg = graph.hclg
    loops = hclg.source == hclg.target
    assert np.all(hclg.ilabel[loops] % 2 == 1)
    held = dict(zip(hclg.target[loops].tolist(), hclg.ilabel[loops].tolist(), strict=True))
    entering = ~loops & (hclg.ilabel > 0)
    for target, label in zip(hclg.target[entering], hclg.ilabel[entering], strict=True):
        assert held[int(target)] == label - 1
    assert np.all(hclg.ilabel[entering] % 2 == 0)


def test_arcs_are_sorted_and_the_file_reads_back(graph: Graph, tmp_path: Path) -> None:
    graph.write(tmp_path / "graph")
    again = read(tmp_path / "graph" / "HCLG.fst")
    for column in ("source", "ilabel", "olabel", "weight", "target", "final"):
        assert np.array_equal(getattr(again, column), getattr(graph.hclg, column))
    lines = (tmp_path / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["<eps> 0", f"{UNKNOWN} 1"]
    assert lines[-1] == f"#0 {len(LEXICON) + 2}"


@pytest.mark.parametrize("content", [b"", b"kort", b"\0" * 200])
def test_another_file_is_no_transducer(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.fst"
    path.write_bytes(content)
    with pytest.raises(GraphError):
        read(path)


@pytest.mark.parametrize(
    "lexicon",
    [
        {"to ord": [Pronunciation(PAS)]},
        {"": [Pronunciation(PAS)]},
        {"#0": [Pronunciation(PAS)]},
        {UNKNOWN: [Pronunciation(PAS)]},
        {"pas": []},
        {"pas": [Pronunciation(())]},
        {"pas": [Pronunciation(("p", "xx"))]},
        {"pas": [Pronunciation(PAS, 0.0)]},
        {"pas": [Pronunciation(PAS, 1.5)]},
    ],
)
def test_a_lexicon_that_can_not_be_said_is_refused(
    lexicon: dict[str, list[Pronunciation]],
) -> None:
    with pytest.raises(GraphError):
        lexicon_fst(lexicon, Words.of(lexicon))


def test_a_language_model_with_other_words_is_refused(model: Trigram) -> None:
    with pytest.raises(GraphError, match="har"):
        build_graph({"pas": LEXICON["pas"]}, model)


def test_a_pruned_unigram_model_still_makes_a_graph() -> None:
    even = estimate([], LEXICON)
    heard = best(build_graph(LEXICON, even), phones_of(PAS))
    assert heard is not None
    assert heard[0] == ("pas",)
    end = float(np.exp(even.levels[0].log_prob[END_ID]))
    assert heard[1] == pytest.approx(-2 * log(end), abs=0.01)
