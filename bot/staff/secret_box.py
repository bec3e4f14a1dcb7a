"""Encrypts what must be read again: the secrets of authenticator apps (Fernet, AES with HMAC)."""

import base64
from collections.abc import Callable
from functools import partial

import structlog
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import KeyFileError
from bot.key_file import own_key, read_key
from bot.settings import Settings

log = structlog.get_logger(__name__)
PURPOSE = b"muni second factor 1"
"""Keeps the derived key apart from all else that is made of the same one."""


class SecretBox:
    """Writes with the first key and reads with any, so that keys can be changed one by one."""

    def __init__(self, first: Callable[[], bytes], others: tuple[Callable[[], bytes], ...]) -> None:
        """Keys of any length, asked for when they are needed."""
        self._first = first
        self._others = others

    @classmethod
    def of(cls, settings: Settings) -> "SecretBox":
        """With the keys of ``MUNI_STAFF_KEYS``, then the one derived from the models' key."""
        listed = settings.listed(settings.staff_keys.get_secret_value())
        keys = [partial(str.encode, key) for key in listed]
        if not keys:
            return cls(partial(own_key, settings.model_key_file), ())
        return cls(keys[0], (*keys[1:], partial(read_key, settings.model_key_file)))

    def sealed(self, secret: str) -> str:
        """The secret, encrypted; raises KeyFileError, OSError."""
        return _fernet(self._first()).encrypt(secret.encode()).decode()

    def opened(self, stored: str) -> str | None:
        """The secret; none when it was sealed with a key that is not among ours.

        What was stored before there was encryption is given as it is.
        """
        if not is_sealed(stored):
            return stored
        for key in (self._first, *self._others):
            try:
                return _fernet(key()).decrypt(stored.encode()).decode()
            except (InvalidToken, OSError, KeyFileError):
                continue
        log.error("second_factor_unreadable", hint="MUNI_STAFF_KEYS lacks an older key")
        return None

    def is_fresh(self, stored: str) -> bool:
        """Is it sealed with the first key?"""
        try:
            _fernet(self._first()).decrypt(stored.encode())
        except InvalidToken:
            return False
        return True


def is_sealed(stored: str) -> bool:
    """Is it encrypted? A secret in clear is base32, which has capital letters and digits alone."""
    return stored.startswith("gAAAA")


def _fernet(key: bytes) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))
