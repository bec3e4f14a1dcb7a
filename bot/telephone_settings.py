"""The telephone's part of the settings: lines, speech, SMS and recordings."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseSettings, Field, SecretStr, root_validator, validator

LINES = ("browser", "sip", "audiosocket", "asterisk", "twilio", "jambonz")
_VAR = Path(__file__).resolve().parent.parent / "var"
_NUMBER = re.compile(r"\+?\d{2,15}=\d{4}")
_PORTS = re.compile(r"(\d{4,5})-(\d{4,5})")


class TelephoneSettings(BaseSettings):
    """What an operator of the hotline can turn; documented in ``docs/settings.md``."""

    lines: str = "browser"
    """Lines that are open, comma separated, of ``LINES``; none when empty."""
    telephone_numbers: str = ""
    """``+4587101010=0751,...``: the number dialled and its kommunekode."""
    calls_at_once: int = Field(default=16, ge=1, le=1000)
    """One caller more hears that all lines are busy."""
    silent_line_seconds: float = Field(default=30.0, gt=0)
    """A line on which no sound at all arrives for so long is lost."""
    sip_host: str = "127.0.0.1"
    sip_port: int = Field(default=5060, ge=0, le=65535)
    sip_address: str = ""
    """The address told to others, when it is another than ``sip_host``."""
    rtp_ports: str = "20000-20999"
    sip_peers: str = "127.0.0.1"
    """Addresses and networks that may ring over SIP, comma separated."""
    lines_metrics_host: str = "127.0.0.1"
    lines_metrics_port: int = Field(default=0, ge=0, le=65535)
    """Where ``muni lines``, run by itself, serves /metrics; 0 serves none."""
    sip_user: str = ""
    """Asked of those who ring over SIP (digest), beside their address."""
    sip_password: SecretStr = SecretStr("")
    audiosocket_host: str = "127.0.0.1"
    audiosocket_port: int = Field(default=9092, ge=0, le=65535)
    line_peers: str = "127.0.0.1"
    """Addresses and networks that may use AudioSocket, Asterisk's and jambonz's WebSockets."""
    line_user: str = ""
    """Asked of Asterisk's and jambonz's WebSockets (HTTP basic), beside their address."""
    line_password: SecretStr = SecretStr("")
    twilio_account: str = ""
    twilio_token: SecretStr = SecretStr("")
    """Signs what comes from Twilio."""
    synthesizer: Literal["espeak", "piper"] = "espeak"
    piper_voice: Path | None = None
    """An ``.onnx`` voice, with its ``.onnx.json`` beside it."""
    sms: Literal["off", "file", "gateway"] = "off"
    sms_file: Path = _VAR / "sms.jsonl"
    sms_gateway_url: str = ""
    sms_gateway_token: SecretStr = SecretStr("")
    sms_sender: str = Field(default="MUNI", min_length=1, max_length=11)
    """What the message is from; a name of up to 11 characters."""
    recording_municipalities: str = ""
    """Kommunekoder, comma separated, that record calls of those who agree."""
    recordings_folder: Path = _VAR / "recordings"
    recording_days: int = Field(default=30, ge=1)

    @staticmethod
    def listed(value: str) -> list[str]:
        """Split a comma separated setting."""
        return [part.strip() for part in value.split(",") if part.strip()]

    @property
    def open_lines(self) -> frozenset[str]:
        """The lines that are turned on."""
        return frozenset(self.listed(self.lines))

    @property
    def dialled_numbers(self) -> dict[str, str]:
        """Number dialled, as it is written in the setting, to kommunekode."""
        pairs = (entry.partition("=") for entry in self.listed(self.telephone_numbers))
        return {number: code for number, _, code in pairs}

    @property
    def rtp_range(self) -> tuple[int, int]:
        """The first and the last port for sound."""
        first, last = self.rtp_ports.split("-")
        return int(first), int(last)

    def unsafe_lines(self) -> dict[str, bool]:
        """Settings of open lines that production must not have: is it so?"""
        lines = self.open_lines
        sockets = bool(lines & {"asterisk", "jambonz"})
        return {
            "MUNI_SIP_PEERS": "sip" in lines and _anyone(self.sip_peers) and not self.sip_user,
            "MUNI_SIP_PASSWORD": bool(self.sip_user) and not self.sip_password,
            "MUNI_LINE_PEERS": (sockets or "audiosocket" in lines) and _anyone(self.line_peers),
            "MUNI_LINE_USER": sockets and not self.line_user,
            "MUNI_LINE_PASSWORD": sockets and not self.line_password,
            "MUNI_TWILIO_TOKEN": "twilio" in lines and not self.twilio_token,
            "MUNI_SMS_GATEWAY_URL": self.sms == "gateway"
            and not self.sms_gateway_url.startswith("https://"),
            "MUNI_SMS_GATEWAY_TOKEN": self.sms == "gateway" and not self.sms_gateway_token,
        }

    @validator("lines")
    def _known_lines(cls, value: str) -> str:
        unknown = set(cls.listed(value)) - set(LINES)
        if unknown:
            raise ValueError(f"unknown lines {sorted(unknown)}, use {', '.join(LINES)}")
        return value

    @validator("telephone_numbers")
    def _numbers_with_codes(cls, value: str) -> str:
        wrong = [entry for entry in cls.listed(value) if not _NUMBER.fullmatch(entry)]
        if wrong:
            raise ValueError(f"{wrong}: write +4587101010=0751, comma separated")
        return value

    @validator("sms_gateway_url")
    def _an_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^\s/@]+(/\S*)?", value):
            raise ValueError("write https://host/path, without user and password")
        return value

    @validator("recording_municipalities")
    def _codes(cls, value: str) -> str:
        wrong = [code for code in cls.listed(value) if not re.fullmatch(r"\d{4}", code)]
        if wrong:
            raise ValueError(f"{wrong}: write kommunekoder of four digits, comma separated")
        return value

    @validator("sip_peers", "line_peers")
    def _networks(cls, value: str) -> str:
        for peer in cls.listed(value):
            ip_network(peer, strict=False)
        return value

    @validator("rtp_ports")
    def _port_range(cls, value: str) -> str:
        found = _PORTS.fullmatch(value)
        if not found or not 1024 <= int(found[1]) < int(found[2]) <= 65535:
            raise ValueError("write the first and the last port, e.g. 20000-20999")
        return value

    @root_validator(skip_on_failure=True)
    def _complete(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["synthesizer"] == "piper" and values["piper_voice"] is None:
            raise ValueError("MUNI_SYNTHESIZER=piper needs MUNI_PIPER_VOICE, the .onnx file")
        if values["sms"] == "gateway" and not values["sms_gateway_url"]:
            raise ValueError("MUNI_SMS=gateway needs MUNI_SMS_GATEWAY_URL")
        return values


def _anyone(peers: str) -> bool:
    """Does the setting let everybody in?"""
    return any(
        ip_network(peer, strict=False).prefixlen == 0 for peer in TelephoneSettings.listed(peers)
    )
