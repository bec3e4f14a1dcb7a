"""A test set that can be made anywhere: sentences spoken by the voices kept for testing."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Final

from voice.danish.corpus.manifest import Clip, write_manifest
from voice.danish.corpus.voices import draw_test_speaker
from voice.danish.repeatable_speech import Order, speak_all
from voice.danish.spoken_text import spoken
from voice.errors import CorpusError

SYNTHETIC: Final = "espeak-"
"""What the sources of these clips begin with; the sentence's kind follows."""
MANIFEST: Final = "manifest.jsonl"
UNKNOWN: Final = "unknown.jsonl"
"""Beside the manifest when a vocabulary was given: the words of each sentence outside it."""
LICENCE: Final = "CC-BY-SA-4.0"
"""That of the sentences; espeak-ng makes no claim on what it says."""

_SEED: Final = 20260


@dataclass(frozen=True)
class Sentence:
    """Something to say; ``kind`` groups the results ("question", "number")."""

    text: str
    kind: str


def read_sentences(path: Path) -> list[Sentence]:
    """JSON lines of ``{"text", "kind"}``, blank lines left out; raises ``CorpusError``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} can't be read ({error}); is the name right?") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            sentence = Sentence(row["text"], row["kind"])
            if not (spoken(sentence.text) and sentence.kind.strip()):
                raise ValueError("nothing to say")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CorpusError(
                f'{path}, line {number}: write {{"text": ..., "kind": ...}} ({error!r})'
            ) from error
        found.append(sentence)
    return found


def make_spoken_test(
    sentences: Sequence[Sentence],
    folder: Path,
    seed: int = _SEED,
    vocabulary: Collection[str] | None = None,
) -> Path:
    """Speak every sentence into ``folder``, which is made; gives the manifest's path.

    A sentence is said by the same voice, in the same way and in a file of the same name for the
    same ``seed``, to the sample, whatever is beside it; numbers and signs are said in their
    canonical way. With a ``vocabulary`` (of the training, say), ``UNKNOWN`` names what is outside
    it. Raises ``SynthesisError`` when espeak-ng can't say one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    orders: dict[str, Order] = {}
    clips = []
    for sentence in sentences:
        text = spoken(sentence.text)
        dice = Random(f"{seed} {text}")  # noqa: S311  # a test set, no secret
        speaker = draw_test_speaker(dice)
        audio = folder / f"{sha256(text.encode()).hexdigest()[:12]}.wav"
        orders[text] = Order(text, speaker, audio)
        clips.append(
            Clip(
                audio=audio,
                text=text,
                speaker=SYNTHETIC + speaker.variant,
                licence=LICENCE,
                source=SYNTHETIC + sentence.kind,
                split="test",
            )
        )
    speak_all(list(orders.values()))
    if vocabulary is not None:
        _write_unknown(folder / UNKNOWN, clips, vocabulary)
    write_manifest(folder / MANIFEST, clips)
    return folder / MANIFEST


def _write_unknown(path: Path, clips: Sequence[Clip], vocabulary: Collection[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for clip in clips:
            unknown = [word for word in clip.text.split() if word not in vocabulary]
            row = {"audio": clip.audio.name, "text": clip.text, "unknown": unknown}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
