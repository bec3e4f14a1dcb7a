"""The nginx of deploy/nginx in front of servers on this machine, with a certificate of its own."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.servers import free_port

DEPLOY = Path(__file__).resolve().parent.parent / "deploy"
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_PLENTY = "rate=100000r/s"


def program(name: str) -> str:
    """Where a program of the system lies; raises RuntimeError when it is missing."""
    found = shutil.which(name) or shutil.which(name, path=_PATH)
    if found is None:
        raise RuntimeError(f"{name} is missing: apt-get install {name}")
    return found


def configuration(folder: Path, servers: Sequence[int], port: int) -> Path:
    """Deploy's files, changed only in addresses, places and limits; all load has one address."""
    for name in ("logs", "tls"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-keyout", str(folder / "tls" / "privkey.pem"),
         "-out", str(folder / "tls" / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx" / "muni.conf").read_text(encoding="utf-8")
    text = re.sub(r" *listen \[::\].*\n", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{port} ")
    text = text.replace("/etc/muni/tls", f"{folder}/tls").replace(
        "/var/log/nginx", f"{folder}/logs"
    )
    text = re.sub(r"rate=\d+r/[sm]", _PLENTY, text)
    text = text.replace("limit_conn muni_open 100;", "limit_conn muni_open 10000;")
    upstream = (DEPLOY / "nginx" / "muni-upstream.conf").read_text(encoding="utf-8")
    for written, real in zip((8001, 8002), servers, strict=True):
        upstream = upstream.replace(f"127.0.0.1:{written}", f"127.0.0.1:{real}")
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/logs/start.log;\n"
        f"events {{}}\nhttp {{\n{text}\n{upstream}\n}}\n",
        encoding="utf-8",
    )
    return whole


@contextmanager
def proxy(folder: Path, servers: Sequence[int]) -> Iterator[str]:
    """Nginx in front of the two ports ``servers``; gives its address. Raises RuntimeError."""
    port = free_port()
    whole = configuration(folder, servers, port)
    process = subprocess.Popen([program("nginx"), "-c", str(whole), "-p", str(folder)])
    try:
        time.sleep(0.5)
        if process.poll() is not None:
            raise RuntimeError((folder / "logs" / "start.log").read_text(encoding="utf-8"))
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
