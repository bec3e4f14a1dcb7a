"""nginx in front of several servers, in turn, as a site has it."""

import subprocess
import time
from pathlib import Path

import httpx

from tests.engines import free_port

_CONF = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream muni {{ {servers} }}
    map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://muni;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }}
    }}
}}
"""


class Proxy:
    """Each request goes to the next of ``ports``: no conversation is pinned to a worker."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        servers = " ".join(f"server 127.0.0.1:{port};" for port in ports)
        conf = folder / "nginx.conf"
        conf.write_text(_CONF.format(folder=folder, servers=servers, port=self.port))
        self._process = subprocess.Popen(
            ["/usr/sbin/nginx", "-p", str(folder), "-c", str(conf), "-e", f"{folder}/error.log",
             "-g", "user root;"],
        )  # fmt: skip
        self._wait()

    def stop(self) -> None:
        """Stop."""
        self._process.terminate()
        self._process.wait(10)

    def _wait(self) -> None:
        end = time.monotonic() + 10
        while True:
            try:
                httpx.get(f"{self.url}/healthz", timeout=5).raise_for_status()
            except httpx.HTTPError:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return
