"""What the network does to speech, measured: codec noise, the band, the packets lost."""

import io
from itertools import groupby
from typing import Literal

import numpy as np
import pytest
import soundfile

from tests.voice.danish.corpus.spectra import RATE, gain_at, power_between, ratio_db
from voice.danish.corpus import codecs
from voice.danish.corpus.levels import Samples

ALL = np.arange(-32768, 32768).astype(np.int16)
LAWS: list[tuple[Literal["alaw", "mulaw"], str, int]] = [("alaw", "ALAW", 16), ("mulaw", "ULAW", 4)]


@pytest.mark.parametrize(("law", "subtype", "step"), LAWS)
def test_g711_bytes_are_those_of_libsndfile(
    law: Literal["alaw", "mulaw"], subtype: str, step: int
) -> None:
    file = io.BytesIO()
    soundfile.write(file, ALL, RATE, format="RAW", subtype=subtype)
    theirs = np.frombuffer(file.getvalue(), np.uint8)
    ours = codecs.encode_g711(ALL, law)
    other = ALL[ours != theirs]
    # Only a negative sample that lies exactly between two levels may go either way:
    # G.191 complements it, libsndfile negates it.
    assert len(other) == 127
    assert np.all((other < 0) & (other % step == 0))
    off, further = (
        np.abs(codecs.decode_g711(data, law).astype(int) - ALL) for data in (ours, theirs)
    )
    assert np.all(off <= further)


@pytest.mark.parametrize(("law", "subtype", "step"), LAWS)
def test_g711_decodes_every_byte_as_libsndfile(
    law: Literal["alaw", "mulaw"], subtype: str, step: int
) -> None:
    data = np.arange(256, dtype=np.uint8)
    theirs, _ = soundfile.read(
        io.BytesIO(data.tobytes()),
        dtype="int16",
        format="RAW",
        samplerate=RATE,
        channels=1,
        subtype=subtype,
    )
    assert np.array_equal(codecs.decode_g711(data, law), theirs)
    assert np.array_equal(codecs.encode_g711(theirs, law), data) or law == "mulaw"


@pytest.mark.parametrize(
    ("codec", "least", "most"),
    [("alaw", 35.0, 40.0), ("mulaw", 35.0, 40.0), ("gsm", 8.0, 20.0), ("adpcm", 17.0, 28.0)],
)
def test_a_codec_makes_its_own_amount_of_noise_and_no_delay(
    speech: Samples, codec: codecs.Codec, least: float, most: float
) -> None:
    coded = codecs.through_codec(speech, codec)
    assert len(coded) == len(speech)
    assert coded.dtype == np.float32
    assert least < ratio_db(speech, coded) < most
    later = [ratio_db(speech[: -lag or None], coded[lag:]) for lag in range(20)]
    assert int(np.argmax(later)) == 0


def test_g711_noise_follows_the_speech_down(speech: Samples) -> None:
    soft = speech * np.float32(0.1)
    assert ratio_db(soft, codecs.through_codec(soft, "alaw")) > 30.0


@pytest.mark.parametrize("codec", codecs.CODECS)
@pytest.mark.parametrize("count", [0, 1, 7, 160, 161, 505])
def test_a_codec_takes_short_sounds_and_silence(codec: codecs.Codec, count: int) -> None:
    coded = codecs.through_codec(np.zeros(count, np.float32), codec)
    assert len(coded) == count
    assert np.all(np.abs(coded) < 0.01)


@pytest.mark.parametrize(
    ("shape", "below_db"),
    [("butterworth", 30.0), ("chebyshev", 50.0), ("elliptic", 40.0), ("fir", 40.0)],
)
def test_outside_the_band_little_is_left(
    rng: np.random.Generator, shape: codecs.Shape, below_db: float
) -> None:
    white = rng.standard_normal(40 * RATE, dtype=np.float32)
    limited = codecs.limit_band(white, RATE, shape)
    assert len(limited) == len(white)
    frequencies, gain = gain_at(white, limited)
    assert np.all(gain[(frequencies > 20) & (frequencies < 125)] < -below_db)
    assert np.all(gain[(frequencies > 3850) & (frequencies < 3980)] < -below_db)
    middle = gain[(frequencies > 450) & (frequencies < 3150)]
    assert np.all(np.abs(middle) < 1.6)


def test_other_corners_move_the_band(rng: np.random.Generator) -> None:
    white = rng.standard_normal(10 * RATE, dtype=np.float32)
    narrow = codecs.limit_band(white, RATE, "elliptic", 600.0, 2000.0)
    assert power_between(white, 300, 500) - power_between(narrow, 300, 500) > 30.0
    assert power_between(white, 2400, 3000) - power_between(narrow, 2400, 3000) > 30.0
    assert abs(power_between(white, 800, 1800) - power_between(narrow, 800, 1800)) < 1.0


def _lost(samples: Samples) -> list[bool]:
    frames = samples[: len(samples) // 160 * 160].reshape(-1, 160)
    return [not frame.any() for frame in frames]


@pytest.mark.parametrize(("share", "burst"), [(0.05, 1.0), (0.05, 3.0), (0.2, 1.0), (0.3, 4.0)])
def test_as_many_packets_are_lost_as_said(
    rng: np.random.Generator, share: float, burst: float
) -> None:
    ones = np.ones(160 * 40000, np.float32)
    lost = _lost(codecs.lose_packets(ones, RATE, rng, share, burst, "silence"))
    assert np.mean(lost) == pytest.approx(share, rel=0.1)
    runs = [len(list(run)) for gone, run in groupby(lost) if gone]
    assert np.mean(runs) == pytest.approx(max(burst, 1 / (1 - share)), rel=0.1)


def test_a_lost_packet_is_the_last_one_faded(rng: np.random.Generator, speech: Samples) -> None:
    lost = _lost(codecs.lose_packets(np.ones_like(speech), RATE, rng, 0.2, 3.0, "silence"))
    concealed = codecs.lose_packets(speech, RATE, np.random.default_rng(7), 0.2, 3.0, "repeat")
    whole = len(speech) // 160 * 160
    before, after = speech[:whole].reshape(-1, 160), concealed[:whole].reshape(-1, 160)
    heard, repeats = -1, 0
    for number, gone in enumerate(lost):
        if not gone:
            heard = number
            assert np.array_equal(after[number], before[number])
        elif number - heard == 1 and heard >= 0:
            repeats += 1
            assert np.array_equal(after[number][:80], before[heard][:80])
            assert np.abs(after[number]).max() <= np.abs(before[heard]).max()
        elif number - heard > 3:
            assert not after[number].any()
    assert repeats > 5


def test_nothing_is_lost_where_nothing_shall_be(rng: np.random.Generator, speech: Samples) -> None:
    assert np.array_equal(codecs.lose_packets(speech, RATE, rng, 0.0), speech)


@pytest.mark.parametrize("count", [0, 1, 159, 161])
def test_a_sound_shorter_than_a_packet_keeps_its_length(
    rng: np.random.Generator, count: int
) -> None:
    ones = np.ones(count, np.float32)
    assert len(codecs.lose_packets(ones, RATE, rng, 0.9, 5.0)) == count
    assert len(codecs.limit_band(ones, RATE, "fir")) == count


def test_16_bits_round_and_clip() -> None:
    sound = np.array([-2.0, -1.0, 0.0, 0.4 / 32768, 0.6 / 32768, 0.999, 1.0, 3.0], np.float32)
    clipped = codecs.clip_16_bit(sound)
    assert clipped.tolist() == pytest.approx(
        [
            -1.0,
            -1.0,
            0.0,
            0.0,
            1 / 32768,
            round(0.999 * 32768) / 32768,
            32767 / 32768,
            32767 / 32768,
        ]
    )
    assert np.array_equal(codecs.clip_16_bit(clipped), clipped)
