"""Recordings are forgotten in time, and nothing beside them is touched."""

import os
from datetime import datetime
from pathlib import Path

from bot.store.recordings import Recordings

OLD, NEW = "a" * 32, "b" * 32


def test_the_folder_is_for_us_alone(tmp_path: Path) -> None:
    path = Recordings(tmp_path / "recordings").path(OLD)
    assert path.name == f"{OLD}.wav"
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_recording_is_as_old_as_its_oldest_part_and_strangers_are_not_seen(
    tmp_path: Path,
) -> None:
    recordings = Recordings(tmp_path)
    for part in ("", "caller"):
        recordings.path(OLD, part).write_bytes(b"RIFF")
    (tmp_path / "README.txt").write_text("ours", encoding="utf-8")
    os.utime(recordings.path(OLD), (86_400, 86_400))
    assert recordings.made() == {OLD: datetime(1970, 1, 2)}


def test_a_conversations_recordings_go_together(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path)
    for part in ("", "caller", "bot"):
        recordings.path(OLD, part).write_bytes(b"RIFF")
    recordings.path(NEW).write_bytes(b"RIFF")
    assert recordings.delete([OLD]) == 3
    assert list(tmp_path.iterdir()) == [recordings.path(NEW)]


def test_without_a_folder_there_is_nothing_to_forget(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path / "nowhere")
    assert (recordings.delete([OLD]), recordings.made()) == (0, {})
    assert not (tmp_path / "nowhere").exists()
