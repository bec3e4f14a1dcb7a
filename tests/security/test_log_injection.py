"""Nobody's words can pass for a line of the log."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from bot.logs import configure_logs, written_out
from bot.settings import Settings

EVIL = 'x\r\n2026-01-01 [info] signed_in who=admin\x1b[31m\x00\u2028\x85{"event":"fake"}'


@pytest.mark.parametrize("form", ["json", "text"])
def test_each_event_is_one_line(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "log"
    with file.open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        configure_logs(Settings(log_format=form))
        structlog.get_logger("muni").warning(EVIL, who=EVIL, number=3)
    monkeypatch.undo()
    configure_logs(Settings())
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) == 1
    assert "\x1b[31m" not in text.replace("\x1b[31m\x1b[1m", "")
    if form == "json":
        assert json.loads(text)["who"] == written_out(EVIL)


def test_the_libraries_own_lines_are_one_line_too() -> None:
    code = (
        "import logging; from bot.logs import configure_logs; from bot.settings import Settings;"
        f"configure_logs(Settings()); logging.getLogger('uvicorn').error('GET %s', {EVIL!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert len(done.stderr.decode().splitlines()) == 1


def test_words_without_control_characters_stay_as_they_are() -> None:
    assert written_out("æøå – «hej» 100 %") == "æøå – «hej» 100 %"
