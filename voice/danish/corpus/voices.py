"""Which of espeak-ng's voices train and which are kept for testing, and how a speaker is drawn."""

from __future__ import annotations

from random import Random
from typing import Final

from voice.danish.espeak import Speaker

TEST_VOICES: Final = (
    "f3", "m4", "steph2", "iven3", "linda", "Andrea", "david", "pablo", "Hugo", "belinda",
)  # fmt: skip
"""Never trained on, nor their near kin (steph and steph3, the other ivens)."""

HIGH_VOICES: Final = (
    "Alicia", "Annie", "anika", "aunty", "f1", "f2", "f4", "f5", "grandma", "shelby", "whisperf",
    "AnxiousAndy",
)  # fmt: skip
"""Women and children, as far as espeak-ng has them."""

LOW_VOICES: Final = (
    "", "Alex", "Andy", "Denis", "Diogo", "Gene", "Gene2", "Henrique", "Jacky", "Lee", "Marco",
    "Mario", "Michael", "Mike", "Mr serious", "Nguyen", "Reed", "RicishayMax", "RicishayMax3",
    "Storm", "Tweaky", "UniRobot", "adam", "announcer", "antonio", "benjamin", "boris", "caleb",
    "croak", "ed", "edward", "grandpa", "gustave", "ian", "john", "kaukovalta", "klatt", "klatt2",
    "klatt3", "klatt4", "klatt5", "klatt6", "m1", "m2", "m3", "m5", "m6", "m7", "m8", "marcelo",
    "max", "michel", "miguel", "mike2", "norbert", "paul", "pedro", "quincy", "rob", "robert",
    "robosoft", "robosoft2", "robosoft3", "sandro", "travis", "victor", "whisper", "zac",
)  # fmt: skip

HIGH_SHARE: Final = 0.45
"""Half of the callers are women, but few of espeak-ng's voices."""

TRAINING_VOICES: Final = (*HIGH_VOICES, *LOW_VOICES)


def draw_speaker(rng: Random) -> Speaker:
    """A training voice speaking at some rate, pitch and liveliness."""
    voices = HIGH_VOICES if rng.random() < HIGH_SHARE else LOW_VOICES
    return Speaker(
        variant=rng.choice(voices),
        rate=round(min(270, max(105, rng.gauss(170, 32)))),
        pitch=round(min(90, max(10, rng.gauss(50, 18)))),
        range=round(min(95, max(5, rng.gauss(50, 22)))),
        gap=rng.choice((0, 0, 0, 0, 0, 1, 2, 4)),
    )


def draw_test_speaker(rng: Random) -> Speaker:
    """A voice kept for testing, at an ordinary rate."""
    return Speaker(
        variant=rng.choice(TEST_VOICES),
        rate=round(min(215, max(130, rng.gauss(165, 18)))),
        pitch=round(min(75, max(25, rng.gauss(50, 10)))),
        range=round(min(80, max(20, rng.gauss(50, 12)))),
    )
