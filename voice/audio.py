"""Any recording as a stream of 16-bit mono PCM at the wanted rate, never whole in memory."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from voice.errors import AudioError
from voice.pcm import BYTES_PER_SAMPLE, check_rate

_BLOCK_SAMPLES: Final = 4_096
_LOWEST_RATE: Final = 2_000
"""Speech below 1 kHz can't be understood; a header that says so is damaged."""
_FULL_SCALE: Final = 32_768
_UNRECOGNISED, _UNSUPPORTED = 1, 4
_BEGINNINGS: Final = (b"RIFF", b"RF64", b"FORM", b"fLaC", b"OggS", b"ID3", b".snd", b"caff")

_READABLE = "MUNI læser WAV, FLAC, OGG og MP3"


def read_pcm(path: Path, sample_rate: int, piece_s: float = 0.02) -> Iterator[bytes]:
    """The recording in pieces of ``piece_s`` seconds, 16-bit little-endian mono at ``sample_rate``.

    Channels are mixed down, any rate is resampled, and what is too loud is clipped. The content
    decides the format, not the file's name. The last piece may be shorter. A few blocks of some
    4,000 samples are in memory at a time.

    Raises ``AudioError``, while iterating, when the file is missing or unreadable, holds no sound,
    or is damaged (also when the damage comes late in it).
    """
    check_rate(sample_rate)
    size = BYTES_PER_SAMPLE * max(1, round(sample_rate * piece_s))
    with _open(path) as file, _decoder(file, path) as sound:
        yield from _cut(_resampled(_mono_blocks(sound, path), sound.samplerate, sample_rate), size)


def _open(path: Path) -> BinaryIO:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise AudioError(f"{path} er en mappe. Skriv navnet på en lydfil i den.")
        if not stat.S_ISREG(status.st_mode):
            raise AudioError(f"{path} er ikke en almindelig fil. Gem lyden som en fil først.")
        if status.st_size == 0:
            raise AudioError(f"{path} er tom (0 byte). Optag eller hent den igen.")
        # Unbuffered, since the decoder reads on from the descriptor's own place.
        return path.open("rb", buffering=0)
    except PermissionError as error:
        raise AudioError(
            f"MUNI har ikke lov til at læse {path}. Giv brugeren, som MUNI kører som, læseadgang."
        ) from error
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise AudioError(f"{path} findes ikke. Kontrollér navnet, og prøv igen.") from error
    except OSError as error:
        raise AudioError(
            f"{path} kan ikke åbnes ({error.strerror}). Kopiér den hertil, og prøv igen."
        ) from error


def _decoder(file: BinaryIO, path: Path) -> soundfile.SoundFile:
    beginning = file.read(4)
    file.seek(0)
    try:
        # By descriptor: given a name, libsndfile lets the ending decide (".raw", ".vox").
        sound = soundfile.SoundFile(file.fileno(), closefd=False)
    except soundfile.SoundFileError as error:
        raise AudioError(_why_not(path, beginning, getattr(error, "code", 0))) from error
    if sound.samplerate < _LOWEST_RATE:
        sound.close()
        raise AudioError(
            f"{path} siger selv, at den har {sound.samplerate} Hz; så lav en rate kan ikke "
            "rumme tale. Filhovedet er forkert: optag eller eksportér den igen."
        )
    return sound


def _why_not(path: Path, beginning: bytes, code: int) -> str:
    if code == _UNSUPPORTED:
        return (
            f"{path} er kodet på en måde, som MUNI ikke kan læse. Gem den som WAV med 16-bit PCM, "
            "A-law eller µ-law."
        )
    if code == _UNRECOGNISED and not beginning.startswith(_BEGINNINGS):
        return (
            f"{path} er ikke en lydfil, som MUNI kan læse. {_READABLE}; rå lyd uden filhoved skal "
            "først gemmes som WAV."
        )
    return f"{path} har et ødelagt eller ufuldstændigt filhoved. Optag eller hent den igen."


def _mono_blocks(sound: soundfile.SoundFile, path: Path) -> Iterator[NDArray[np.float32]]:
    frames = max(256, _BLOCK_SAMPLES // sound.channels)
    told = 0
    while True:
        try:
            block = sound.read(frames, dtype="float32", always_2d=True)
        except soundfile.SoundFileError as error:
            raise AudioError(
                f"{path} er beskadiget efter {told / sound.samplerate:.1f} sekunder og kan ikke "
                "læses til ende. Hent eller eksportér den igen."
            ) from error
        if not len(block):
            break
        if not np.isfinite(block).all():
            raise AudioError(
                f"{path} har værdier, der ikke er tal (NaN eller uendelig), efter "
                f"{told / sound.samplerate:.1f} sekunder. Eksportér den igen som 16-bit WAV."
            )
        told += len(block)
        yield block.mean(axis=1, dtype=np.float32)
    if not told:
        raise AudioError(
            f"{path} har et filhoved, men ingen lyd (måske blev optagelsen afbrudt). Optag eller "
            "hent den igen."
        )


def _resampled(
    blocks: Iterable[NDArray[np.float32]], given: int, wanted: int
) -> Iterator[NDArray[np.float32]]:
    if given == wanted:
        yield from blocks
        return
    stream = soxr.ResampleStream(given, wanted, 1, dtype="float32")
    for block in blocks:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def _cut(blocks: Iterable[NDArray[np.float32]], size: int) -> Iterator[bytes]:
    pending = b""
    for block in blocks:
        whole = np.rint(block * _FULL_SCALE).clip(-_FULL_SCALE, _FULL_SCALE - 1)
        pending += whole.astype("<i2").tobytes()
        ready = len(pending) - len(pending) % size
        for start in range(0, ready, size):
            yield pending[start : start + size]
        pending = pending[ready:]
    if pending:
        yield pending
