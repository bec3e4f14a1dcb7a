"""The language model is a probability, learns, and survives files, mixing and pruning."""

from __future__ import annotations

import random
from math import inf
from pathlib import Path

import numpy as np
import pytest

from voice.danish.graph.arpa import read_arpa, write_arpa
from voice.danish.graph.kneser_ney import estimate
from voice.danish.graph.mixing import best_weights, mix
from voice.danish.graph.ngram import BITS, START_ID, Trigram
from voice.danish.graph.pruning import prune
from voice.errors import GraphError

VOCABULARY = ("jeg", "vil", "have", "et", "pas", "kørekort", "hvordan", "får", "nu", "aldrig")


def sentences(count: int, seed: int = 1) -> list[list[str]]:
    draw = random.Random(seed)
    made = []
    for _ in range(count):
        thing = draw.choice(("pas", "kørekort", "et"))
        begin = draw.choice((["jeg", "vil", "have"], ["hvordan", "får", "jeg"], ["jeg", "får"]))
        made.append([*begin, "et", thing, *(["nu"] if draw.random() < 0.4 else [])])
    return made


def total(model: Trigram, *history: str) -> float:
    """What all words and the end add up to after ``history``."""
    key = 0
    for word in history:
        key = key << BITS | model.ids[word]
    every = np.arange(START_ID + 1, len(model.words))
    keys = every + (key << BITS)
    return float(np.exp(model.log_prob(keys, len(history) + 1)).sum())


HISTORIES = (
    (),
    ("<s>",),
    ("<s>", "jeg"),
    ("have", "et"),
    ("aldrig",),
    ("nu", "aldrig"),
    ("et", "nu"),
)


@pytest.mark.parametrize("history", HISTORIES)
def test_probabilities_add_up_to_one_after_any_history(history: tuple[str, ...]) -> None:
    full = estimate(sentences(200), VOCABULARY)
    general = estimate([["pas", "nu"], ["et", "pas"]], ("pas", "nu", "et", "ukendt"))
    mixed = mix([(full, 1.0), (general, 0.3)], VOCABULARY)
    for model in (full, mixed, prune(mixed, 1e-3), prune(mixed, limit=5)):
        assert total(model, *history) == pytest.approx(1.0, abs=1e-6)


def test_a_word_never_seen_can_be_said() -> None:
    model = estimate(sentences(50), VOCABULARY)
    assert model.levels[0].log_prob[model.ids["aldrig"]] > -inf
    mixed = mix([(model, 1.0)], (*VOCABULARY, "splinterny"))
    assert np.exp(mixed.levels[0].log_prob[mixed.ids["splinterny"]]) > 1e-5


def test_more_sentences_make_held_out_ones_less_surprising() -> None:
    held_out = sentences(200, seed=9)
    few, some, many = (
        estimate(sentences(count), VOCABULARY).perplexity(held_out) for count in (3, 20, 400)
    )
    assert few > some > many


def test_words_outside_the_vocabulary_are_left_out_with_the_history_they_break() -> None:
    model = estimate([["jeg", "xyz", "pas"], ["jeg", "vil", "pas"]] * 3, VOCABULARY)
    assert "xyz" not in model.words
    bigrams = set(model.levels[1].keys.tolist())
    jeg, pas, vil = (model.ids[word] for word in ("jeg", "pas", "vil"))
    assert jeg << BITS | vil in bigrams
    assert jeg << BITS | pas not in bigrams


def test_a_model_without_sentences_is_even() -> None:
    model = estimate([], VOCABULARY)
    assert model.size == (len(VOCABULARY) + 2, 0, 0)
    assert total(model) == pytest.approx(1.0)
    with pytest.raises(GraphError):
        model.perplexity([])


@pytest.mark.parametrize("name", ["model.arpa", "model.arpa.gz"])
def test_a_model_written_as_arpa_reads_as_the_same(tmp_path: Path, name: str) -> None:
    model = estimate(sentences(100), VOCABULARY)
    write_arpa(model, tmp_path / name)
    again = read_arpa(tmp_path / name)
    assert again.words == model.words
    for one, other in zip(again.levels, model.levels, strict=True):
        assert one.keys.tolist() == other.keys.tolist()
        assert one.log_prob == pytest.approx(other.log_prob, abs=2e-5)
        assert one.backoff == pytest.approx(other.backoff, abs=2e-5)
    first = (tmp_path / name).read_bytes()
    write_arpa(model, tmp_path / name)
    assert (tmp_path / name).read_bytes() == first


@pytest.mark.parametrize(
    "text", ["", "\\data\\\n", "\\1-grams:\nx y\n", "\\4-grams:\n-1 a b c d\n"]
)
def test_a_file_that_is_no_arpa_model_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.arpa"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GraphError):
        read_arpa(path)


def test_pruning_keeps_what_matters() -> None:
    draw = random.Random(5)
    chatter = [draw.choices(VOCABULARY, k=6) for _ in range(60)]
    model, held_out = estimate(sentences(400) + chatter, VOCABULARY), sentences(100, seed=9)
    sizes, surprises = [], []
    for threshold in (0.0, 1e-4, 1e-2):
        pruned = prune(model, threshold)
        sizes.append(sum(pruned.size))
        surprises.append(pruned.perplexity(held_out))
    assert sum(model.size) >= sizes[0] > sizes[1] > sizes[2]
    assert model.perplexity(held_out) * 1.1 > surprises[1]
    assert surprises[1] < surprises[2]


def test_pruning_to_a_limit_stays_within_it_but_for_histories_of_kept_trigrams() -> None:
    model = estimate(sentences(400), VOCABULARY)
    _, bigrams, trigrams = prune(model, limit=12).size
    assert 12 <= bigrams + trigrams <= 12 + trigrams


def test_the_mix_that_fits_leans_on_the_source_that_fits() -> None:
    fits = estimate(sentences(200), VOCABULARY)
    draw = random.Random(3)
    noise = estimate([draw.choices(VOCABULARY, k=5) for _ in range(200)], VOCABULARY)
    held_out = sentences(100, seed=9)
    fit, other = best_weights([fits, noise], held_out)
    assert fit > 0.8
    assert fit + other == pytest.approx(1.0)
    best = mix([(fits, fit), (noise, other)], VOCABULARY).perplexity(held_out)
    even = mix([(fits, 1.0), (noise, 1.0)], VOCABULARY).perplexity(held_out)
    assert best < even


def test_a_mix_of_nothing_is_refused() -> None:
    model = estimate(sentences(5), VOCABULARY)
    for parts in ([], [(model, 0.0)], [(model, 1.0), (model, -0.5)]):
        with pytest.raises(GraphError):
            mix(parts, VOCABULARY)
