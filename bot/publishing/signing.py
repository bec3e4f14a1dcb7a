"""Signs the models that MUNI trains, and opens no other.

Whoever can put a model where it is loaded can run code in the service, so each file has an
HMAC-SHA256 (RFC 2104) beside it, made with a key that only MUNI can read.
"""

import hashlib
import hmac
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import KeyFileError, ModelRefusedError
from bot.key_file import own_key, read_key

_BLOCK = 1 << 20


def signature_path(model: Path) -> Path:
    """Where a model's signature lies."""
    return model.with_name(f"{model.name}.sig")


def sign(model: Path, key_file: Path) -> None:
    """Vouch for ``model``; makes the key if there is none. Raises ModelRefusedError, OSError."""
    try:
        key = own_key(key_file)
    except KeyFileError as wrong:
        raise ModelRefusedError(str(wrong)) from wrong
    signature = _hmac(model, model.name, key)
    beside = signature_path(model)
    beside.write_text(signature + "\n", encoding="ascii")


def verify(model: Path, key_file: Path) -> None:
    """Raises ModelRefusedError unless ``model`` is as MUNI signed it."""
    _check(model, model, key_file)


@contextmanager
def opened(model: Path, key_file: Path) -> Iterator[Path]:
    """A private copy of ``model`` that was verified, so that nobody changes it meanwhile.

    Raises ModelRefusedError.
    """
    with tempfile.TemporaryDirectory(prefix="muni-model-") as folder:
        copy = Path(folder) / model.name
        try:
            shutil.copyfile(model, copy)
        except OSError as missing:
            raise ModelRefusedError(f"{model.name}: {missing.strerror}") from missing
        _check(copy, model, key_file)
        yield copy


def is_signed(model: Path, key_file: Path) -> bool:
    """Would :func:`verify` accept it?"""
    try:
        verify(model, key_file)
    except ModelRefusedError:
        return False
    return True


def _check(content: Path, model: Path, key_file: Path) -> None:
    try:
        said = signature_path(model).read_text(encoding="ascii").strip()
        made = _hmac(content, model.name, read_key(key_file))
    except KeyFileError as wrong:
        raise ModelRefusedError(str(wrong)) from wrong
    except (OSError, ValueError) as missing:
        raise ModelRefusedError(f"{model.name} has no signature of ours") from missing
    if not hmac.compare_digest(said, made):
        raise ModelRefusedError(f"{model.name} is not as it was signed")


def _hmac(content: Path, name: str, key: bytes) -> str:
    # The name is signed too, so that an old model can't pass for a new one.
    mac = hmac.new(key, name.encode() + b"\0", hashlib.sha256)
    with content.open("rb") as file:
        while block := file.read(_BLOCK):
            mac.update(block)
    return mac.hexdigest()
