"""Recordings are forgotten in time, and nothing beside them is touched."""

import os
import time
from pathlib import Path

from bot.store.recordings import DAY_S, Recordings

OLD, NEW = "a" * 32, "b" * 32


def test_the_folder_is_for_us_alone(tmp_path: Path) -> None:
    path = Recordings(tmp_path / "recordings").path(OLD)
    assert path.name == f"{OLD}.wav"
    assert path.parent.stat().st_mode & 0o077 == 0


def test_old_recordings_are_purged(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path)
    for identity in (OLD, NEW):
        recordings.path(identity).write_bytes(b"RIFF")
    stranger = tmp_path / "README.txt"
    stranger.write_text("ours", encoding="utf-8")
    long_ago = time.time() - 31 * DAY_S
    for path in (recordings.path(OLD), stranger):
        os.utime(path, (long_ago, long_ago))
    assert recordings.purge(30) == 1
    assert sorted(tmp_path.iterdir()) == sorted([recordings.path(NEW), stranger])


def test_a_conversations_recordings_go_together(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path)
    for part in ("", "caller", "bot"):
        recordings.path(OLD, part).write_bytes(b"RIFF")
    recordings.path(NEW).write_bytes(b"RIFF")
    assert recordings.delete([OLD]) == 3
    assert list(tmp_path.iterdir()) == [recordings.path(NEW)]


def test_without_a_folder_there_is_nothing_to_forget(tmp_path: Path) -> None:
    recordings = Recordings(tmp_path / "nowhere")
    assert (recordings.delete([OLD]), recordings.purge(1)) == (0, 0)
    assert not (tmp_path / "nowhere").exists()
