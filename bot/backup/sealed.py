"""Encrypts a file in pieces with AES-256-GCM, so that it need not fit in memory.

The format: ``MUNISEAL1``, a salt of 16 bytes, then pieces of a megabyte with their tags. The key is
derived from the key file and the salt (HKDF, RFC 5869); a piece's nonce is its number and whether
it is the last, so that pieces can't be changed, moved, left out or cut off (as in STREAM, Hoang et
al. 2015).
"""

import os
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.backup.errors import BackupKeyError
from bot.key_file import read_key

MAGIC = b"MUNISEAL1"
_SALT = 16
_PIECE = 1 << 20
_TAG = 16


def is_sealed(file: Path) -> bool:
    """Whether it begins as a file that :func:`seal` wrote."""
    with file.open("rb") as begun:
        return begun.read(len(MAGIC)) == MAGIC


def seal(plain: Path, sealed: Path, key_file: Path) -> None:
    """Write ``plain`` encrypted to ``sealed``; raises KeyFileError, OSError."""
    salt = os.urandom(_SALT)
    cipher = _cipher(key_file, salt)
    with plain.open("rb") as source, sealed.open("wb") as target:
        target.write(MAGIC + salt)
        for number, piece, last in _pieces(source, _PIECE):
            target.write(cipher.encrypt(_nonce(number, last), piece, MAGIC))


def unseal(sealed: Path, plain: Path, key_file: Path) -> None:
    """Write ``sealed`` decrypted to ``plain``; raises BackupKeyError, KeyFileError, OSError."""
    with sealed.open("rb") as source, plain.open("wb") as target:
        source.read(len(MAGIC))
        cipher = _cipher(key_file, source.read(_SALT))
        for number, piece, last in _pieces(source, _PIECE + _TAG):
            try:
                target.write(cipher.decrypt(_nonce(number, last), piece, MAGIC))
            except InvalidTag as wrong:
                raise BackupKeyError(f"piece {number} does not open") from wrong


def _cipher(key_file: Path, salt: bytes) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt, b"muni backup").derive(read_key(key_file))
    return AESGCM(derived)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _pieces(source: BinaryIO | BufferedIOBase, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes, and whether it is the last; an empty file is one empty piece."""
    number, piece = 0, source.read(size)
    while True:
        after = source.read(size)
        yield number, piece, not after
        if not after:
            return
        number, piece = number + 1, after
