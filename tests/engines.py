"""PostgreSQL and Redis of the tests' own, from Debian's packages, on ports that are free.

`MUNI_TEST_ENGINES=postgres pytest` runs on them whatever else runs on SQLite.
"""

import atexit
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import psycopg2
import redis

SWITCH = "MUNI_TEST_ENGINES"
START_SECONDS = 60.0
# Nothing here outlives the tests, so nothing waits for a disk.
_CARELESS = "fsync=off synchronous_commit=off full_page_writes=off max_wal_size=4GB"
_ROOM = "max_connections=200 shared_buffers=256MB autovacuum=off"


def wanted() -> bool:
    """Whether the tests are to run on PostgreSQL and Redis."""
    chosen = os.environ.get(SWITCH, "")
    if chosen not in {"", "sqlite", "postgres"}:
        raise RuntimeError(f"{SWITCH} is sqlite or postgres, and not {chosen}")
    return chosen == "postgres"


class Postgres:
    """A PostgreSQL server, which can be stopped and started again on the same data."""

    def __init__(self) -> None:
        """Make its folder and its one user, whose password is made up."""
        self.port = free_port()
        self._bin = _postgres_programs()
        self._folder = Path(tempfile.mkdtemp(prefix="muni-pg-"))
        self._password = secrets.token_hex(16)
        word = self._folder / "password"
        word.write_text(self._password)
        self._folder.chmod(0o700)
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            for path in (self._folder, word):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self._data = self._folder / "data"
        self._run(
            "initdb", "-D", str(self._data), "-U", "muni", "-A", "scram-sha-256",
            f"--pwfile={word}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip

    def url(self, database: str = "postgres") -> str:
        """SQLAlchemy's address of one of its databases."""
        return f"postgresql://muni:{self._password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = " ".join(f"-c {one}" for one in (*_CARELESS.split(), *_ROOM.split()))
        self._run(
            "pg_ctl", "-D", str(self._data), "-w", "-s", "-l", str(self._folder / "log"),
            "-o", f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self._folder} {settings}",
            "start",
        )  # fmt: skip

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database; gives its address. Nobody may be connected to ``template``."""
        self.administer(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def administer(self, statement: str) -> None:
        """Run a statement that may stand in no transaction."""
        with closing(psycopg2.connect(self.url())) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)

    def stop(self) -> None:
        """Stop at once, whoever is connected."""
        self._run("pg_ctl", "-D", str(self._data), "-s", "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop, and leave nothing."""
        if (self._data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def dump(self, database: str) -> bytes:
        """All that a database holds, as SQL."""
        found = subprocess.run(
            [self._bin / "pg_dump", "--dbname", self.url(database)], capture_output=True, check=True
        )
        return found.stdout

    def _run(self, program: str, *words: str) -> None:
        # PostgreSQL refuses to be root.
        other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        # Files and no pipes: the server that pg_ctl leaves behind would keep a pipe open.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [*other, self._bin / program, *words],
                cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False,
            )  # fmt: skip
            said.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program}: {said.read().decode()}")


class Redis:
    """A Redis server that keeps nothing on disk, and can be killed and started again."""

    def __init__(self) -> None:
        """Choose its port."""
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no"],
            cwd=tempfile.gettempdir(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + START_SECONDS
        with redis.Redis.from_url(self.url) as client:
            while True:
                try:
                    client.ping()
                except redis.ConnectionError:
                    if time.monotonic() > end or self._process.poll() is not None:
                        raise
                    time.sleep(0.02)
                else:
                    return

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@lru_cache(maxsize=1)
def postgres() -> Postgres:
    """The one server of this test run."""
    server = Postgres()
    atexit.register(server.remove)
    server.start()
    return server


@lru_cache(maxsize=1)
def redis_server() -> Redis:
    """The one server of this test run."""
    server = Redis()
    atexit.register(server.kill)
    server.start()
    return server


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if not found:
        raise RuntimeError("PostgreSQL is missing. Run: make engines")
    return found[0].parent
