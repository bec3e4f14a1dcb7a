"""What a folder with an ONNX transducer must hold, as sherpa-onnx's own scripts export it.

It is ``encoder*.onnx``, ``decoder*.onnx`` and ``joiner*.onnx`` of one export, with the metadata
that the scripts write, and ``tokens.txt``. Where a part is there as ``.int8.onnx`` too, that is
taken: smaller, and faster on a processor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voice.engines.onnx_metadata import read_metadata
from voice.errors import ModelError

TOKENS_FILE: Final = "tokens.txt"
_BLANK_TOKENS: Final = frozenset({b"<blk>", b"<blank>", b"<eps>"})

_PARTS: Final = ("encoder", "decoder", "joiner")
_NAME: Final = re.compile(r"(encoder|decoder|joiner)(.*?)(\.int8|\.fp16)?\.onnx")
_LIKED: Final = (".int8", None, ".fp16")
_STREAMING_SIGNS: Final = ("decode_chunk_len", "window_size", "streaming_model_type")
"""Each kind of streaming encoder that sherpa-onnx knows says one of these; no other does."""
_SPANS: Final = ("T", "window_size", "chunk_feature_frames", "right_feature_frames")
_FRAME_S: Final = 0.01
_AGAIN: Final = (
    "Hent mappen igen, eller eksportér modellen igen med sherpa-onnx' eget script, der lægger "
    "encoder.onnx, decoder.onnx, joiner.onnx og tokens.txt."
)


@dataclass(frozen=True)
class TransducerFiles:
    """The files to load, and what the encoder says of itself."""

    encoder: Path
    decoder: Path
    joiner: Path
    tokens: Path
    streaming: bool
    """Hears as it goes; else it hears whole utterances."""
    nemo: bool
    """Exported from NVIDIA NeMo (Parakeet and FastConformer); else from icefall."""
    ahead_s: float
    """How much sound a streaming encoder wants before it tells of the first of it, in seconds."""


def is_transducer(folder: Path) -> bool:
    """Does it look like one, whole or not?"""
    return any(folder.glob("encoder*.onnx"))


def find_files(folder: Path) -> TransducerFiles:
    """The parts to load, once they look right.

    Raises ``ModelError`` when a part is missing, empty, cut off or unreadable, when there are two
    models in the folder, or when a token that the model can say is not in ``tokens.txt``.
    """
    if not folder.is_dir():
        raise ModelError(f"Talemodellen {folder} findes ikke som mappe. {_AGAIN}")
    encoder, decoder, joiner = _parts(folder)
    notes = read_metadata(encoder)
    decoder_notes = read_metadata(decoder)
    read_metadata(joiner)
    if not notes:
        raise ModelError(
            f"Talemodellen {folder}: {encoder.name} har ingen metadata, så sherpa-onnx ved ikke, "
            f"hvad det er for en model. {_AGAIN}"
        )
    nemo = "pred_rnn_layers" in notes
    # icefall counts the blank; NeMo doesn't, and says the number elsewhere.
    said = notes.get("vocab_size") if nemo else decoder_notes.get("vocab_size")
    _check_tokens(folder, _number(said) + nemo)
    return TransducerFiles(
        encoder=encoder,
        decoder=decoder,
        joiner=joiner,
        tokens=folder / TOKENS_FILE,
        streaming=any(sign in notes for sign in _STREAMING_SIGNS),
        nemo=nemo,
        ahead_s=_FRAME_S * sum(_number(notes.get(span)) for span in _SPANS),
    )


def _parts(folder: Path) -> tuple[Path, Path, Path]:
    exports: dict[str, dict[str, dict[str | None, Path]]] = {}
    for file in sorted(folder.glob("*.onnx")):
        if found := _NAME.fullmatch(file.name):
            part, export, precision = found.groups()
            exports.setdefault(export, {}).setdefault(part, {})[precision] = file
    whole = [parts for parts in exports.values() if len(parts) == len(_PARTS)]
    if not whole:
        there = {part for parts in exports.values() for part in parts}
        missing = [part for part in _PARTS if part not in there]
        what = (
            f"mangler {' og '.join(f'{part}*.onnx' for part in missing)}"
            if missing
            else "har encoder, decoder og joiner fra hver sin eksport"
        )
        raise ModelError(f"Talemodellen {folder} {what}. {_AGAIN}")
    if len(whole) > 1:
        raise ModelError(
            f"Talemodellen {folder} rummer {len(whole)} modeller. Lad kun den ene blive i mappen."
        )
    encoder, decoder, joiner = (
        next(whole[0][part][one] for one in _LIKED if one in whole[0][part]) for part in _PARTS
    )
    return encoder, decoder, joiner


def _check_tokens(folder: Path, size: int) -> None:
    try:
        lines = (folder / TOKENS_FILE).read_bytes().rstrip().split(b"\n")
    except FileNotFoundError as error:
        raise ModelError(f"Talemodellen {folder} mangler {TOKENS_FILE}. {_AGAIN}") from error
    except OSError as error:
        raise ModelError(
            f"Talemodellen {folder}: {TOKENS_FILE} kan ikke læses ({error.strerror}). Giv "
            "brugeren, som MUNI kører som, læseadgang."
        ) from error
    numbers: set[int] = set()
    blank = False
    for row, line in enumerate(lines, 1):
        # In bytes, as the library splits them: a token can be a space of another kind. It can be
        # a plain space too, and then only its number can be seen.
        parts = line.split()
        if len(parts) not in {1, 2} or not parts[-1].isdigit():
            raise ModelError(
                f"Talemodellen {folder}: linje {row} i {TOKENS_FILE} er ikke et tegn og et tal. "
                f"{_AGAIN}"
            )
        numbers.add(int(parts[-1]))
        blank = blank or parts[0] in _BLANK_TOKENS
    # The library ends the process the day it wants to say a token that has no name.
    if not blank or not numbers.issuperset(range(max(size, 2))):
        raise ModelError(
            f"Talemodellen {folder}: {TOKENS_FILE} passer ikke til modellen, der har {size} "
            f"tegn med det tomme. {_AGAIN}"
        )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
