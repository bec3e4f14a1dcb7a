"""The archive: a tar file with its manifest first; read without trusting a byte of it."""

import gzip
import hashlib
import io
import shutil
import tarfile
import zlib
from pathlib import Path

from bot.backup.errors import BackupDamagedError
from bot.backup.manifest import NAME, Entry, Manifest, read_manifest

LARGEST_MANIFEST = 4 << 20
MOST_EXPANSION = 100
"""How many times its own size an archive may unpack to: text shrinks to a tenth, a bomb to a
thousandth."""
_ROOM = 64 << 20
_BLOCK = 1 << 20


def write_archive(target: Path, manifest: Manifest, files: dict[str, Path]) -> None:
    """Pack ``files`` (path in the archive to file) with the manifest; raises OSError."""
    with tarfile.open(target, "w:gz", compresslevel=6, format=tarfile.PAX_FORMAT) as tar:
        said = manifest.to_json()
        tar.addfile(_header(NAME, len(said)), io.BytesIO(said))
        for entry in manifest.files:
            with files[entry.path].open("rb") as source:
                tar.addfile(_header(entry.path, entry.size), source)


def unpack(archive: Path, folder: Path) -> Manifest:
    """Unpack into an empty ``folder``, and check every byte; raises BackupDamagedError, OSError.

    Only plain files that the manifest names are written, none longer than it says, and no more in
    all than fits on the disk and than an honest archive of that size holds.
    """
    try:
        with tarfile.open(archive, "r|gz") as tar:
            first = tar.next()
            if first is None or first.name != NAME or not first.isreg():
                raise BackupDamagedError(f"{NAME} is not first")
            manifest = read_manifest(_bytes(tar, first))
            _check_size(archive, folder, manifest)
            wanted = {one.path: one for one in manifest.files}
            while (member := tar.next()) is not None:
                entry = wanted.pop(member.name, None)
                if entry is None or not member.isreg() or member.size != entry.size:
                    raise BackupDamagedError(f"{member.name[:80]!r} is not as it was packed")
                _extract(tar, member, entry, folder)
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as wrong:
        raise BackupDamagedError(str(wrong)[:200]) from wrong
    if wanted:
        raise BackupDamagedError(f"{next(iter(wanted))!r} is missing")
    return manifest


def _header(path: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(path)
    header.size, header.mode = size, 0o600
    return header


def _bytes(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    source = tar.extractfile(member)
    if source is None or member.size > LARGEST_MANIFEST:
        raise BackupDamagedError(NAME)
    return source.read()


def _check_size(archive: Path, folder: Path, manifest: Manifest) -> None:
    whole = sum(one.size for one in manifest.files)
    if whole > archive.stat().st_size * MOST_EXPANSION + _ROOM:
        raise BackupDamagedError(f"it would unpack to {whole} bytes")
    if whole > shutil.disk_usage(folder).free:
        raise OSError(f"{whole} bytes do not fit in {folder}")


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, entry: Entry, folder: Path) -> None:
    target = folder / entry.path
    target.parent.mkdir(parents=True, exist_ok=True)
    source = tar.extractfile(member)
    if source is None:
        raise BackupDamagedError(entry.path)
    made = hashlib.sha256()
    with target.open("xb") as file:
        while block := source.read(_BLOCK):
            made.update(block)
            file.write(block)
    if made.hexdigest() != entry.sha256:
        raise BackupDamagedError(f"{entry.path!r} has another checksum")
