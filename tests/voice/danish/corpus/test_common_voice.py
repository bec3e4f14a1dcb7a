"""Common Voice is read from its lists, old and new columns, with speakers kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voice.danish.corpus.recordings import record
from voice.danish.corpus import common_voice
from voice.danish.corpus.durations import seconds
from voice.errors import CorpusError

OLD = ["client_id", "path", "sentence", "up_votes", "down_votes", "age", "gender", "accent"]
NEW = [
    "client_id",
    "path",
    "sentence_id",
    "sentence",
    "sentence_domain",
    "up_votes",
    "down_votes",
    "age",
    "gender",
    "accents",
    "variant",
    "locale",
    "segment",
]


def write_list(
    folder: Path, name: str, columns: list[str], rows: list[tuple[str, str, str]]
) -> None:
    lines = ["\t".join(columns)]
    for client, path, sentence in rows:
        told = {"client_id": client, "path": path, "sentence": sentence, "up_votes": "2"}
        lines.append("\t".join(told.get(column, "") for column in columns))
        record(folder / "clips" / (path if path.endswith(".mp3") else f"{path}.mp3"))
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(params=[OLD, NEW], ids=["old columns", "new columns"])
def release(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "cv-corpus-19.0-2024-09-13" / "da"
    folder.mkdir(parents=True)
    ending = ".mp3" if request.param is NEW else ""
    train = [
        ("aa", f"da_1{ending}", '"Nej," sagde han.'),
        ("aa", f"da_2{ending}", "Æblet er rødt."),
    ]
    dev, test = [("bb", f"da_3{ending}", "Hvad koster det?")], [("cc", f"da_4{ending}", "Ja tak.")]
    more = [("dd", f"da_5{ending}", "Godt."), ("cc", f"da_6{ending}", "Farvel.")]
    write_list(folder, "train.tsv", request.param, train)
    write_list(folder, "dev.tsv", request.param, dev)
    write_list(folder, "test.tsv", request.param, test)
    write_list(folder, "validated.tsv", request.param, train + dev + test + more)
    write_list(folder, "other.tsv", request.param, [("ee", f"da_7{ending}", "Måske.")])
    return folder


def test_the_published_parts_with_their_sentences(release: Path) -> None:
    clips = common_voice.load(release).clips
    assert [(clip.split, clip.text) for clip in clips] == [
        ("train", '"Nej," sagde han.'),
        ("train", "Æblet er rødt."),
        ("dev", "Hvad koster det?"),
        ("test", "Ja tak."),
    ]
    assert {clip.licence for clip in clips} == {"CC0-1.0"}
    assert clips[0].speaker == clips[1].speaker == "common-voice-aa"
    assert seconds(clips[0]) == pytest.approx(1.0, abs=0.15)


def test_more_training_clips_are_never_of_a_held_speaker(release: Path) -> None:
    loaded = common_voice.load(release, all_validated=True, unreviewed=True)
    assert [clip.text for clip in loaded.clips[4:]] == ["Godt.", "Måske."]
    assert {clip.split for clip in loaded.clips[4:]} == {"train"}
    assert loaded.left_out == {"of speakers kept for dev or test": 1}


def test_the_folder_above_will_do(release: Path) -> None:
    assert common_voice.load(release.parent).clips == common_voice.load(release).clips
    assert common_voice.load(release.parent.parent).clips == common_voice.load(release).clips


def test_missing_audio_is_counted_and_missing_lists_are_named(release: Path) -> None:
    (release / "clips" / "da_1.mp3").unlink()
    assert common_voice.load(release).left_out == {"without audio": 1}
    (release / "dev.tsv").write_text("client_id\tpath\n", "utf-8")
    with pytest.raises(CorpusError, match=r"dev\.tsv: no column sentence"):
        common_voice.load(release)
    (release / "dev.tsv").write_text("client_id\tpath\tsentence\naa\n", "utf-8")
    with pytest.raises(CorpusError, match=r"dev\.tsv, line 2: too few columns"):
        common_voice.load(release)
    (release / "dev.tsv").unlink()
    with pytest.raises(CorpusError, match=r"dev\.tsv is missing"):
        common_voice.load(release)
    with pytest.raises(CorpusError, match="no Danish Common Voice"):
        common_voice.load(release / "clips")
