"""CoRal's files give clips with audio on disk; so does a folder with a metadata file."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.voice.danish.corpus.recordings import record
from voice.danish.corpus import audio_folder, coral
from voice.danish.corpus.durations import seconds
from voice.errors import CorpusError


def read_aloud(tmp_path: Path, number: int, **changed: Any) -> dict[str, Any]:
    audio = record(tmp_path / "recorded" / f"rec_{number}.wav", seconds=0.5 + number / 10)
    return {
        "id_recording": f"rec_{number}",
        "id_sentence": "sen_1",
        "id_speaker": f"spe_{number % 2}",
        "text": f"sætning nummer {number}",
        "age": 40,
        "gender": "female",
        "dialect": "Fynsk",
        "validated": "validated",
        "audio": {"bytes": audio.read_bytes(), "path": audio.name},
        "asr_cer": 0.0,
        **changed,
    }


def conversation(tmp_path: Path) -> dict[str, Any]:
    audio = record(tmp_path / "recorded" / "seg.wav", seconds=1.5)
    return {
        "id_conversation": "conv/7",
        "id_segment": 12,
        "id_speaker": "spe_9",
        "text": "ja det tror jeg",
        "audio": {"bytes": audio.read_bytes(), "path": "12.wav"},
    }


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(arrow.Table.from_pylist(rows), path)


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    rows = [read_aloud(tmp_path, n) for n in range(3)]
    rows.append(read_aloud(tmp_path, 3, validated="rejected"))
    rows.append(read_aloud(tmp_path, 4, validated=None))
    folder = tmp_path / "coral"
    write_parquet(folder / "read_aloud" / "train-00000-of-00002.parquet", rows[:2])
    write_parquet(folder / "read_aloud" / "train-00001-of-00002.parquet", rows[2:])
    write_parquet(folder / "read_aloud" / "val" / "0000.parquet", [read_aloud(tmp_path, 5)])
    write_parquet(folder / "conversation" / "test-0.parquet", [conversation(tmp_path)])
    return folder


def test_clips_of_both_kinds_with_their_published_parts(hub: Path, tmp_path: Path) -> None:
    loaded = coral.load(hub, tmp_path / "audio")
    assert [(clip.split, clip.text) for clip in loaded.clips] == [
        ("test", "ja det tror jeg"),
        ("train", "sætning nummer 0"),
        ("train", "sætning nummer 1"),
        ("train", "sætning nummer 2"),
        ("train", "sætning nummer 4"),
        ("dev", "sætning nummer 5"),
    ]
    assert loaded.left_out == {"that a listener did not approve": 1}
    assert [seconds(clip) for clip in loaded.clips[:3]] == pytest.approx([1.5, 0.5, 0.6])
    assert loaded.clips[0].audio == tmp_path / "audio/conversation/test/conv_7_12.wav"
    assert loaded.clips[0].speaker == "coral-spe_9"
    assert {clip.licence for clip in loaded.clips} == {"LicenseRef-CoRal-OpenRAIL-D"}


def test_audio_already_unpacked_is_left_alone(hub: Path, tmp_path: Path) -> None:
    first = coral.load(hub, tmp_path / "audio").clips
    written = [clip.audio.stat().st_mtime_ns for clip in first]
    first[0].audio.write_bytes(b"cut off")
    assert coral.load(hub, tmp_path / "audio").clips == first
    assert [clip.audio.stat().st_mtime_ns for clip in first][1:] == written[1:]
    assert seconds(first[0]) == pytest.approx(1.5)


def test_a_dataset_saved_to_disk_is_read_too(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    table = arrow.Table.from_pylist([read_aloud(tmp_path, 1)])
    file = tmp_path / "saved" / "validation" / "data-00000-of-00001.arrow"
    file.parent.mkdir(parents=True)
    with arrow.OSFile(str(file), "wb") as sink, arrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    (clip,) = coral.load(tmp_path / "saved", tmp_path / "audio").clips
    assert (clip.split, clip.text, seconds(clip)) == ("dev", "sætning nummer 1", 0.6)


def test_another_layout_is_refused_by_name(tmp_path: Path) -> None:
    write_parquet(tmp_path / "other" / "train.parquet", [{"text": "hej"}])
    with pytest.raises(CorpusError, match=r"train\.parquet: no column id_speaker, audio"):
        coral.load(tmp_path / "other", tmp_path / "audio")
    (tmp_path / "other" / "train.parquet").write_bytes(b"PAR1 but cut off")
    with pytest.raises(CorpusError, match="damaged or not parquet"):
        coral.load(tmp_path / "other", tmp_path / "audio")


def test_without_pyarrow_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "train.parquet").write_bytes(b"PAR1")
    with pytest.raises(CorpusError, match="uv pip install pyarrow"):
        coral.load(tmp_path, tmp_path / "audio")


def test_a_folder_with_a_table_of_its_sounds(tmp_path: Path) -> None:
    record(tmp_path / "train" / "a.wav")
    record(tmp_path / "train" / "b.wav")
    with (tmp_path / "train" / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file_name", "text", "id_speaker", "validated"])
        table.writerow(["a.wav", "ja, tak", "1", "validated"])
        table.writerow(["b.wav", "nej", "1", "maybe"])
        table.writerow(["c.wav", "måske", "1", ""])
        table.writerow(["a.wav", "", "1", ""])
    record(tmp_path / "validation" / "sounds" / "d.flac")
    (tmp_path / "validation" / "metadata.jsonl").write_text(
        json.dumps({"file_name": "sounds/d.flac", "sentence": "øl", "speaker": 2}) + "\n", "utf-8"
    )
    loaded = coral.load(tmp_path, tmp_path / "audio")
    assert [(clip.split, clip.text, clip.speaker) for clip in loaded.clips] == [
        ("train", "ja, tak", "coral-1"),
        ("dev", "øl", "coral-2"),
    ]
    assert loaded.left_out == {
        "that a listener did not approve": 1,
        "without audio": 1,
        "without a text": 1,
    }


def test_recordings_of_ones_own(tmp_path: Path) -> None:
    record(tmp_path / "a.wav")
    (tmp_path / "metadata.csv").write_text("file_name,transcription\na.wav,hej\n", "utf-8")
    (clip,) = audio_folder.load(tmp_path, source="own", licence="CC0-1.0", one_speaker="hall").clips
    assert (clip.speaker, clip.split, clip.text) == ("own-hall", "train", "hej")
    with pytest.raises(CorpusError, match=r"line 2: no column id_speaker or speaker_id"):
        audio_folder.load(tmp_path, source="own", licence="CC0-1.0")
    (tmp_path / "metadata.csv").unlink()
    with pytest.raises(CorpusError, match=r"needs a metadata\.csv"):
        audio_folder.load(tmp_path, source="own", licence="CC0-1.0")
