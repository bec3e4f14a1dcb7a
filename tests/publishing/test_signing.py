"""Only models that MUNI signed are opened."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import ModelRefusedError
from bot.publishing.signing import is_signed, opened, sign, signature_path, verify


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return tmp_path / "var" / "model.key"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "muni-1.tar.gz"
    path.write_bytes(b"a model")
    return path


def test_the_key_is_readable_to_us_alone(model: Path, key: Path) -> None:
    sign(model, key)
    assert key.stat().st_mode & 0o777 == 0o600
    verify(model, key)


def test_two_that_sign_first_at_once_use_one_key(tmp_path: Path, key: Path) -> None:
    models = [tmp_path / f"muni-{n}.tar.gz" for n in range(20)]
    for model in models:
        model.write_bytes(model.name.encode())
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda model: sign(model, key), models))
    assert all(is_signed(model, key) for model in models)
    assert [path.name for path in key.parent.iterdir()] == ["model.key"]


def test_unsigned_changed_renamed_and_foreign_models_are_refused(
    model: Path, key: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelRefusedError):
        verify(model, key)
    sign(model, key)
    renamed = model.with_name("muni-2.tar.gz")
    renamed.write_bytes(model.read_bytes())
    signature_path(renamed).write_bytes(signature_path(model).read_bytes())
    foreign = tmp_path / "muni-3.tar.gz"
    foreign.write_bytes(b"foreign")
    sign(foreign, tmp_path / "other.key")
    model.write_bytes(b"a modeL")
    for refused in (model, renamed, foreign):
        assert not is_signed(refused, key)


def test_a_key_that_others_can_read_opens_nothing(model: Path, key: Path) -> None:
    sign(model, key)
    key.chmod(0o644)
    with pytest.raises(ModelRefusedError, match="chmod 600"):
        verify(model, key)


def test_what_is_opened_is_what_was_verified(model: Path, key: Path) -> None:
    sign(model, key)
    with opened(model, key) as copy:
        model.write_bytes(b"something else")
        assert copy.read_bytes() == b"a model"
    assert not copy.exists()
    with pytest.raises(ModelRefusedError), opened(model, key):
        pass
