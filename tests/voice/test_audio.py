"""Any recording becomes 16-bit mono PCM in small pieces, or an error that says what to do."""

from __future__ import annotations

import os
import tracemalloc
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from voice.audio import read_pcm
from voice.errors import AudioError

Samples = NDArray[np.float64]


def tone(seconds: float, rate: int, level: float = 0.5, pitch: float = 440.0) -> Samples:
    turns = pitch * np.arange(int(seconds * rate)) / rate
    return np.asarray(level * np.sin(2 * np.pi * turns), np.float64)


def heard(path: Path, rate: int) -> Samples:
    return np.frombuffer(b"".join(read_pcm(path, rate)), "<i2") / 32768


def loudest_pitch(samples: Samples, rate: int) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples))) * rate / len(samples))


@pytest.mark.parametrize("wanted", [8000, 16000])
@pytest.mark.parametrize(
    ("container", "coding", "rate"),
    [
        ("WAV", "PCM_16", 8000),
        ("WAV", "PCM_U8", 11025),
        ("WAV", "PCM_24", 48000),
        ("WAV", "FLOAT", 44100),
        ("WAV", "ALAW", 8000),
        ("WAV", "ULAW", 8000),
        ("WAV", "GSM610", 8000),
        ("FLAC", "PCM_16", 22050),
        ("OGG", "VORBIS", 44100),
        ("OGG", "OPUS", 48000),
        ("MP3", "MPEG_LAYER_III", 32000),
        ("AU", "ULAW", 8000),
    ],
)
def test_every_format_and_rate_gives_the_same_sound(
    tmp_path: Path, container: str, coding: str, rate: int, wanted: int
) -> None:
    path = tmp_path / "tale"
    soundfile.write(path, tone(1.0, rate), rate, format=container, subtype=coding)
    samples = heard(path, wanted)
    assert abs(len(samples) / wanted - 1.0) < 0.05
    assert loudest_pitch(samples, wanted) == pytest.approx(440, abs=3)
    assert np.abs(samples[wanted // 4 : wanted // 2]).max() == pytest.approx(0.5, abs=0.05)


def test_sixteen_bits_at_the_wanted_rate_come_through_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    given = np.arange(-32768, 32768, dtype=np.int16)
    soundfile.write(path, given, 8000, subtype="PCM_16")
    assert b"".join(read_pcm(path, 8000)) == given.astype("<i2").tobytes()


@pytest.mark.parametrize(("wanted", "size"), [(8000, 320), (16000, 640)])
def test_pieces_are_20_ms_and_only_the_last_is_shorter(
    tmp_path: Path, wanted: int, size: int
) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, tone(1.234, 44100), 44100)
    pieces = list(read_pcm(path, wanted))
    assert {len(piece) for piece in pieces[:-1]} == {size}
    assert 0 < len(pieces[-1]) <= size
    assert sum(map(len, pieces)) == 2 * round(1.234 * wanted)


def test_stereo_is_mixed_down(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    left, right = tone(1.0, 8000, 0.4), tone(1.0, 8000, 0.4, pitch=1000.0)
    soundfile.write(path, np.stack([left, right], axis=1), 8000, subtype="FLOAT")
    assert np.abs(heard(path, 8000) - (left + right) / 2).max() < 1e-4


def test_what_is_too_loud_is_clipped_and_never_wraps(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    square = np.sign(tone(1.0, 44100)) * 4.0
    soundfile.write(path, square, 44100, subtype="FLOAT")
    samples = heard(path, 8000)
    middle = slice(1000, 7000)
    expected = np.sign(tone(1.0, 8000))
    assert np.abs(samples).max() == pytest.approx(1.0, abs=1e-3)
    assert np.mean(np.sign(samples[middle]) == expected[middle]) > 0.98


def test_an_mp3_named_wav_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "telefonsvarer.wav"
    soundfile.write(path, tone(1.0, 16000), 16000, format="MP3")
    assert loudest_pitch(heard(path, 8000), 8000) == pytest.approx(440, abs=3)


def test_a_wav_named_raw_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "opkald.raw"
    soundfile.write(path, tone(1.0, 16000), 16000, format="WAV")
    assert len(heard(path, 8000)) == 8000


def test_a_recording_cut_off_is_heard_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, tone(1.0, 8000), 8000, subtype="PCM_16")
    path.write_bytes(path.read_bytes()[: 44 + 8000])
    assert len(heard(path, 8000)) == 4000


def wav_bytes(tmp_path: Path) -> bytes:
    path = tmp_path / "whole.wav"
    soundfile.write(path, tone(0.5, 8000), 8000, subtype="PCM_16")
    return path.read_bytes()


def written(content: Callable[[Path], bytes]) -> Callable[[Path], Path]:
    def make(tmp_path: Path) -> Path:
        path = tmp_path / "optagelse.wav"
        path.write_bytes(content(tmp_path))
        return path

    return make


def damaged_flac(tmp_path: Path) -> Path:
    path = tmp_path / "a.flac"
    soundfile.write(path, tone(10.0, 8000), 8000)
    path.write_bytes(path.read_bytes()[:-20_000])
    return path


def not_a_number(tmp_path: Path) -> Path:
    path = tmp_path / "a.wav"
    samples = tone(1.0, 8000)
    samples[5000] = np.nan
    soundfile.write(path, samples, 8000, subtype="FLOAT")
    return path


def without_samples(tmp_path: Path) -> Path:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros(0), 8000)
    return path


def with_rate(rate: int) -> Callable[[Path], bytes]:
    return lambda tmp: wav_bytes(tmp)[:24] + rate.to_bytes(4, "little") + wav_bytes(tmp)[28:]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda tmp: tmp / "findes-ikke.wav", "findes ikke"),
        (lambda tmp: tmp / "nul\0byte.wav", "findes ikke"),
        (lambda tmp: tmp, "er en mappe"),
        (lambda _: Path("/dev/null"), "ikke en almindelig fil"),
        (written(lambda _: b""), "er tom"),
        (without_samples, "ingen lyd"),
        (written(lambda _: "Kære kommune".encode() * 50), "ikke en lydfil"),
        (written(lambda tmp: wav_bytes(tmp)[44:]), "rå lyd uden filhoved"),
        (written(lambda tmp: wav_bytes(tmp)[:10]), "filhoved"),
        (written(lambda tmp: wav_bytes(tmp)[:30]), "filhoved"),
        (written(with_rate(0)), "filhoved"),
        (written(with_rate(10)), "10 Hz"),
        (damaged_flac, "beskadiget efter"),
        (not_a_number, "NaN"),
    ],
)
def test_what_can_not_be_heard_is_told_with_what_to_do(
    tmp_path: Path, make: Callable[[Path], Path], told: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(AudioError, match=told) as caught:
        list(read_pcm(path, 8000))
    text = str(caught.value)
    assert str(path) in text
    assert text.count(". ") >= 1, "says what is wrong, but not what to do"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user and back")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, tone(0.1, 8000), 8000)
    path.chmod(0)
    os.seteuid(65534)
    try:
        with pytest.raises(AudioError, match="ikke lov til at læse"):
            list(read_pcm(path, 8000))
    finally:
        os.seteuid(0)


def test_only_rates_of_a_recognizer_are_wanted(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="8000 eller 16000"):
        list(read_pcm(tmp_path / "a.wav", 11025))


def test_three_hours_stay_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "lang.wav"
    seconds, rate = 3 * 3600, 11025
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.setnframes(seconds * rate)
        out.writeframesraw(b"\0\0")
    # A hole: three hours that take no room on disk and no time to write.
    with path.open("r+b") as file:
        file.seek(4)
        file.write((36 + 2 * seconds * rate).to_bytes(4, "little"))
        file.seek(40)
        file.write((2 * seconds * rate).to_bytes(4, "little"))
        file.truncate(44 + 2 * seconds * rate)
    tracemalloc.start()
    size = sum(len(piece) for piece in read_pcm(path, 8000, piece_s=0.2))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 2 * 8000 * seconds
    assert most < 4_000_000
