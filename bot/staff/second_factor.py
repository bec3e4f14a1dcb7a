"""The second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes."""

import base64
import io
import re
import secrets
import time

import pyotp
import segno

from bot.staff.tokens import same

ISSUER = "MUNI"
STEP_SECONDS = 30
RECOVERY_CODES = 10


def new_secret() -> str:
    """160 random bits, in base32 as apps read it."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, after: int, now: float | None = None) -> int | None:
    """The time step that ``code`` belongs to, of this one and its neighbours; None when wrong.

    Only steps later than ``after``, the last one used: a code counts once (RFC 6238 5.2).
    """
    code = re.sub(r"\s", "", code)
    present = int((time.time() if now is None else now) // STEP_SECONDS)
    found = None
    generator = pyotp.TOTP(secret)
    for step in (present - 1, present, present + 1):
        if same(generator.generate_otp(step), code) and step > after:
            found = step
    return found


def setup_address(secret: str, email: str) -> str:
    """What the QR code says: the ``otpauth`` address of the secret."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def qr_code(address: str) -> str:
    """``address`` as an SVG element to stand in a page, without styles or scripts."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="qr", lineclass=None
    )
    return out.getvalue().decode()


def new_recovery_codes() -> list[str]:
    """Codes of 80 random bits each, in four groups: ``abcd-efgh-ijkl-mnop``."""
    raw = [
        base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)
    ]
    return ["-".join(re.findall("....", one)) for one in raw]


def plain_recovery_code(typed: str) -> str:
    """A recovery code as it is hashed, however it was typed."""
    return re.sub(r"[^a-z2-7]", "", typed.casefold())
