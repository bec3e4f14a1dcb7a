"""baresip, a real telephone: rings, speaks, presses keys, follows a transfer, records."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
import soundfile

from tests.outside.telephone.apt import program
from tests.outside.telephone.netstrings import Control
from tests.outside.telephone.ports import HOST, free_ports
from tests.outside.telephone.recording import RATE, Recording

QUIET_S: Final = 300
"""Silence after every sentence: baresip hangs up where the file ends."""
_RTP_PORTS: Final = 40
_STOP_S: Final = 10.0
_SOUND_FROM: Final = re.compile(r"receiving from [0-9.]+:(\d+)")

# The TLS port is the one after sip_listen, and is opened always.
_CONFIG: Final = """\
poll_method epoll
sip_listen {host}:{sip}
net_interface {host}
rtp_ports {rtp}-{rtp_last}
jitter_buffer_delay 1-5
audio_player aubridge,ear
audio_alert aubridge,bell
audio_source aufile,{quiet}
ausrc_srate {rate}
auplay_srate {rate}
statmode_default off
module_path {modules}
module g711.so
module aubridge.so
module aufile.so
module sndfile.so
snd_path {recordings}
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen {host}:{control}
"""
_ACCOUNT: Final = (
    "<sip:{user}@{host}:{sip}{transport}>;regint=0;audio_codecs={codec};answermode={mode}{outbound}"
)


class Baresip:
    """One baresip in a process of its own, on loopback; used inside ``with``.

    ``answers``: takes every call at once. ``codec``: PCMA or PCMU. ``proxy``: a SIP address that
    all its calls go by. ``tcp``: SIP over TCP.
    """

    def __init__(
        self,
        folder: Path,
        user: str,
        *,
        answers: bool = False,
        codec: str = "PCMA",
        proxy: str | None = None,
        tcp: bool = False,
    ) -> None:
        self.user = user
        self.port = free_ports(2)
        self._folder = folder
        self._recordings = folder / "recordings"
        self._recordings.mkdir(parents=True)
        self._log = folder / "baresip.log"
        self._control_port = free_ports()
        self._sentences = 0
        _write(folder / "quiet.wav", np.zeros(0, np.int16))
        rtp = free_ports(_RTP_PORTS)
        config = _CONFIG.format(
            host=HOST,
            sip=self.port,
            rtp=rtp,
            rtp_last=rtp + _RTP_PORTS - 1,
            quiet=folder / "quiet.wav",
            rate=RATE,
            modules=_modules(),
            recordings=self._recordings,
            control=self._control_port,
        )
        account = _ACCOUNT.format(
            user=user,
            host=HOST,
            sip=self.port,
            transport=";transport=tcp" if tcp else "",
            codec=codec,
            mode="auto" if answers else "manual",
            outbound=f';outbound="{proxy}"' if proxy else "",
        )
        (folder / "config").write_text(config, encoding="utf-8")
        (folder / "accounts").write_text(account + "\n", encoding="utf-8")

    @property
    def address(self) -> str:
        """Where it can be rung."""
        return f"sip:{self.user}@{HOST}:{self.port}"

    @property
    def log(self) -> str:
        """What it wrote."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def control(self) -> Control:
        """The remote control, which holds what happened so far."""
        return self._control

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [program("baresip"), "-f", str(self._folder)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            self._control = Control(HOST, self._control_port, lambda: self._process.poll() is None)
        except RuntimeError as error:
            self._process.kill()
            self._process.wait()
            raise RuntimeError(f"{error}:\n{self.log[-2000:]}") from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._control.close()

    def dial(self, address: str) -> None:
        """Ring; returns at once."""
        self._control.command("dial", address)

    def wait_until_answered(self, timeout_s: float = 30.0, call: int = 0) -> None:
        """Until its first call, or a later one, is connected; raises ``TimeoutError``."""
        self._control.wait_for("CALL_ESTABLISHED", timeout_s, call)

    def wait_until_over(self, timeout_s: float = 30.0, call: int = 0) -> str:
        """Until so many calls have ended; gives why. Raises ``TimeoutError``."""
        return str(self._control.wait_for("CALL_CLOSED", timeout_s, call)["param"])

    def say(self, speech: Path) -> None:
        """Speak a WAV file (16-bit mono, 8 kHz) into the call from now on, then be silent."""
        samples, rate = soundfile.read(speech, dtype="int16")
        assert rate == RATE, rate
        self._sentences += 1
        # A file of its own for each: baresip may still read the last one.
        said = self._folder / f"said-{self._sentences}.wav"
        _write(said, samples)
        self._control.command("ausrc", f"aufile,{said}")

    def fall_silent(self) -> None:
        """Break off what is being said."""
        self._control.command("ausrc", f"aufile,{self._folder / 'quiet.wav'}")

    def press(self, keys: str) -> None:
        """Press keys, each 100 ms or so (RFC 4733)."""
        for key in keys:
            self._control.command("sndcode", key)

    def hang_up(self) -> None:
        """End the call."""
        self._control.command("hangup")

    def sound_from(self, call: int = 0) -> int:
        """The port that the sound of its first call, or a later one, comes from."""
        return int(_SOUND_FROM.findall(self.log)[call])

    def heard(self, call: int = 0) -> Recording:
        """What came in, in its first call or a later one."""
        return self._recording("dec", call)

    def said(self, call: int = 0) -> Recording:
        """What went out."""
        return self._recording("enc", call)

    def _recording(self, direction: str, call: int) -> Recording:
        # The names hold the second at which the call began.
        return Recording(sorted(self._recordings.glob(f"*-{direction}.wav"))[call])


def _modules() -> Path:
    found = next(Path("/usr/lib").glob("**/baresip/modules"), None)
    if found is None:
        raise RuntimeError("baresip's modules are missing: apt-get install baresip-core")
    return found


def _write(path: Path, samples: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> None:
    padded = np.concatenate([samples, np.zeros(QUIET_S * RATE, np.int16)])
    soundfile.write(path, padded, RATE, subtype="PCM_16", format="WAV")
