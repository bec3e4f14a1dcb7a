"""All the open human speech in Debian, split into what to train on and what to test with.

The rule: Tux Paint's speaker is for training, but for a share of the clips, whose words (function
words aside) are in no training clip; KLettres' speaker is for testing. So the test has new words
by a known voice, and a new voice.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from voice.danish.corpus import klettres, tuxpaint
from voice.danish.corpus.manifest import Loaded
from voice.danish.corpus.partition import split_by_words

TEST_SHARE: Final = 0.15
SEED: Final = 1


def load(
    folder: Path,
    *,
    seed: int = SEED,
    test_share: float = TEST_SHARE,
    train_on_klettres: bool = False,
) -> Loaded:
    """The clips of both packages; ``folder`` holds them as ``debian_packages.fetch`` leaves them.

    ``train_on_klettres`` trains on the second speaker too, for a model that is measured on
    others. Raises ``CorpusError`` when a package is missing.
    """
    stamps, letters = tuxpaint.load(folder), klettres.load(folder)
    told = split_by_words(stamps.clips, seed, test_share)
    told += [
        replace(clip, split="train" if train_on_klettres else "test") for clip in letters.clips
    ]
    return Loaded(told, stamps.left_out + letters.left_out)
