"""G.711 both ways, held against libsndfile's own coder over every value there is."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from voice.errors import AudioError
from voice.g711 import A_LAW, MU_LAW, Law

LAWS = pytest.mark.parametrize(("law", "subtype"), [(A_LAW, "ALAW"), (MU_LAW, "ULAW")])
EVERY_SAMPLE = np.arange(-32_768, 32_768).astype("<i2")
EVERY_BYTE = bytes(range(256))


def libsndfile_encodes(samples: NDArray[np.int16], subtype: str) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, 8000, format="RAW", subtype=subtype)
    return file.getvalue()


def libsndfile_decodes(payload: bytes, subtype: str) -> bytes:
    samples, _ = soundfile.read(
        io.BytesIO(payload), dtype="int16", samplerate=8000, channels=1, format="RAW",
        subtype=subtype,
    )  # fmt: skip
    return bytes(samples.astype("<i2").tobytes())


@LAWS
def test_every_sample_is_coded_as_libsndfile_codes_it(law: Law, subtype: str) -> None:
    assert law.encode(EVERY_SAMPLE.tobytes()) == libsndfile_encodes(EVERY_SAMPLE, subtype)


@LAWS
def test_every_byte_is_decoded_as_libsndfile_decodes_it(law: Law, subtype: str) -> None:
    assert law.decode(EVERY_BYTE) == libsndfile_decodes(EVERY_BYTE, subtype)


@LAWS
def test_decoding_and_coding_again_changes_no_byte(law: Law, subtype: str) -> None:
    again = law.encode(law.decode(EVERY_BYTE))
    # mu-law has two zeros, and 16 bits have one.
    assert [a for a, b in zip(EVERY_BYTE, again, strict=True) if a != b] == (
        [0x7F] if law is MU_LAW else []
    )


@pytest.mark.parametrize(("law", "positive_zero"), [(A_LAW, 0xD5), (MU_LAW, 0xFF)])
def test_silence_is_the_byte_of_the_standard(law: Law, positive_zero: int) -> None:
    assert law.encode(bytes(320)) == bytes([positive_zero]) * 160


@LAWS
def test_nothing_is_nothing_and_half_a_sample_is_refused(law: Law, subtype: str) -> None:
    assert law.encode(b"") == b"" == law.decode(b"")
    with pytest.raises(AudioError):
        law.encode(b"\x00\x01\x02")
