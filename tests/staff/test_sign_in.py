"""Signing in with password and code, and being held back for wrong tries."""

import asyncio

import pyotp
import pytest

from bot.errors import TooManyTriesError, WrongCodeError, WrongSignInError
from bot.staff.audit import COMMAND_LINE, Wanted
from bot.staff.staff import Staff
from bot.staff.throttle import TRIES, network_of
from tests.staff.making import PASSWORD, grant, make_user

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.9"


async def _turn_on(staff: Staff, email: str) -> tuple[str, list[str]]:
    token, _ = await staff.sign_in.with_password(email, PASSWORD, HERE)
    opened = await staff.sessions.open(token)
    assert opened is not None
    secret = await staff.credentials.prepare_second_factor(token)
    code = pyotp.TOTP(secret).now()
    return secret, await staff.credentials.confirm_second_factor(opened.user, token, code)


async def test_the_right_password_opens_a_session(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor", "0751"))
    token, waiting = await staff.sign_in.with_password(" METTE@by.dk ", PASSWORD, HERE)
    assert not waiting
    opened = await staff.sessions.open(token)
    assert opened is not None
    assert opened.user.id == user.id
    assert opened.user.rights.grants == {grant("editor", "0751")}


@pytest.mark.parametrize("password", ["forkert kodeord her", "", "x" * 4000])
async def test_a_wrong_password_and_an_unknown_account_look_alike(
    staff: Staff, password: str
) -> None:
    await make_user(staff, "Mette", grant("editor"))
    for email in ("mette@by.dk", "ukendt@by.dk"):
        with pytest.raises(WrongSignInError):
            await staff.sign_in.with_password(email, password, HERE)


async def test_a_guesser_is_stopped_and_the_owner_is_not(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor"))
    for _ in range(TRIES):
        with pytest.raises(WrongSignInError):
            await staff.sign_in.with_password("mette@by.dk", "et gæt af mange", ELSEWHERE)
    with pytest.raises(TooManyTriesError) as stopped:
        await staff.sign_in.with_password("mette@by.dk", PASSWORD, ELSEWHERE)
    assert 0 < stopped.value.seconds <= 901
    await staff.sign_in.with_password("mette@by.dk", PASSWORD, HERE)


async def test_many_guesses_at_once_are_counted_too(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor"))
    tries = [staff.sign_in.with_password("mette@by.dk", "gæt", ELSEWHERE) for _ in range(20)]
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, WrongSignInError) for one in found) == TRIES
    assert sum(isinstance(one, TooManyTriesError) for one in found) == 20 - TRIES


async def test_a_right_try_clears_the_wrong_ones(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor"))
    for _ in range(3):
        for _ in range(TRIES - 1):
            with pytest.raises(WrongSignInError):
                await staff.sign_in.with_password("mette@by.dk", "et gæt af mange", HERE)
        await staff.sign_in.with_password("mette@by.dk", PASSWORD, HERE)


def test_one_subscriber_has_one_network() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1")
    assert network_of("2001:db8::1") != network_of("2001:db8:0:1::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("unknown") == "unknown"


async def test_with_a_second_factor_the_password_alone_opens_nothing(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor"))
    secret, _ = await _turn_on(staff, "mette@by.dk")
    token, waiting = await staff.sign_in.with_password("mette@by.dk", PASSWORD, HERE)
    opened = await staff.sessions.open(token)
    assert waiting
    assert opened is not None
    assert opened.waiting
    later = pyotp.TOTP(secret).at(_soon())
    whole = await staff.sign_in.with_code(opened.user, later, token)
    assert await staff.sessions.open(token) is None, "the waiting session ends"
    signed_in = await staff.sessions.open(whole)
    assert signed_in is not None
    assert not signed_in.waiting


async def test_a_code_counts_once(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    secret, _ = await _turn_on(staff, "mette@by.dk")
    with pytest.raises(WrongCodeError):
        await staff.credentials.use_code(user.id, pyotp.TOTP(secret).now())
    code = pyotp.TOTP(secret).at(_soon())
    await staff.credentials.use_code(user.id, code)
    with pytest.raises(WrongCodeError):
        await staff.credentials.use_code(user.id, code)


async def test_a_recovery_code_counts_once_however_it_is_typed(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    _, codes = await _turn_on(staff, "mette@by.dk")
    assert len(set(codes)) == 10
    typed = codes[3].replace("-", " ").upper()
    await staff.credentials.use_code(user.id, typed)
    with pytest.raises(WrongCodeError):
        await staff.credentials.use_code(user.id, codes[3])
    fresh = await staff.credentials.renew_recovery_codes(user)
    with pytest.raises(WrongCodeError):
        await staff.credentials.use_code(user.id, codes[4])
    await staff.credentials.use_code(user.id, fresh[0])


async def test_somebody_elses_recovery_code_is_wrong(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor"))
    other = await make_user(staff, "Jens", grant("editor"))
    _, codes = await _turn_on(staff, "mette@by.dk")
    with pytest.raises(WrongCodeError):
        await staff.credentials.use_code(other.id, codes[0])


async def test_codes_can_not_be_guessed_for_long(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    await _turn_on(staff, "mette@by.dk")
    for _ in range(10):
        with pytest.raises(WrongCodeError):
            await staff.credentials.use_code(user.id, "abc123")
    with pytest.raises(TooManyTriesError):
        await staff.credentials.use_code(user.id, "abc123")


async def test_who_is_disabled_is_out_at_once_and_stays_out(staff: Staff) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    user = await make_user(staff, "Mette", grant("editor"))
    token, _ = await staff.sign_in.with_password("mette@by.dk", PASSWORD, HERE)
    await staff.users.disable(COMMAND_LINE, user.id)
    assert await staff.sessions.open(token) is None
    with pytest.raises(WrongSignInError):
        await staff.sign_in.with_password("mette@by.dk", PASSWORD, HERE)
    await staff.users.enable(COMMAND_LINE, user.id)
    await staff.sign_in.with_password("mette@by.dk", PASSWORD, HERE)


async def test_signing_in_and_failing_is_in_the_audit_log(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor"))
    with pytest.raises(WrongSignInError):
        await staff.sign_in.with_password("mette@by.dk", "et gæt af mange", HERE)
    await staff.sign_in.with_password("mette@by.dk", PASSWORD, HERE)
    actions = [entry.action for entry in await staff.audit.search(Wanted())]
    assert actions[:2] == ["signed_in", "sign_in_failed"]


def _soon() -> float:
    """The next time step, which counts as a neighbour."""
    import time

    return time.time() + 30
