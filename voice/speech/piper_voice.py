"""Gets the Danish Piper voice from the net: checked, all or nothing, and going on where it stopped.

The list ``voices.json`` that the voices' makers publish beside them gives each file's size and MD5.
That tells a whole file from a broken one; it is no proof against a repository that was tampered
with, for which there is HTTPS and ``SHA256SUMS``, written here of what came.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import httpx

from voice.engines.checksums import write_sums
from voice.errors import SynthesisError

REPOSITORY: Final = "https://huggingface.co/rhasspy/piper-voices/resolve/main"
VOICE: Final = "da_DK-talesyntese-medium"
_LIST: Final = "voices.json"
_LONGEST_LIST: Final = 16 * 1024 * 1024
_BLOCK: Final = 256 * 1024
_TIMEOUT: Final = httpx.Timeout(30, connect=10)
_PARTIAL: Final = 206
_RANGE_REFUSED: Final = 416


@dataclass(frozen=True, slots=True)
class _Wanted:
    path: str
    size: int
    md5: str

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def fetch_voice(
    folder: Path, repository: str = REPOSITORY, tell: Callable[[str, int, int], None] | None = None
) -> Path:
    """The voice's ``.onnx`` file in ``folder``, fetched where it is not there whole.

    ``repository`` is where ``voices.json`` lies, or a copy of it; ``tell`` hears a file's name, the
    bytes that are here and those that there are. A file gets its name when it is whole, the
    ``.onnx`` file last. Raises ``SynthesisError``, in Danish, when the net does not allow it.
    """
    try:
        with httpx.Client(timeout=_TIMEOUT, follow_redirects=True) as client:
            files = _wanted(client, repository)
            folder.mkdir(parents=True, exist_ok=True)
            for wanted in files:
                if not _is_whole(folder / wanted.name, wanted):
                    _fetch(client, repository, wanted, folder, tell or _nobody)
        write_sums(folder)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SynthesisError(_unreachable(repository, folder, error)) from error
    except OSError as error:
        raise SynthesisError(f"{folder} kan ikke skrives ({error.strerror}).") from error
    return folder / f"{VOICE}.onnx"


def _nobody(name: str, here: int, whole: int) -> None:
    """Hears nothing."""


def _wanted(client: httpx.Client, repository: str) -> list[_Wanted]:
    with client.stream("GET", f"{repository}/{_LIST}") as answer:
        answer.raise_for_status()
        content = b""
        for block in answer.iter_bytes(_BLOCK):
            content += block
            if len(content) > _LONGEST_LIST:
                break
    try:
        files: dict[str, dict[str, Any]] = json.loads(content)[VOICE]["files"]
        wanted = [
            _Wanted(str(path), int(entry["size_bytes"]), str(entry["md5_digest"]))
            for path, entry in files.items()
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SynthesisError(
            f"{repository}/{_LIST} er ikke en liste over stemmer med {VOICE}. Måske svarer "
            "netværkets egen side i stedet; kontrollér adressen."
        ) from error
    names = {f"{VOICE}.onnx", f"{VOICE}.onnx.json"}
    if not names <= {one.name for one in wanted}:
        raise SynthesisError(f"{repository}/{_LIST} mangler filer til {VOICE}.")
    # The model comes last: where it lies, the voice is whole.
    return sorted(wanted, key=lambda one: (one.name.endswith(".onnx"), one.name))


def _is_whole(path: Path, wanted: _Wanted) -> bool:
    if not path.is_file() or path.stat().st_size != wanted.size:
        return False
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest() == wanted.md5


def _fetch(
    client: httpx.Client,
    repository: str,
    wanted: _Wanted,
    folder: Path,
    tell: Callable[[str, int, int], None],
) -> None:
    part = folder / f"{wanted.name}.part"
    resumed = part.exists() and part.stat().st_size > 0
    _receive(client, f"{repository}/{wanted.path}", wanted, part, tell)
    if not _is_whole(part, wanted) and part.stat().st_size >= wanted.size:
        part.unlink()
        if resumed:
            # The beginning may have been of an older file.
            _receive(client, f"{repository}/{wanted.path}", wanted, part, tell)
    if not part.exists() or not _is_whole(part, wanted):
        short = part.exists() and part.stat().st_size < wanted.size
        if not short:
            part.unlink(missing_ok=True)
        raise SynthesisError(
            f"{wanted.name} blev afbrudt undervejs. Kør kommandoen igen; den fortsætter, hvor den "
            "slap."
            if short
            else f"{wanted.name} har en forkert kontrolsum (MD5) og er slettet. Prøv igen; bliver "
            "det ved, så er filen ændret undervejs."
        )
    part.replace(folder / wanted.name)


def _receive(
    client: httpx.Client,
    url: str,
    wanted: _Wanted,
    part: Path,
    tell: Callable[[str, int, int], None],
) -> None:
    """Into ``part``, from where that ends on; at most one byte more than there should be."""
    here = part.stat().st_size if part.exists() else 0
    if here >= wanted.size:
        return
    headers = {"Range": f"bytes={here}-", "Accept-Encoding": "identity"} if here else {}
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == _RANGE_REFUSED:
            part.unlink()
            return
        answer.raise_for_status()
        goes_on = here and answer.status_code == _PARTIAL
        here = here if goes_on else 0
        with part.open("ab" if goes_on else "wb") as file:
            for block in answer.iter_bytes(_BLOCK):
                file.write(block[: wanted.size + 1 - here])
                here += len(block)
                tell(wanted.name, min(here, wanted.size), wanted.size)
                if here > wanted.size:
                    return


def _unreachable(repository: str, folder: Path, error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        why = f"svarede {error.response.status_code}"
    elif isinstance(error, httpx.TimeoutException):
        why = "svarede ikke i tide"
    else:
        why = f"kan ikke nås ({error})"
    return (
        f"Stemmen kunne ikke hentes: {repository} {why}. Netværket tillader det måske ikke. Hent "
        f"filerne da/da_DK/talesyntese/medium/{VOICE}.onnx og {VOICE}.onnx.json på en anden "
        f"maskine, og læg dem i {folder}, eller angiv en kopi på jeres eget net med --from. Indtil "
        "da taler MUNI med espeak."
    )
