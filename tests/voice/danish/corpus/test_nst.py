"""Both layouts of the NST database give the same kind of clips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.voice.danish.corpus.recordings import record
from voice.danish.corpus import nst
from voice.danish.corpus.durations import seconds
from voice.errors import CorpusError

SILENCE = "( ... tavshed under denne indspilning ...)"
SPL = """[System]
ANSI Codepage=1252
Delimiter=>-<
Frequency=16000
Channels=2

[Info states]
1=Speaker ID>-<567>-<
2=Name>-<>-<
3=Age>-<36>-<
4=Sex>-<Female>-<
5=Region of Dialect>-<Fyn>-<
7=Remarks>-<>-<

[Session]
Number of recordings=3
Directory=c:\\adb_0565\\data\\scr0565\\06\\05650611

[Record states]
1=0>-<>-<( ... tavshed under denne indspilning ...)>-<2>-<4>-<u0555001.wav>-<0>-<
2=IS>-<>-<Hun gik i går>-<2>-<4>-<U0555002.WAV>-<0>-<
10=IS>-<>-<Åh ,\\Komma en ø .\\Punktum>-<2>-<4>-<u0555003.wav>-<0>-<
11=IS>-<>-<Uden lyd>-<2>-<4>-<u0555004.wav>-<0>-<

[Validation states]
1=( ... tavshed under denne indspilning ...)>-<1>-<1>-<0>-<0>-<0>-<0>-<u0555001.wav>-<0>-<0>-<
2=Han gik i går>-<1>-<1>-<0>-<0>-<0>-<0>-<u0555002.wav>-<0>-<0>-<

[End]
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    session = "scr0565/06/05650611"
    lists = tmp_path / "0565-1" / "adb_0565" / "data" / session
    lists.mkdir(parents=True)
    (lists / "r5650555.spl").write_bytes(SPL.encode("latin-1"))
    speech = tmp_path / "0565-1" / "adb_0565" / "Speech" / session / "r5650555"
    for number in (1, 2):
        record(speech / f"u055500{number}.wav", channels=2)
    soundfile.write(speech / "u0555003.wav", np.zeros((16000, 2)), 16000, format="NIST")
    return tmp_path


def test_lists_beside_their_audio(older: Path) -> None:
    loaded = nst.load(older)
    heard, dictated = loaded.clips
    assert (heard.text, heard.speaker, heard.split) == ("Han gik i går", "nst-567", "train")
    assert heard.audio.name == "u0555002.wav"
    assert (heard.licence, heard.alternatives) == ("CC0-1.0", ())
    assert seconds(dictated) == 1.0
    assert dictated.texts == ("Åh komma en ø punktum", "Åh en ø")
    assert loaded.left_out == {"of silence": 1, "without audio": 1}


def test_the_test_part_is_told_by_its_folder(older: Path) -> None:
    (older / "0565-1").rename(older / "da 0611 test")
    assert {clip.split for clip in nst.load(older).clips} == {"test"}


def session(pid: str, speaker: str, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "pid": pid,
        "info": {"Speaker_ID": speaker, "Age": "36", "Sex": "Male"},
        "metadata": {"file": f"{pid}.json", "lang": "da", "station": "6"},
        "session": {"Number_of_recordings": str(len(texts))},
        "system": {"Frequency": "16000"},
        "val_recordings": [
            {"file": file, "text": text, "type": "IS", "QUA": "1", "t0": "0"}
            for file, text in texts.items()
        ],
    }


def write_session(path: Path, told: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


@pytest.fixture
def reorganised(tmp_path: Path) -> Path:
    pid = "dk11x242-18072000-1149"
    texts = {
        "u0047001.wav": SILENCE,
        "U0047002.wav": "Der er åbent",
        "u0047003.wav": "Luk døren",
        "u0047004.wav": "Ødelagt",
    }
    write_session(tmp_path / "ADB_OD_DAN_0565" / f"{pid}.json", session(pid, "47", texts))
    for number in (1, 2, 3):
        record(tmp_path / "dk" / pid / f"{pid}_u004700{number}-1.wav")
        record(tmp_path / "dk" / pid / f"{pid}_u004700{number}-2.wav")
    record(tmp_path / "dk" / pid / f"{pid}_u0047002.wav", channels=2)
    record(tmp_path / "dk" / pid / f"{pid}_u0047004.wav", channels=2)
    other = "dk20x031-01092000-0900"
    supplement = tmp_path / "supplement_dk"
    write_session(
        supplement / "testdata" / "metadata" / f"{other}.json",
        session(other, "", {"u0001001.wav": "Goddag"}),
    )
    record(supplement / "testdata" / "audio" / other / "u0001001-1.wav")
    write_session(
        supplement / "dk_errorfiles_train.json",
        {"filesList": [{"filepath": f"/x/lydfiler/dk/{pid}/{pid}_u0047004.wav"}]},
    )
    write_session(supplement / "testdata" / "dk_manifest_test.json", {"files": []})
    return tmp_path


def test_sessions_with_their_audio(reorganised: Path) -> None:
    loaded = nst.load(reorganised)
    assert [(c.split, c.speaker, c.text, c.audio.name) for c in loaded.clips] == [
        ("train", "nst-47", "Der er åbent", "dk11x242-18072000-1149_u0047002-1.wav"),
        ("train", "nst-47", "Luk døren", "dk11x242-18072000-1149_u0047003-1.wav"),
        ("test", "nst-dk20x031-01092000-0900", "Goddag", "u0001001-1.wav"),
    ]
    assert loaded.left_out == {"of silence": 1, "damaged": 1}


def test_the_folder_names_above_it_do_not_decide_the_part(reorganised: Path) -> None:
    moved = reorganised.rename(reorganised.with_name("test-0611"))
    assert [clip.split for clip in nst.load(moved).clips] == ["train", "train", "test"]


def test_what_is_missing_or_foreign_is_named(tmp_path: Path, reorganised: Path) -> None:
    (tmp_path / "notes.json").write_text("{}", "utf-8")
    with pytest.raises(CorpusError, match=r"notes\.json has no pid and val_recordings"):
        nst.load(reorganised)
    (tmp_path / "notes.json").write_text("not json", "utf-8")
    with pytest.raises(CorpusError, match="is not a JSON object"):
        nst.load(reorganised)
    with pytest.raises(CorpusError, match="no NST database"):
        nst.load(reorganised / "dk")
    with pytest.raises(CorpusError, match=r"No clip found .*1 without audio.*audio archives"):
        nst.load(reorganised / "supplement_dk" / "testdata" / "metadata")
    (tmp_path / "empty.spl").write_text("[System]\n", "latin-1")
    (tmp_path / "notes.json").unlink()
    with pytest.raises(CorpusError, match=r"empty\.spl lists no recordings"):
        nst.load(reorganised)
