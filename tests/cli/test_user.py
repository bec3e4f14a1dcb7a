"""``muni user``: the first administrator's link, the list, and closing an account."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.databases import address


def _muni(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MUNI_DATABASE_URL": address(folder / "users.db")}
    command = [str(Path(sys.executable).parent / "muni"), "user", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _add(folder: Path, *where: str) -> subprocess.CompletedProcess[str]:
    who = ("Anne Holm", "--email", "Anne@by.dk", "--role", "administrator")
    return _muni(folder, "add", *who, *where)


def test_the_first_administrator_gets_a_link_and_is_listed(tmp_path: Path) -> None:
    made = json.loads(_add(tmp_path, "--all").stdout)
    assert "/personale/adgang/" in made["link"]
    listed = json.loads(_muni(tmp_path, "list").stdout)
    assert listed["email"] == "anne@by.dk"
    assert listed["grants"] == ["administrator:*"]
    twice = _add(tmp_path, "--municipality", "0751")
    assert twice.returncode == 1
    assert "allerede en bruger" in twice.stderr
    assert json.loads(_muni(tmp_path, "disable", "anne@by.dk").stdout)["disabled"]
    assert json.loads(_muni(tmp_path, "list").stdout)["disabled"]
    assert _muni(tmp_path, "disable", "nobody@by.dk").returncode == 1


def test_where_is_said_once_and_exists(tmp_path: Path) -> None:
    for where in ((), ("--all", "--municipality", "0751"), ("--municipality", "9999")):
        assert _add(tmp_path, *where).returncode == 2
