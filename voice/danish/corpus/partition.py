"""Holding clips out of training so that no speaker, or no word, is on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from voice.danish.corpus.manifest import Clip, Split
from voice.errors import CorpusError

FUNCTION_WORDS: Final = frozenset({
    "en", "et", "den", "det", "de", "der", "som", "og", "eller", "i", "på", "af", "til", "med",
    "uden", "for", "fra", "ved", "om", "under", "over", "er", "var", "at", "man", "du", "din",
    "dit", "dine", "vi", "vores", "han", "hun", "her", "hvis", "når", "så", "nu", "må", "skal",
    "kan", "vil", "bliver", "blev",
})  # fmt: skip
"""Words so frequent that hearing them on both sides says nothing of having heard the text."""


def words_of(clip: Clip) -> frozenset[str]:
    """The words of all its texts, lower case."""
    return frozenset(re.findall(r"[^\W\d_]+", " ".join(clip.texts).lower()))


def split_by_speaker(
    clips: Sequence[Clip],
    seed: int,
    share: float,
    *,
    held: Split = "test",
    words_apart: bool = False,
    common: frozenset[str] = FUNCTION_WORDS,
) -> list[Clip]:
    """The clips with ``split`` set: whole speakers drawn until ``share`` of the clips is held.

    With ``words_apart`` a held clip that says a word (but a ``common`` one) which is also said in
    training is in neither part, so it fits lists of words, not running speech. Raises
    ``CorpusError`` when there is only one speaker or nothing is left to hold.
    """
    _check_share(share)
    by_speaker: dict[str, list[Clip]] = {}
    for clip in clips:
        by_speaker.setdefault(clip.speaker, []).append(clip)
    if len(by_speaker) < 2:
        raise CorpusError(
            "There is only one speaker, so none can be held out; add another or use split_by_words."
        )
    order = sorted(by_speaker)
    Random(seed).shuffle(order)  # noqa: S311
    chosen: set[str] = set()
    count = 0
    for speaker in order:
        size = len(by_speaker[speaker])
        if count + size <= share * len(clips):
            chosen.add(speaker)
            count += size
    if not chosen:
        # Holding one speaker too many beats holding none.
        chosen.add(min(order, key=lambda speaker: len(by_speaker[speaker])))
    train = [replace(clip, split="train") for clip in clips if clip.speaker not in chosen]
    kept = [replace(clip, split=held) for clip in clips if clip.speaker in chosen]
    if words_apart:
        heard = _all_words(train) - common
        kept = [clip for clip in kept if not words_of(clip) & heard]
        if not kept:
            raise CorpusError(
                "Every word of the speakers drawn is also said in training; try another seed, a "
                "larger share, or words_apart=False."
            )
    return train + kept


def split_by_words(
    clips: Sequence[Clip],
    seed: int,
    share: float,
    *,
    held: Split = "test",
    common: frozenset[str] = FUNCTION_WORDS,
) -> list[Clip]:
    """The clips with ``split`` set so that no word but the ``common`` ones is on both sides.

    Clips that share a word stay together. Groups are drawn until ``share`` of the clips is held;
    one that is larger than what is left to hold stays in training. Raises ``CorpusError`` when
    no group is small enough.
    """
    _check_share(share)
    groups = _joined_by_words(clips, common)
    Random(seed).shuffle(groups)  # noqa: S311
    chosen: set[int] = set()
    for group in groups:
        if len(chosen) + len(group) <= share * len(clips):
            chosen.update(group)
    if not chosen:
        raise CorpusError(
            f"No group of clips with words of its own is as small as {share:.0%} of all; "
            "take a larger share or name more common words."
        )
    return [
        replace(clip, split=held if index in chosen else "train")
        for index, clip in enumerate(clips)
    ]


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise CorpusError(f"share is {share}; it must lie between 0 and 1.")


def _all_words(clips: Iterable[Clip]) -> frozenset[str]:
    return frozenset().union(*(words_of(clip) for clip in clips))


def _joined_by_words(clips: Sequence[Clip], common: frozenset[str]) -> list[list[int]]:
    """Indexes of clips, in groups that share no word."""
    leader = list(range(len(clips)))

    def top(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    first: dict[str, int] = {}
    for index, clip in enumerate(clips):
        for word in sorted(words_of(clip) - common):
            leader[top(index)] = top(first.setdefault(word, index))
    groups: dict[int, list[int]] = {}
    for index in range(len(clips)):
        groups.setdefault(top(index), []).append(index)
    return list(groups.values())
