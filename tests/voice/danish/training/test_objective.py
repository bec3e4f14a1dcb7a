"""The sums over all rows of phones are those that counting them one by one gives."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch")

from torch import Tensor  # noqa: E402

from voice.danish.phones import PHONES  # noqa: E402
from voice.danish.training.objective import (  # noqa: E402
    NEVER,
    denominator,
    numerator,
    phone_trigram,
)
from voice.danish.training.train import trigram_score  # noqa: E402

SIZE = len(PHONES)
ROWS = [[0, 5, 40, 7, 0], [0, 5, 40, 9, 0], [0, 33, 4, 4, 33, 0, 5, 0], [0, 1, 0, 50, 0]]
BIGRAM, TRIGRAM = phone_trigram(ROWS)
Scores = NDArray[np.float32]


def drawn(batch: int, time: int, spread: float = 2.0) -> Scores:
    rng = np.random.default_rng(batch * 100 + time)
    return rng.normal(0.0, spread, (batch, time, 2 * SIZE)).astype(np.float32)


def added(paths: list[float]) -> float:
    return float(np.logaddexp.reduce(paths))


def every_row(scores: Scores) -> float:
    """The denominator of one utterance (time, pdfs), path by path."""
    chance = np.log(TRIGRAM.astype(float))
    paths = []
    for moves in itertools.product(range(-1, SIZE), repeat=len(scores) - 1):
        before, now, total = 0, 0, float(scores[0, 0])
        for step, move in enumerate(moves, 1):
            if move < 0:
                total += scores[step, 2 * now + 1]
            else:
                total += chance[before, now, move] + scores[step, 2 * move]
                before, now = now, move
        paths.append(total)
    return added(paths)


def every_way(scores: Scores, phones: list[int], allowed: NDArray[np.float32]) -> float:
    """The numerator of one utterance: all ways to share its steps among the phones."""
    time, count = len(scores), len(phones)
    paths = []
    for entries in itertools.combinations(range(1, time), count - 1):
        starts = (0, *entries)
        total = 0.0
        for step in range(time):
            place = sum(start <= step for start in starts) - 1
            pdf = 2 * phones[place] + (step not in starts)
            # The first step of an utterance is in its first phone whatever the labels say.
            total += scores[step, pdf] + allowed[step, place]
        paths.append(total)
    return added(paths)


def tables() -> tuple[Tensor, Tensor]:
    return torch.from_numpy(BIGRAM), torch.from_numpy(TRIGRAM)


def every_phone(batch: int, time: int, phones: list[list[int]]) -> tuple[Tensor, ...]:
    """``phones``, ``counts`` and an ``allowed`` that allows everything."""
    longest = max(map(len, phones))
    padded = torch.tensor([row + [0] * (longest - len(row)) for row in phones])
    counts = torch.tensor([len(row) for row in phones])
    return padded, counts, torch.zeros(batch, time, longest)


@pytest.mark.parametrize("time", [1, 2, 3, 4])
def test_the_denominator_is_the_sum_over_all_rows_of_phones(time: int) -> None:
    batch = 1 if time == 4 else 3
    scores = drawn(batch, time)
    found = denominator(torch.from_numpy(scores), torch.full((batch,), time), *tables())
    assert found.tolist() == pytest.approx([every_row(one) for one in scores], abs=1e-3)


def test_steps_beyond_an_utterances_end_do_not_count() -> None:
    scores = drawn(3, 3)
    steps = torch.tensor([3, 1, 2])
    found = denominator(torch.from_numpy(scores), steps, *tables()).tolist()
    expected = [every_row(one[:length]) for one, length in zip(scores, (3, 1, 2), strict=True)]
    assert found == pytest.approx(expected, abs=1e-3)
    phones, counts, allowed = every_phone(3, 3, [[0, 5], [0], [0, 40]])
    said = numerator(torch.from_numpy(scores), steps, phones, counts, allowed).tolist()
    rows = ([0, 5], [0], [0, 40])
    free = np.zeros((3, 2), np.float32)
    expected = [
        every_way(one[:length], row, free)
        for one, length, row in zip(scores, (3, 1, 2), rows, strict=True)
    ]
    assert said == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("row", [[0], [0, 7], [0, 7, 7, 31], [0, 5, 40, 7, 0, 3]])
def test_the_numerator_is_the_sum_over_all_ways_through_the_phones(row: list[int]) -> None:
    scores = drawn(1, 8)
    phones, counts, allowed = every_phone(1, 8, [row])
    said = numerator(torch.from_numpy(scores), torch.tensor([8]), phones, counts, allowed)
    assert said.item() == pytest.approx(every_way(scores[0], row, allowed[0].numpy()), abs=1e-3)


def test_a_phone_is_only_counted_where_the_labels_allow_it() -> None:
    row = [0, 5, 40]
    scores = drawn(1, 7)
    phones, counts, allowed = every_phone(1, 7, [row])
    allowed[0, :3, 2] = NEVER
    allowed[0, 4:, 0] = NEVER
    said = numerator(torch.from_numpy(scores), torch.tensor([7]), phones, counts, allowed)
    free = numerator(torch.from_numpy(scores), torch.tensor([7]), phones, counts, allowed * 0)
    assert said.item() == pytest.approx(every_way(scores[0], row, allowed[0].numpy()), abs=1e-3)
    assert said.item() < free.item()


def test_more_phones_than_steps_are_impossible() -> None:
    phones, counts, allowed = every_phone(1, 3, [[0, 5, 40, 7]])
    said = numerator(torch.from_numpy(drawn(1, 3)), torch.tensor([3]), phones, counts, allowed)
    assert said.item() < -1.0e3


def test_what_was_said_is_never_likelier_than_everything() -> None:
    rows = [[0, 5, 40, 7, 0], [0, 33, 4, 4, 33, 0], [0, 50, 2, 17], [0]]
    for spread in (0.5, 2.0, 8.0):
        scores = torch.from_numpy(drawn(4, 30, spread))
        steps = torch.tensor([30, 22, 9, 30])
        phones, counts, allowed = every_phone(4, 30, rows)
        said = numerator(scores, steps, phones, counts, allowed)
        said = said + trigram_score(phones, counts, *tables())
        assert (said <= denominator(scores, steps, *tables()) + 1e-3).all()


def test_where_only_one_row_fits_both_sums_are_its_score() -> None:
    row = [0, 0, 0, 5, 5, 40, 40, 40, 0, 0]
    scores = np.full((1, len(row), 2 * SIZE), -60.0, np.float32)
    for step, phone in enumerate(row):
        entered = step == 0 or row[step - 1] != phone
        scores[0, step, 2 * phone + (not entered)] = 0.0
    phones, counts, allowed = every_phone(1, len(row), [[0, 5, 40, 0]])
    steps = torch.tensor([len(row)])
    said = numerator(torch.from_numpy(scores), steps, phones, counts, allowed)
    said = said + trigram_score(phones, counts, *tables())
    whole = denominator(torch.from_numpy(scores), steps, *tables())
    assert said.item() == pytest.approx(whole.item(), abs=1e-3)


def test_gradients_are_the_chances_of_each_sound_at_each_step() -> None:
    scores = torch.from_numpy(drawn(2, 12)).requires_grad_()
    steps = torch.tensor([12, 7])
    denominator(scores, steps, *tables()).sum().backward()
    chances = scores.grad.sum(2)
    assert (scores.grad > -1e-6).all()
    assert chances[0] == pytest.approx(np.ones(12), abs=1e-3)
    assert chances[1] == pytest.approx(np.r_[np.ones(7), np.zeros(5)], abs=1e-3)


def test_the_trigram_gives_each_row_its_chance() -> None:
    phones, counts, _ = every_phone(2, 1, [[0, 5, 40, 7, 0], [0, 5]])
    scores = trigram_score(phones, counts, *tables()).tolist()
    history = [(0, 0, 5), (0, 5, 40), (5, 40, 7), (40, 7, 0)]
    assert scores == pytest.approx(
        [sum(np.log(TRIGRAM[h]) for h in history), np.log(TRIGRAM[0, 0, 5])], rel=1e-5
    )


def test_the_trigram_is_smooth_and_knows_what_it_has_seen() -> None:
    assert TRIGRAM.sum(2) == pytest.approx(np.ones((SIZE, SIZE)), abs=1e-4)
    assert BIGRAM.sum(1) == pytest.approx(np.ones(SIZE), abs=1e-4)
    assert TRIGRAM.min() > 0.0
    assert TRIGRAM[0, 5, 40] > 5 * TRIGRAM[0, 5, 41]
    assert TRIGRAM[5, 40, 7] == pytest.approx(TRIGRAM[5, 40, 9])
