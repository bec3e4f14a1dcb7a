"""Held-out speakers and words are in no training clip, and the same seed holds the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from voice.danish.corpus.manifest import Clip
from voice.danish.corpus.partition import split_by_speaker, split_by_words, words_of
from voice.errors import CorpusError

WORDS = ("kat", "hund", "ko", "gris", "hest", "får", "and", "gås", "høne", "ged")


def clip(speaker: str, text: str) -> Clip:
    return Clip(Path(f"{speaker}-{text}.wav"), text, speaker, "CC0-1.0", "own")


def sides(clips: list[Clip], held: str = "test") -> tuple[list[Clip], list[Clip]]:
    return [c for c in clips if c.split == "train"], [c for c in clips if c.split == held]


@pytest.fixture
def many() -> list[Clip]:
    return [clip(f"own-{n}", f"en {word}") for n in range(20) for word in WORDS]


def test_no_speaker_is_on_both_sides(many: list[Clip]) -> None:
    train, test = sides(split_by_speaker(many, seed=3, share=0.2))
    assert len(train) + len(test) == len(many)
    assert len(test) == 40
    assert not {c.speaker for c in train} & {c.speaker for c in test}


def test_the_seed_decides(many: list[Clip]) -> None:
    assert split_by_speaker(many, 3, 0.2) == split_by_speaker(many, 3, 0.2)
    assert split_by_speaker(many, 3, 0.2) != split_by_speaker(many, 4, 0.2)
    backwards = split_by_speaker(many[::-1], 3, 0.2)
    assert set(backwards) == set(split_by_speaker(many, 3, 0.2))


def test_a_share_smaller_than_every_speaker_holds_the_one_with_fewest_clips() -> None:
    clips = [clip("own-1", word) for word in WORDS] + [clip("own-2", "kat"), clip("own-2", "ko")]
    _, dev = sides(split_by_speaker(clips, 1, 0.01, held="dev"), held="dev")
    assert {c.speaker for c in dev} == {"own-2"}


def test_words_said_in_training_are_not_held() -> None:
    train_words = [clip("own-1", f"en {word}") for word in WORDS[:8]]
    others = [clip("own-2", f"en {word}") for word in WORDS[7:]]
    train, test = sides(split_by_speaker(train_words + others, 1, 0.3, words_apart=True))
    assert {c.text for c in test} == {"en høne", "en ged"}
    assert len(train) == 8
    with pytest.raises(CorpusError, match="also said in training"):
        split_by_speaker([clip("own-1", "ko"), clip("own-2", "ko")], 1, 0.5, words_apart=True)


def test_one_speaker_can_be_split_by_words() -> None:
    clips = [clip("own-1", f"en {word}") for word in WORDS]
    clips += [clip("own-1", "en hund og en kat"), clip("own-1", "katten")]
    with pytest.raises(CorpusError, match="only one speaker"):
        split_by_speaker(clips, 1, 0.2)
    for seed in range(20):
        train, test = sides(split_by_words(clips, seed, 0.3))
        assert 1 <= len(test) <= 3
        assert len(train) + len(test) == len(clips)
        shared = frozenset().union(*map(words_of, train)) & frozenset().union(*map(words_of, test))
        assert shared <= {"en", "og"}


def test_a_split_that_can_not_be_made_says_so(many: list[Clip]) -> None:
    with pytest.raises(CorpusError, match="between 0 and 1"):
        split_by_speaker(many, 1, 1.0)
    with pytest.raises(CorpusError, match="larger share"):
        split_by_words(many, 1, 0.05)
