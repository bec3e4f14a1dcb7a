"""What MUNI is made of is told from the lock file; an audit without a network claims nothing."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app
from bot.cli.supply import LOCK, from_cache


@pytest.mark.skipif(shutil.which("uv") is None, reason="uv is not on the path")
def test_the_bill_names_every_package_with_version_address_and_hash(tmp_path: Path) -> None:
    out = tmp_path / "sbom.json"
    done = CliRunner().invoke(app, ["sbom", "--out", str(out)])
    assert done.exit_code == 0, done.output
    bill = json.loads(out.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    packages = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    locked = {(one["name"], one["version"]) for one in packages}
    named = {(one["name"], one["version"]) for one in bill["components"]}
    assert named <= locked
    names = {name for name, _ in named}
    assert {"rasa", "tensorflow", "fastapi", "cryptography"} <= names
    assert "pytest" not in names, "tools of the workshop are not in service"
    assert all(one["purl"].startswith("pkg:pypi/") for one in bill["components"])


def test_without_network_and_without_an_earlier_answer_nothing_is_claimed(tmp_path: Path) -> None:
    said, status = from_cache(tmp_path / "none", "a")
    assert status == 3
    assert "NOT AUDITED" in said
    kept = tmp_path / "kept"
    answer = {"lock": "a", "asked": "2026-11-01T00:00:00", "status": 1, "said": "GHSA-x in y"}
    kept.write_text(json.dumps(answer))
    assert from_cache(kept, "b")[1] == 3, "an answer about another lock file is none"
    said, status = from_cache(kept, "a")
    assert status == 1
    assert "2026-11-01" in said and "GHSA-x" in said
