"""A manifest comes back as it was written, and a wrong line is named with what to do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.voice.danish.corpus.recordings import record
from voice.danish.corpus.durations import keep_usable, seconds
from voice.danish.corpus.manifest import Clip, read_manifest, write_manifest
from voice.danish.corpus.summary import describe
from voice.errors import CorpusError

GOOD: dict[str, Any] = {
    "audio": "a.wav",
    "text": "en gul pære",
    "speaker": "own-1",
    "licence": "CC0-1.0",
    "source": "own",
}


def clip(audio: Path, **changed: Any) -> Clip:
    return replace(Clip(audio, "en gul pære", "own-1", "CC0-1.0", "own"), **changed)


def test_every_field_comes_back_and_the_folder_can_be_moved(tmp_path: Path) -> None:
    inside = clip(
        record(tmp_path / "corpus" / "clips" / "a.wav"),
        split="dev",
        start=0.25,
        end=0.75,
        alternatives=("gul pære", "pære"),
        closed=True,
    )
    outside = clip(record(tmp_path / "elsewhere" / "b.wav"), text="æ, ø og å")
    manifest = tmp_path / "corpus" / "all.jsonl"
    write_manifest(manifest, [inside, outside])
    assert read_manifest(manifest) == [inside, outside]

    (tmp_path / "corpus").rename(tmp_path / "moved")
    first, second = read_manifest(tmp_path / "moved" / "all.jsonl")
    assert first.audio == tmp_path / "moved" / "clips" / "a.wav"
    assert first.audio.is_file()
    assert second == outside
    assert first.texts == ("en gul pære", "gul pære", "pære")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": None}, "text is None; it must be a text"),
        ({"text": "  "}, "'text' is empty"),
        ({"split": "validation"}, "split is 'validation'"),
        ({"start": "0.5"}, "start is '0.5'; it must be seconds"),
        ({"end": True}, "end is True; it must be seconds"),
        ({"start": 2.0, "end": 1.0}, "end later than start"),
        ({"start": -1.0}, "start must be 0 or more"),
        ({"closed": "yes"}, "closed is 'yes'; it must be true or false"),
        ({"alternatives": "pære"}, "alternatives is 'pære'; it must be a list of texts"),
        ({"license": "CC0-1.0"}, "has license, which means nothing here"),
        ({"source": "ktuberling"}, "kept for a final test"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(
    tmp_path: Path, changed: dict[str, Any], told: str
) -> None:
    manifest = tmp_path / "all.jsonl"
    manifest.write_text(f"{json.dumps(GOOD)}\n\n{json.dumps({**GOOD, **changed})}\n", "utf-8")
    with pytest.raises(CorpusError, match=r"all\.jsonl, line 3: ") as refused:
        read_manifest(manifest)
    assert told in str(refused.value)


def test_missing_fields_and_broken_json_are_told_apart(tmp_path: Path) -> None:
    manifest = tmp_path / "all.jsonl"
    manifest.write_text('{"audio": "a.wav", "text": "ja"}\n', "utf-8")
    with pytest.raises(CorpusError, match="line 1: lacks speaker, licence, source"):
        read_manifest(manifest)
    manifest.write_text("{audio: a.wav}\n", "utf-8")
    with pytest.raises(CorpusError, match="line 1: not JSON"):
        read_manifest(manifest)
    manifest.write_text('["a.wav"]\n', "utf-8")
    with pytest.raises(CorpusError, match="not a JSON object"):
        read_manifest(manifest)
    manifest.write_bytes("{}æ".encode("latin-1"))
    with pytest.raises(CorpusError, match="not UTF-8"):
        read_manifest(manifest)
    with pytest.raises(CorpusError, match="can't be read"):
        read_manifest(tmp_path / "none.jsonl")


def test_no_clip_of_the_final_tests_can_be_trained_on() -> None:
    kept = clip(Path("a.ogg"), source="gcompris", split="test")
    for split in ("train", "dev"):
        with pytest.raises(CorpusError, match="kept for a final test"):
            replace(kept, split=split)


def test_length_is_that_of_the_stretch(tmp_path: Path) -> None:
    audio = record(tmp_path / "a.wav", seconds=2.0)
    assert seconds(clip(audio)) == pytest.approx(2.0)
    assert seconds(clip(audio, start=0.5, end=1.25)) == pytest.approx(0.75)
    assert seconds(clip(record(tmp_path / "a.mp3", 2.0))) == pytest.approx(2.0, abs=0.1)
    with pytest.raises(CorpusError, match="missing"):
        seconds(clip(tmp_path / "none.wav"))


def test_unusable_clips_are_left_out_and_counted(tmp_path: Path) -> None:
    audio = record(tmp_path / "a.wav", seconds=2.0)
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF, but no more")
    good = clip(audio)
    kept = keep_usable(
        [
            good,
            clip(broken),
            clip(tmp_path / "none.wav"),
            clip(audio, start=1.9),
            clip(audio, end=2.5),
            clip(record(tmp_path / "long.wav", seconds=31, rate=8000)),
        ]
    )
    assert kept.clips == [good]
    assert kept.left_out == {
        "without readable audio": 2,
        "shorter than 0.2 s": 1,
        "that run past the end of their file": 1,
        "longer than 30 s": 1,
    }


def test_the_table_has_hours_speakers_and_licences(tmp_path: Path) -> None:
    audio = record(tmp_path / "a.wav", seconds=36.0, rate=8000)
    clips = [
        clip(audio),
        clip(audio, speaker="own-2"),
        clip(audio, source="other", licence="GPL-2.0-or-later", split="test"),
    ]
    assert describe(clips).splitlines() == [
        "source  split  clips  speakers  hours  licence",
        "other   test       1         1  0.010  GPL-2.0-or-later",
        "own     train      2         2  0.020  CC0-1.0",
        "all                3         2  0.030  CC0-1.0, GPL-2.0-or-later",
    ]
    assert describe(clips, keep_usable(clips).left_out).endswith("left out: 3 longer than 30 s")
