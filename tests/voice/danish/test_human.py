"""Recordings are aligned with the reading that fits, and those that don't fit are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from tests.voice.spoken import WORDS, speak
from tests.voice.tiny_model import lexicon as tiny_lexicon
from tests.voice.tiny_model import network as tiny_network
from voice.danish.corpus.manifest import Clip
from voice.danish.corpus.shards import read_shard
from voice.danish.espeak import get_espeak
from voice.danish.export.network import Network
from voice.danish.human import Fitted, fit, fit_corpus
from voice.danish.lexicon import write_lexicon
from voice.danish.phones import NOISE, PHONES, SILENCE
from voice.danish.pronouncing import Pronouncer
from voice.errors import CorpusError

LEXICON = tiny_lexicon()


@pytest.fixture(scope="module")
def network() -> Network:
    return tiny_network(WORDS)


def recorded(path: Path, text: str, says: str | None = None, rate: int = 8000) -> Clip:
    """A recording of ``says``, listed as one of ``text``."""
    soundfile.write(path, speak(says or text, rate=rate), rate)
    return Clip(path, text, "test-1", "CC0-1.0", "test")


def fitted(network: Network, clips: Sequence[Clip]) -> list[Fitted]:
    return list(fit(clips, network, LEXICON, Pronouncer(get_espeak())))


def names(one: Fitted) -> list[str]:
    return [PHONES[k] for k in one.utterance.phones]


def test_the_phones_of_the_text_are_found_where_they_sound(
    network: Network, tmp_path: Path
) -> None:
    (one,) = fitted(network, [recorded(tmp_path / "a.wav", "nej tak")])
    spoken = [name for name in names(one) if name not in {SILENCE, NOISE}]
    assert spoken == ["n", "?A", "j", "t", "?A", "k"]
    utterance = one.utterance
    assert utterance.starts[0] == 0
    assert (np.diff(utterance.starts) > 0).all()
    cuts = np.split(utterance.samples, utterance.starts[1:])
    level = {name: float(np.abs(cut).mean()) for name, cut in zip(names(one), cuts, strict=True)}
    assert level[SILENCE] < 0.1 * level["?A"]
    # A third of a second of the clip and a fifth of ours are silent before it.
    assert utterance.starts[1] / 8000 == pytest.approx(1 / 3 + 1 / 5, abs=0.06)


def test_the_right_text_lags_less_than_another(network: Network, tmp_path: Path) -> None:
    right = recorded(tmp_path / "a.wav", "nej tak", "nej tak")
    lags = [
        one.lag
        for text in ("nej tak", "kørekort", "fem seks syv", "nej", "nej tak kommune")
        for one in fitted(network, [replace(right, text=text)])
    ]
    assert lags[0] < 0.7 * min(lags[1:])


def test_of_several_texts_and_readings_the_one_said_is_kept(
    network: Network, tmp_path: Path
) -> None:
    clip = recorded(tmp_path / "a.wav", "ja", "nej tak")
    clip = replace(clip, alternatives=("tak", "nej tak", "nej skat tak"))
    digits = recorded(tmp_path / "b.wav", "52", "fem to")
    digits = replace(digits, alternatives=("5 2",))
    one, two = fitted(network, [clip, digits])
    assert one.utterance.text == "nej tak"
    assert two.utterance.text == "fem to"


def test_any_rate_channels_and_stretch_of_a_file_is_heard_at_8_khz(
    network: Network, tmp_path: Path
) -> None:
    sound = np.concatenate([speak(text, rate=16000) for text in ("kommune", "nej tak", "skole")])
    begins = len(speak("kommune", rate=16000)) / 16000
    ends = begins + len(speak("nej tak", rate=16000)) / 16000
    loud = soxr.resample(sound / 32768, 16000, 44100)
    soundfile.write(tmp_path / "a.flac", np.stack([loud, 0.5 * loud], axis=1), 44100)
    part = Clip(tmp_path / "a.flac", "nej tak", "test-1", "CC0-1.0", "test", start=begins, end=ends)
    whole = recorded(tmp_path / "b.wav", "nej tak")
    one, other = fitted(network, [part, whole])
    assert len(one.utterance.samples) == pytest.approx(len(other.utterance.samples), abs=5)
    assert one.utterance.starts == pytest.approx(other.utterance.starts, abs=500)


def test_a_text_that_can_not_be_said_is_left_out(network: Network, tmp_path: Path) -> None:
    clip = recorded(tmp_path / "a.wav", "?!", "ja")
    long = recorded(tmp_path / "b.wav", "kommune " * 40, "ja")
    assert fitted(network, [clip, long]) == []


def test_a_recording_that_is_missing_or_broken_is_named(network: Network, tmp_path: Path) -> None:
    clip = recorded(tmp_path / "a.wav", "ja")
    for content in (None, b"no sound"):
        clip.audio.unlink()
        if content is not None:
            clip.audio.write_bytes(content)
        with pytest.raises(CorpusError, match=r"a\.wav"):
            fitted(network, [clip])
        clip.audio.touch()


def test_shards_hold_what_fits_and_are_kept(network: Network, tmp_path: Path) -> None:
    clips = [
        recorded(tmp_path / "a.wav", "nej tak"),
        recorded(tmp_path / "b.wav", "kommune", "fem seks syv"),
        recorded(tmp_path / "c.wav", "skole"),
    ]
    lags = [one.lag for one in fitted(network, clips)]
    network.save(tmp_path / "network.npz")
    write_lexicon(LEXICON, tmp_path / "lexicon.tsv.gz")

    def corpus(name: str, most_lag: float) -> list[Path]:
        return fit_corpus(
            clips,
            tmp_path / "network.npz",
            tmp_path / "lexicon.tsv.gz",
            {},
            tmp_path / name,
            most_lag,
            processes=1,
        )

    (shard,) = corpus("some", (max(lags[0], lags[2]) + lags[1]) / 2)
    assert [one.text for one in read_shard(shard)] == ["nej tak", "skole"]
    shard.write_bytes(b"kept")
    corpus("some", 0.0)
    assert shard.read_bytes() == b"kept"
    assert corpus("none", -1.0) == []
