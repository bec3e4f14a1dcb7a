"""``muni sbom`` and ``muni audit``: what MUNI is made of, and what is known against it."""

import hashlib
import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.lines import write
from bot.settings import ROOT

LOCK = ROOT / "uv.lock"
CACHE = ROOT / "var" / "advisories.json"
_SBOM = ("uv", "export", "--frozen", "--no-dev", "--no-emit-project", "--format", "cyclonedx1.5",
         "--preview-features", "sbom-export", "--quiet")  # fmt: skip
_AUDIT = ("uv", "audit", "--frozen", "--no-dev", "--preview-features", "audit-command")
_FOUND, _UNKNOWN = 1, 3


def sbom(
    out: Annotated[Path, typer.Option(help="The file.")] = ROOT / "var" / "sbom.cdx.json",
) -> None:
    """Write what is installed in service as CycloneDX JSON, from uv.lock and without a network."""
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        made = json.loads(_run(list(_SBOM)).stdout)
    except (OSError, ValueError) as wrong:
        raise _stop(f"no SBOM: {wrong}", 1) from wrong
    out.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write({"file": str(out), "components": len(made["components"]), "lock": lock_hash()})


def audit() -> None:
    """Ask OSV for advisories against uv.lock; without a network, say what was known and when.

    Status 0: none known. 1: some are, see docs/security/dependencies.md. 3: nobody could be asked,
    and there is no earlier answer for this lock file.
    """
    try:
        done = _run(list(_AUDIT))
    except OSError as wrong:
        raise _stop(f"uv is missing: {wrong}", _UNKNOWN) from wrong
    said = (done.stdout + done.stderr).strip()
    if "error sending request" in said or "dns error" in said or "Request failed" in said:
        raise _stop(*from_cache(CACHE, lock_hash()))
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    kept = {"lock": lock_hash(), "asked": datetime.now(UTC).isoformat(timespec="seconds"),
            "status": done.returncode, "said": said}  # fmt: skip
    CACHE.write_text(json.dumps(kept, indent=1, ensure_ascii=False), encoding="utf-8")
    typer.echo(said)
    raise typer.Exit(_FOUND if done.returncode else 0)


def from_cache(cache: Path, lock: str) -> tuple[str, int]:
    """What to say, and with which status, when nobody can be asked."""
    try:
        kept: dict[str, Any] = json.loads(cache.read_text(encoding="utf-8"))
        asked, said, same = kept["asked"], kept["said"], kept["lock"] == lock
        status = _FOUND if kept["status"] else 0
    except (OSError, ValueError, KeyError):
        return ("The advisories can't be fetched (no network), and none were kept: NOT AUDITED",
                _UNKNOWN)  # fmt: skip
    if not same:
        return (f"The advisories can't be fetched (no network); those of {asked} are for another"
                " uv.lock: NOT AUDITED", _UNKNOWN)  # fmt: skip
    return f"No network; this was the answer of {asked} for this uv.lock:\n{said}", status


def lock_hash() -> str:
    """SHA-256 of uv.lock, in hex."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own command, no shell
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )


def _stop(said: str, status: int) -> typer.Exit:
    typer.echo(said, err=True)
    return typer.Exit(status)
