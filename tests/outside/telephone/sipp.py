"""sipp: very many callers at once, each with sound of its own, who wait for what comes."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.outside.telephone.apt import program
from tests.outside.telephone.g711 import encode_alaw
from tests.outside.telephone.ports import HOST, free_ports

SCENARIO: Final = "flood.xml"
_GRACE_S: Final = 60.0


@dataclass(frozen=True)
class Flood:
    """How many calls ended in which way, as the callers saw it.

    ``served``: stayed until the caller hung up. ``sent_away``: taken, then ended or put through by
    the other side. ``refused``: not taken (486, 503). ``failed``: anything else, lost or wrong.
    """

    served: int
    sent_away: int
    refused: int
    failed: int
    log: str


def ring(
    folder: Path,
    address: str,
    speech: NDArray[np.int16],
    *,
    calls: int,
    each_second: float,
    lasts_s: float,
) -> Flood:
    """Start so many calls to ``address`` (``user@host:port``), each ``lasts_s`` seconds long.

    Every caller says ``speech`` (8 kHz) over and over. Blocks until all are over.
    """
    user, _, target = address.rpartition("@")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "speech.al").write_bytes(encode_alaw(speech))
    scenario = files(__package__).joinpath(SCENARIO).read_text(encoding="utf-8")
    scenario = scenario.replace("{lasts_ms}", str(round(lasts_s * 1000)))
    (folder / SCENARIO).write_text(scenario, encoding="utf-8")
    limit_s = calls / each_second + lasts_s + _GRACE_S
    log = folder / "sipp.log"
    # One port for signalling; sipp takes the media ports from -mp upwards.
    command = [
        program("sipp"), target, "-sf", SCENARIO, "-s", user,
        "-i", HOST, "-p", str(free_ports()), "-mi", HOST, "-mp", "36000",
        "-m", str(calls), "-l", str(calls), "-r", str(each_second), "-rp", "1000",
        "-nostdin", "-trace_logs", "-log_file", str(folder / "endings.log"),
        "-trace_err", "-error_file", str(folder / "errors.log"),
        "-timeout", f"{limit_s:.0f}s", "-max_socket", str(4 * calls + 100),
    ]  # fmt: skip
    with log.open("wb") as out:
        subprocess.run(
            command, cwd=folder, stdout=out, stderr=out, check=False, timeout=limit_s + _GRACE_S
        )
    endings = Counter((folder / "endings.log").read_text(encoding="utf-8").split())
    known = {kind: endings[kind] for kind in ("served", "sent_away", "refused")}
    errors = folder / "errors.log"
    return Flood(
        **known,
        failed=calls - sum(known.values()),
        log=errors.read_text(encoding="utf-8", errors="replace") if errors.exists() else "",
    )
