"""The Debian packages that ring and connect in the tests; installed where they are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from typing import Final

PACKAGES: Final = {
    "baresip": "baresip-core",
    "sipp": "sip-tester",
    "kamailio": "kamailio",
    "rtpengine": "rtpengine-daemon",
}
"""The program, and the package that brings it."""

_SYSTEM_PATH: Final = "/usr/sbin:/usr/bin:/sbin:/bin"
_ENVIRONMENT: Final = {
    "DEBIAN_FRONTEND": "noninteractive",
    # A package's own daemon would take the very ports that the tests want.
    "RUNLEVEL": "1",
}


def program(name: str) -> str:
    """Where it lies, also for those who have no /usr/sbin in their path.

    Raises ``RuntimeError`` when it is missing.
    """
    found = shutil.which(name) or shutil.which(name, path=_SYSTEM_PATH)
    if found is None:
        raise RuntimeError(_how(missing() or [PACKAGES[name]]))
    return found


def missing() -> list[str]:
    """The packages whose program is not here."""
    return [
        package
        for name, package in PACKAGES.items()
        if not (shutil.which(name) or shutil.which(name, path=_SYSTEM_PATH))
    ]


def install() -> None:
    """Install what is missing; raises ``RuntimeError`` that says how, when it can't be done."""
    packages = missing()
    if not packages:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise RuntimeError(_how(packages))
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command,
            env=os.environ | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{_how(packages)}\n{done.stderr[-1000:]}")
    _stop(PACKAGES.values())


def _stop(packages: Iterable[str]) -> None:
    """Where systemd runs, packages start their daemons all the same."""
    if shutil.which("systemctl"):
        for package in packages:
            subprocess.run(["systemctl", "stop", package], capture_output=True, check=False)


def _how(packages: Iterable[str]) -> str:
    names = " ".join(packages)
    return f"The telephone tests need {names}. Run as root: apt-get install {names}"


if __name__ == "__main__":
    try:
        install()
    except RuntimeError as error:
        sys.exit(str(error))
