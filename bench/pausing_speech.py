"""What callers say with pauses in it: as text in pieces, and as it arrives by telephone."""

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from bench.recordings import RATE
from voice.danish.corpus.codecs import to_16_bit
from voice.danish.corpus.noise import KINDS, make_noise, mix
from voice.danish.corpus.telephone import TELEPHONE, apply_fixed
from voice.danish.corpus.voices import draw_test_speaker
from voice.danish.repeatable_speech import Order, speak_all
from voice.hearing.pauses import Expect

SEED = 5
BEFORE_S, AFTER_S = 0.5, 2.5
NOISE_DB = 15.0
_FLOOR = 8 / 32768
_PAUSED = (
    "jeg vil gerne|bestille et nyt pas", "hvad koster det at|få en plads i en vuggestue",
    "jeg har mistet mit kørekort og|hvad skal jeg gøre",
    "hvor henvender jeg mig hvis|jeg vil skifte læge", "kan jeg få hjælp til|at betale min husleje",
    "jeg skal flytte til|en anden kommune", "hvornår åbner|genbrugspladsen om søndagen",
    "jeg ringer fordi|min mor skal på plejehjem",
    "vi er lige flyttet og|hvordan melder vi flytning", "hvordan søger man om|boligstøtte",
    "min søn er syg|hvornår må han komme i børnehave igen",
    "skal jeg have|en tid for at få et nyt pas", "jeg bor i|hinnerup og skal bruge et pas",
    "hvem skal jeg tale med om|min folkepension", "jeg vil høre om|man kan få støtte til en cykel",
    "er det muligt at|få en fuldmagt til min far", "min kone|har fået en regning hun ikke forstår",
    "hvad gør jeg når|min skraldespand ikke bliver tømt",
    "kan man|få penge tilbage for en afmeldt plads", "jeg skal til|thailand med min datter",
)  # fmt: skip
_SEARCHING = (
    "jeg skal øh|bestille et nyt pas", "hvordan øhm|melder jeg flytning",
    "altså|hvad koster en børnehave", "det er noget med øh|mit kørekort",
    "jeg vil gerne have øhm|en tid hos jer", "hvad hedder det|hvordan søger man boligstøtte",
    "lige et øjeblik|jeg vil høre om folkepension", "jeg skal bruge øh|en attest",
    "det handler om øh|min søns skole", "hvornår øh|åbner borgerservice",
)  # fmt: skip
_WHOLE_SHORT = (
    "ja", "nej", "ja tak", "nej tak", "jo", "hvad koster det", "hvordan gør jeg", "gentag",
    "tal langsommere", "jeg vil tale med et menneske", "farvel", "hvornår har i åbent",
)  # fmt: skip


@dataclass(frozen=True)
class Saying:
    """``pieces`` of text with pauses (seconds) between them; ``kind`` groups the results."""

    kind: str
    pieces: tuple[str, ...]
    pauses: tuple[float, ...] = ()
    noise_db: float | None = None
    expect: Expect = "anything"


@dataclass(frozen=True)
class Arrived:
    """How it sounds at 8 kHz; ``end`` is the last sample of speech."""

    saying: Saying
    pcm: NDArray[np.int16] = field(repr=False)
    end: int


def sayings(texts: Path, count: int) -> list[Saying]:
    """Up to ``count`` of each kind."""
    dice = random.Random(SEED)
    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    asked = [row["text"] for row in rows if row["kind"] == "question"]
    told = [row["text"] for row in rows if row["kind"] in ("story", "general")]
    questions = dice.sample(asked, min(count, len(asked)))
    made = [Saying("question", (text,)) for text in questions]
    made += [Saying("question, noise", (text,), noise_db=NOISE_DB) for text in questions]
    made += [Saying("short question, order, yes", (text,)) for text in _WHOLE_SHORT[:count]]
    made += [Saying("story", (text,)) for text in dice.sample(told, min(count, len(told)))]
    for kind, lines, least, most in (
        ("pause in a sentence", _PAUSED, 0.3, 0.5),
        ("filler", _SEARCHING, 0.5, 0.9),
    ):
        for line in lines[:count]:
            pieces = tuple(line.split("|"))
            made.append(Saying(kind, pieces, (dice.uniform(least, most),)))
    for number in range(min(count, 24)):
        made.append(_phone(dice, number % 2 == 0) if number % 3 else _cpr(dice))
    return made


def speak(wanted: Sequence[Saying]) -> Iterator[Arrived]:
    """Each by one of the test voices, over an A-law line; the same every time."""
    dice = random.Random(SEED)
    speakers = [draw_test_speaker(dice) for _ in wanted]
    with tempfile.TemporaryDirectory() as temporary:
        files = [
            [Path(temporary) / f"{number}-{piece}.wav" for piece in range(len(saying.pieces))]
            for number, saying in enumerate(wanted)
        ]
        orders = [
            Order(text, speaker, file, edge_s=0.0, floor=0.0)
            for saying, speaker, of_one in zip(wanted, speakers, files, strict=True)
            for text, file in zip(saying.pieces, of_one, strict=True)
        ]
        speak_all(orders)
        for number, (saying, of_one) in enumerate(zip(wanted, files, strict=True)):
            yield _arrive(saying, of_one, number)


def _arrive(saying: Saying, files: Sequence[Path], number: int) -> Arrived:
    parts = [np.zeros(0, np.float32)]
    rate = 0
    for file, pause in zip(files, (*saying.pauses, 0.0), strict=True):
        samples, rate = soundfile.read(file, dtype="float32")
        parts += [_trimmed(samples), np.zeros(round(pause * rate), np.float32)]
    speech = np.concatenate(parts)
    before, after = (np.zeros(round(s * rate), np.float32) for s in (BEFORE_S, AFTER_S))
    end = (len(before) + len(speech)) / rate
    whole = np.concatenate([before, speech, after])
    rng = np.random.default_rng(number)
    whole += rng.normal(0, _FLOOR, len(whole)).astype(np.float32)
    if saying.noise_db is not None:
        kind = KINDS[number % len(KINDS)]
        noise = make_noise(kind, len(whole), rate, rng)
        whole = mix(whole, noise, rate, saying.noise_db)
    pcm = to_16_bit(apply_fixed(whole, rate, TELEPHONE, number))
    return Arrived(saying, pcm, round(end * RATE))


def _trimmed(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """From its first to its last sound: 40 dB under its loudest."""
    loud = np.flatnonzero(np.abs(samples) > np.abs(samples).max() / 100)
    return samples[loud[0] : loud[-1] + 1]


def _phone(dice: random.Random, in_pairs: bool) -> Saying:
    digits = [str(dice.randrange(2, 10)), *(str(dice.randrange(10)) for _ in range(7))]
    groups = ["".join(digits[at : at + 2]) for at in range(0, 8, 2)]
    spoken = (
        [group.lstrip("0") or "0" for group in groups]
        if in_pairs
        else [" ".join(group) for group in groups]
    )
    pauses = tuple(dice.uniform(0.4, 0.7) for _ in groups[1:])
    lead = dice.choice(("mit nummer er ", ""))
    pieces = (lead + spoken[0], *spoken[1:])
    return Saying("telephone number", pieces, pauses, expect="anything" if lead else "digits")


def _cpr(dice: random.Random) -> Saying:
    day, month, year = dice.randrange(10, 29), dice.randrange(10, 13), dice.randrange(40, 99)
    last = " ".join(str(dice.randrange(10)) for _ in range(4))
    pieces = (f"mit cpr nummer er {day}", str(month), str(year), last)
    return Saying("CPR number", pieces, tuple(dice.uniform(0.4, 0.7) for _ in pieces[1:]))
