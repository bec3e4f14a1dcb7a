"""Passwords: what is refused, and how they are kept."""

import pytest

from bot.errors import WeakPasswordError
from bot.staff.passwords import check_strength, hash_password, needs_rehash, verify_password


@pytest.mark.parametrize(
    "weak",
    [
        "kort",
        "elleve tegn",
        "x" * 129,
        "aaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "qwertyuiopå123",
        "Password1234!",
        "P@ssw0rd12345",
        "Adgangskode2024",
        "kodeord!!!!!!!",
        "2024Sommer2024",
        "mette.jensen1",
        "mette@favrskov.dk",
        "098765432109876",
    ],
)
def test_what_is_guessed_first_is_refused(weak: str) -> None:
    with pytest.raises(WeakPasswordError) as refused:
        check_strength(weak, "Mette Jensen", "mette@favrskov.dk")
    assert str(refused.value)


@pytest.mark.parametrize(
    "fine",
    ["fire gode danske ord", "korrekt hest batteri", "Xk4!pQz9#wLm", "mettes blå cykelhjelm"],
)
def test_length_is_enough_without_signs(fine: str) -> None:
    check_strength(fine, "Mette Jensen", "mette@favrskov.dk")


async def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    one, other = await hash_password("fire gode ord"), await hash_password("fire gode ord")
    assert one.startswith("$argon2id$")
    assert one != other
    assert not needs_rehash(one)
    assert await verify_password(one, "fire gode ord")
    assert not await verify_password(one, "fire andre ord")


async def test_nobodys_password_is_right_for_nobody() -> None:
    assert not await verify_password(None, "nobody has this password")
    assert not await verify_password("broken", "whatever")
