"""No archive writes outside its folder, fills the disk, or passes with another byte."""

import hashlib
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backup.archive import unpack
from bot.backup.errors import BackupDamagedError, BackupKeyError
from bot.backup.making import make_backup
from bot.backup.manifest import Entry, is_safe
from bot.backup.sealed import seal, unseal
from tests.backup.conftest import Place
from tests.backup.packing import Member, pack, plain

WORD = b"ord"
HASH = hashlib.sha256(WORD).hexdigest()


def _entry(path: str, content: bytes = WORD) -> Entry:
    return Entry(path, len(content), hashlib.sha256(content).hexdigest())


def _unpacked(archive: Path) -> list[str]:
    folder = archive.parent / "out" / "in"
    folder.mkdir(parents=True)
    with pytest.raises(BackupDamagedError):
        unpack(archive, folder)
    return [str(path) for path in archive.parent.rglob("*") if path.is_file() and path != archive]


@pytest.mark.parametrize(
    "path",
    ["../out.txt", "/tmp/out.txt", "a/../../out.txt", "a\\..\\b", "a/./b", "a//b", "", "a\nb",  # noqa: S108
     "manifest.json", "x" * 301],
)  # fmt: skip
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    archive = pack(tmp_path / "bad", [_entry(path)], [(plain(path, 3), WORD)])
    assert _unpacked(archive) == []


@given(st.text(max_size=40))
def test_a_path_that_passes_stays_inside(path: str) -> None:
    if is_safe(path):
        root = Path("/srv/root")
        assert root in (root / path).resolve().parents


def _link(kind: bytes, target: str) -> Member:
    header = plain("a", 0)
    header.type, header.linkname = kind, target
    return header, b""


@pytest.mark.parametrize(
    "member",
    [_link(tarfile.SYMTYPE, "/etc"), _link(tarfile.LNKTYPE, "/etc/passwd"),
     _link(tarfile.DIRTYPE, ""), _link(tarfile.FIFOTYPE, ""), _link(tarfile.CHRTYPE, "")],
)  # fmt: skip
def test_only_plain_files_come_out(tmp_path: Path, member: Member) -> None:
    archive = pack(tmp_path / "bad", [Entry("a", 0, hashlib.sha256(b"").hexdigest())], [member])
    assert _unpacked(archive) == []


def test_another_byte_is_seen(tmp_path: Path) -> None:
    _unpacked(pack(tmp_path / "bad", [_entry("a", b"ord")], [(plain("a", 3), b"orm")]))


def test_a_file_more_or_less_is_seen(tmp_path: Path) -> None:
    for number, (entries, members) in enumerate(
        [
            ([_entry("a")], []),
            ([_entry("a")], [(plain("a", 3), WORD), (plain("b", 3), WORD)]),
            ([_entry("a")], [(plain("a", 3), WORD), (plain("a", 3), WORD)]),
            ([_entry("a"), _entry("a")], [(plain("a", 3), WORD)]),
            ([_entry("a")], [(plain("a", 4), b"ordo")]),
        ]
    ):
        (tmp_path / str(number)).mkdir()
        _unpacked(pack(tmp_path / str(number) / "bad", entries, members))


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    size = 200 << 20
    bomb = bytes(size)
    archive = pack(
        tmp_path / "bomb",
        [Entry("database/muni.db", size, hashlib.sha256(bomb).hexdigest())],
        [(plain("database/muni.db", size), bomb)],
    )
    assert archive.stat().st_size < 1 << 20
    assert _unpacked(archive) == []


def test_a_huge_manifest_is_refused(tmp_path: Path) -> None:
    _unpacked(pack(tmp_path / "bomb", [], [], model="x" * (5 << 20)))


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\x1f\x8b\x08\x00garbage"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad").write_bytes(content)
    _unpacked(tmp_path / "bad")


@pytest.mark.parametrize("part", [0.2, 0.6, 0.95])
def test_a_broken_off_one_is_refused(muni: Place, tmp_path: Path, part: float) -> None:
    made = make_backup(muni.settings, tmp_path / "backups")
    (tmp_path / "x").mkdir()
    cut = tmp_path / "x" / "cut"
    whole = made.file.read_bytes()
    cut.write_bytes(whole[: int(len(whole) * part)])
    _unpacked(cut)


@pytest.mark.parametrize("size", [0, 10, 1 << 20, (1 << 20) + 1, 5 << 19])
def test_sealing_gives_back_the_same_bytes(tmp_path: Path, key: Path, size: int) -> None:
    plain_file = tmp_path / "plain"
    plain_file.write_bytes(bytes(size))
    seal(plain_file, tmp_path / "sealed", key)
    unseal(tmp_path / "sealed", tmp_path / "again", key)
    assert (tmp_path / "again").read_bytes() == bytes(size)


def test_sealed_pieces_cannot_be_moved_cut_off_or_changed(tmp_path: Path, key: Path) -> None:
    plain_file, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain_file.write_bytes(b"a" * (1 << 20) + b"b" * (1 << 20) + b"c")
    seal(plain_file, sealed, key)
    whole = sealed.read_bytes()
    head, piece = 25, (1 << 20) + 16
    one, two = whole[head : head + piece], whole[head + piece : head + 2 * piece]
    rest = whole[head + 2 * piece :]
    for wrong in (
        whole[:head] + two + one + rest,
        whole[:head] + one + two,
        whole[:head] + one + rest,
        whole[:-1] + bytes([whole[-1] ^ 1]),
        whole[:9] + bytes(16) + whole[25:],
    ):
        sealed.write_bytes(wrong)
        with pytest.raises(BackupKeyError):
            unseal(sealed, tmp_path / "again", key)
