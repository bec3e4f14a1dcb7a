"""Units, proxy and containers are sound, and hand out no more than they must."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings
from tests.deploy.programs import DEPLOY, checked, program

UNITS = sorted((DEPLOY / "systemd").iterdir())
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
OURS = ("muni1", "muni2", "jobs", "lines")
HARDENED = (
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "CapabilityBoundingSet=\n",
    "SystemCallFilter=@system-service",
)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_understood_by_systemd_and_hardened(unit: Path, tmp_path: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    assert all(line in text for line in HARDENED)
    analyze = program("systemd-analyze")
    # The program of the unit isn't installed where tests run, and nor is its user.
    name = unit.name.replace("@", "@8001")
    own = tmp_path / name
    own.write_text(
        re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", text).replace("%i", "8001"),
        encoding="utf-8",
    )
    said = checked(analyze, "verify", "--man=no", str(own))
    assert "muni" not in said, said


@pytest.fixture
def proxy(tmp_path: Path) -> Path:
    """A configuration of nginx around ours, with a certificate and free ports."""
    openssl = program("openssl")
    for name in ("logs", "tls"):
        (tmp_path / name).mkdir()
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=muni.example.dk", "-keyout", str(tmp_path / "tls" / "privkey.pem"),
         "-out", str(tmp_path / "tls" / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (DEPLOY / "nginx" / "muni.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/muni/tls", str(tmp_path / "tls"))
    text = text.replace("/var/log/nginx", str(tmp_path / "logs"))
    (tmp_path / "muni.conf").write_text(text, encoding="utf-8")
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/nginx.pid;\nerror_log {tmp_path}/logs/start.log;\nevents {{}}\nhttp {{\n"
        f"include {tmp_path}/muni.conf;\ninclude {DEPLOY}/nginx/muni-upstream.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


def test_nginx_accepts_its_configuration(proxy: Path) -> None:
    said = checked(program("nginx"), "-t", "-c", str(proxy), "-p", str(proxy.parent))
    assert "successful" in said


def test_the_proxy_keeps_no_address_and_shows_no_figures() -> None:
    text = (DEPLOY / "nginx" / "muni.conf").read_text(encoding="utf-8")
    logged = re.search(r"log_format muni.*?;", text, re.DOTALL)
    assert logged is not None
    assert not re.search(r"remote_addr|user_agent|referer|args|request_uri", logged[0])
    assert "location = /metrics { return 404; }" in text
    assert "$remote_addr;" in text
    assert "$proxy_add_x_forwarded_for" not in text


def test_containers_hold_no_secret_and_little_else() -> None:
    services = COMPOSE["services"]
    assert {*OURS, "postgres", "redis", "nginx", "prometheus", "grafana"} == set(services)
    for name in OURS:
        one = services[name]
        assert one["read_only"]
        assert one["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in one["security_opt"]
    public = [port for one in services.values() for port in one.get("ports", [])
              if not port.startswith("127.0.0.1:")]  # fmt: skip
    assert public == ["80:80", "443:443"]
    text = (DEPLOY / "compose.yml").read_text(encoding="utf-8")
    assert not re.search(r"(?i)password: *\S|token: *\S", text)
    for one in services.values():
        for volume in one.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith("./") and not source.startswith("./secrets"):
                assert (DEPLOY / source).exists(), source
            elif not source.startswith("./"):
                assert source in COMPOSE["volumes"]


def test_the_example_of_settings_starts_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (DEPLOY / "muni.env.example").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    # Other tests turn the limit off for themselves.
    monkeypatch.delenv("MUNI_RATE_LIMIT", raising=False)
    for name, value in pairs:
        monkeypatch.setenv(name, value)
    assert Settings().environment == "production"
    known = {f"MUNI_{field.upper()}" for field in Settings.__fields__}
    assert {name for name, _ in pairs} <= known
