"""The notes that an ONNX file carries about itself, read without an ONNX library or its weights.

The form is protobuf's: https://protobuf.dev/programming-guides/encoding/; field numbers are those
of ``ModelProto`` and ``StringStringEntryProto`` in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from voice.errors import ModelError

_GRAPH, _METADATA, _KEY, _VALUE = 7, 14, 1, 2
_VARINT, _EIGHT_BYTES, _WITH_LENGTH, _FOUR_BYTES = 0, 1, 2, 5
_FIXED: Final = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}
_LONGEST_VARINT: Final = 10
_AGAIN: Final = "Hent mappen igen, eller eksportér modellen igen."


def read_metadata(file: Path) -> dict[str, str]:
    """The file's ``metadata_props``; a file of any size takes some microseconds.

    Raises ``ModelError`` when it can't be read, is no ONNX model, or is cut off.
    """
    try:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as m:
            fields = list(_fields(m, 0, len(m)))
            if all(number != _GRAPH for number, _, _ in fields):
                raise ValueError("no graph")
            entries = [
                {key: m[at:end].decode() for key, at, end in _fields(m, start, stop)}
                for number, start, stop in fields
                if number == _METADATA
            ]
    except OSError as error:
        raise ModelError(
            f"{file} kan ikke læses ({error.strerror}). Giv brugeren, som MUNI kører som, "
            "læseadgang."
        ) from error
    except (ValueError, IndexError) as error:
        raise ModelError(f"{file} er ikke en hel ONNX-fil. {_AGAIN}") from error
    return {entry.get(_KEY, ""): entry.get(_VALUE, "") for entry in entries}


def _fields(data: mmap.mmap, at: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Each field's number and where its content begins and ends; ``ValueError`` past ``stop``."""
    while at < stop:
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == _VARINT:
            _, end = _varint(data, at)
        elif kind == _WITH_LENGTH:
            length, at = _varint(data, at)
            end = at + length
        elif kind in _FIXED:
            end = at + _FIXED[kind]
        else:
            raise ValueError("not protobuf")
        if end > stop:
            raise ValueError("cut off")
        if kind == _WITH_LENGTH:
            yield tag >> 3, at, end
        at = end


def _varint(data: mmap.mmap, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST_VARINT):
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("not a number")
