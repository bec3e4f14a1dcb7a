"""Our log mel energies and cepstra are those that Vosk computes inside."""

from __future__ import annotations

import kaldi_native_fbank as knf
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.voice.danish.export.tiny import mfcc as mfcc_by_definition
from tests.voice.spoken import speak
from voice.danish.export.folder import Features
from voice.danish.features import BINS, FRAME_LENGTH, FRAME_SHIFT, RATE, cepstra_matrix, log_mel


@pytest.fixture(scope="module")
def speech() -> NDArray[np.int16]:
    return speak("Hvad koster et pas?")


def mfcc(samples: NDArray[np.int16]) -> NDArray[np.float32]:
    """Kaldi's, by the library, with the options of the model's ``mfcc.conf``."""
    told = dict(line[2:].split("=") for line in Features().text().splitlines())
    options = knf.MfccOptions()
    options.frame_opts.samp_freq = float(told["sample-frequency"])
    options.frame_opts.dither = float(told["dither"])
    options.mel_opts.num_bins = int(told["num-mel-bins"])
    options.mel_opts.low_freq = float(told["low-freq"])
    options.mel_opts.high_freq = float(told["high-freq"])
    options.num_ceps = int(told["num-ceps"])
    options.use_energy = told["use-energy"] != "false"
    computer = knf.OnlineMfcc(options)
    computer.accept_waveform(RATE, samples.astype(np.float32))
    computer.input_finished()
    return np.stack([computer.get_frame(at) for at in range(computer.num_frames_ready)])


def test_log_mel_times_the_matrix_is_kaldis_mfcc(speech: NDArray[np.int16]) -> None:
    ours = log_mel((speech / 32768).astype(np.float32)) @ cepstra_matrix().T
    theirs = mfcc(speech)
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() < 2e-3
    assert np.abs(theirs).max() > 50


def test_they_are_what_the_definition_says(speech: NDArray[np.int16]) -> None:
    ours = log_mel((speech / 32768).astype(np.float32)) @ cepstra_matrix().T
    assert np.abs(ours - mfcc_by_definition(speech)).max() < 0.02


def test_the_matrix_can_be_turned_round() -> None:
    matrix = cepstra_matrix()
    assert matrix.shape == (BINS, BINS)
    assert np.linalg.cond(matrix) < 100


@pytest.mark.parametrize("count", [0, FRAME_LENGTH - 1, FRAME_LENGTH, FRAME_LENGTH + FRAME_SHIFT])
def test_no_frame_reaches_past_the_end(count: int) -> None:
    frames = log_mel(np.zeros(count, np.float32))
    assert frames.shape == (max(0, 1 + (count - FRAME_LENGTH) // FRAME_SHIFT), BINS)
    assert np.isfinite(frames).all()


def test_twice_as_loud_is_the_same_step_up_in_every_band(speech: NDArray[np.int16]) -> None:
    sound = (speech / 65536).astype(np.float32)
    louder = log_mel(2 * sound) - log_mel(sound)
    assert louder == pytest.approx(np.full_like(louder, np.log(4)), abs=1e-3)
