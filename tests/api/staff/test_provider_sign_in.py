"""Signing in with a real OpenID provider, there and back."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import ProviderError
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE, Wanted
from bot.staff.staff import Staff
from bot.staff.tables import ProviderVisitRow
from tests.api.staff.browsing import Browser, console
from tests.staff.making import grant, make_staff, make_user
from tests.staff.provider_server import agree, provider

ROLES = "redaktion=editor:0751,redaktion=agent:0751,drift=administrator:*"
OUT = "/personale/log-ind/ekstern"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """One provider for all."""
    with provider() as address:
        yield address


@pytest.fixture
def staff(empty_database: Path, tmp_path: Path, issuer: str) -> Iterator[Staff]:
    """A staff room that knows the provider."""
    room = make_staff(
        empty_database,
        tmp_path,
        oidc_issuer=issuer,
        oidc_client_id="muni",
        oidc_client_secret="hemmeligt",
        oidc_roles=ROLES,
        oidc_name="kommunens login",
    )
    yield room
    room.database.close()


async def _sign_in(one: Browser, subject: str | None, next_path: str = "/personale") -> str:
    """Go out and come back; gives the path with which the provider sends the browser home."""
    await one.get("/personale/log-ind")
    out = await one.get(f"{OUT}?next={next_path}")
    return agree(out.headers["location"], subject).raw_path.decode()


async def test_whoever_the_provider_vouches_for_is_signed_in_with_the_mapped_roles(
    staff: Staff,
) -> None:
    one = Browser(console(staff))
    assert "Log ind med kommunens login" in (await one.get("/personale/log-ind")).text
    before = one.cookie
    back = await one.get(await _sign_in(one, "mette", "/personale/min-konto"))
    assert back.headers["location"] == "/personale/min-konto"
    assert one.cookie != before
    own = (await one.get("/personale/min-konto")).text
    assert "Mette Jensen" in own
    assert "Adgangskode, totrinslogin og rettigheder styres dér" in own
    user = await staff.users.find("mette@by.dk")
    assert user.rights.grants == {grant("editor", "0751"), grant("agent", "0751")}
    assert (await one.get("/personale/min-konto/totrin")).status_code == 403


async def test_roles_follow_the_provider_at_each_sign_in(staff: Staff) -> None:
    one = Browser(console(staff))
    await one.get(await _sign_in(one, "mette"))
    user = await staff.users.find("mette@by.dk")
    await staff.users.give(COMMAND_LINE, user.id, grant("administrator"))
    await one.get(await _sign_in(one, "mette"))
    again = await staff.users.find("mette@by.dk")
    assert again.id == user.id
    assert grant("administrator") not in again.rights.grants


async def test_without_a_mapped_role_nobody_gets_in(staff: Staff) -> None:
    one = Browser(console(staff))
    back = await one.get(await _sign_in(one, "gaest"))
    assert back.status_code == 403
    assert "ingen rolle i MUNI" in back.text
    assert await staff.users.all() == []


async def test_a_local_account_is_not_handed_over_for_its_email(staff: Staff) -> None:
    await make_user(staff, "Drift", grant("reader"))
    one = Browser(console(staff))
    assert (await one.get(await _sign_in(one, "drift"))).status_code == 409
    assert (await one.get("/personale")).status_code == 303


async def test_who_is_disabled_here_is_kept_out_although_the_provider_vouches(
    staff: Staff,
) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    one = Browser(console(staff))
    await one.get(await _sign_in(one, "mette"))
    await staff.users.disable(COMMAND_LINE, (await staff.users.find("mette@by.dk")).id)
    assert (await one.get("/personale")).status_code == 303
    assert (await one.get(await _sign_in(one, "mette"))).status_code == 403


async def test_no_email_and_no_consent_are_told_plainly(staff: Staff) -> None:
    one = Browser(console(staff))
    for subject in ("uden", None):
        back = await one.get(await _sign_in(one, subject))
        assert back.status_code == 502
        assert "mislykkedes" in back.text


async def test_an_answer_counts_once_and_only_in_the_browser_that_asked(staff: Staff) -> None:
    app = console(staff)
    victim, attacker = Browser(app), Browser(app)
    home = await _sign_in(attacker, "drift")
    await victim.get("/personale/log-ind")
    assert (await victim.get(home)).status_code == 502, "sign-in by another's hand"
    assert (await attacker.get(home)).status_code == 303
    assert (await attacker.get(home)).status_code == 502
    assert (await attacker.get("/personale/log-ind/retur?state=x&code=y")).status_code == 502


async def test_the_way_out_carries_a_challenge_and_another_site_is_never_next(
    staff: Staff,
) -> None:
    one = Browser(console(staff))
    await one.get("/personale/log-ind")
    out = await one.get(f"{OUT}?next=//evil.dk")
    address = agree(out.headers["location"], "drift")
    query = dict(item.split("=") for item in out.headers["location"].split("?")[1].split("&"))
    row = await staff.database.read(lambda s: s.scalars(select(ProviderVisitRow)).one())
    made = base64.urlsafe_b64encode(hashlib.sha256(row.verifier.encode()).digest())
    assert query["code_challenge"] == made.decode().rstrip("=")
    assert query["code_challenge_method"] == "S256"
    assert (await one.get(address.raw_path.decode())).headers["location"] == "/personale"


async def test_an_answer_from_another_issuer_is_refused(staff: Staff) -> None:
    one = Browser(console(staff))
    home = await _sign_in(one, "drift")
    assert (await one.get(f"{home}&iss=https://evil.dk")).status_code == 502


async def test_each_sign_in_is_in_the_log(staff: Staff) -> None:
    one = Browser(console(staff))
    await one.get(await _sign_in(one, "drift"))
    found = await staff.audit.search(Wanted(action="signed_in"))
    assert [entry.who for entry in found] == ["Drift"]


async def test_without_a_provider_there_is_no_such_page(
    empty_database: Path, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    plain = make_staff(empty_database, tmp_path / "b")
    assert (await Browser(console(plain)).get(OUT)).status_code == 404
    plain.database.close()


async def test_a_provider_that_is_away_is_told_plainly(
    empty_database: Path, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    away = make_staff(
        empty_database,
        tmp_path / "b",
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id="muni",
        oidc_roles=ROLES,
    )
    assert (await Browser(console(away)).get(OUT)).status_code == 502
    assert away.provider
    with pytest.raises(ProviderError):
        await away.provider.begin("visitor", "/personale")
    away.database.close()


@pytest.mark.parametrize("roles", ["redaktion", "redaktion=king:*", "redaktion=editor:75"])
def test_a_mapping_that_can_not_be_read_is_refused(roles: str) -> None:
    with pytest.raises(ValueError, match="KOMMUNEKODE"):
        Settings(oidc_issuer="https://x.dk", oidc_client_id="muni", oidc_roles=roles)


def test_a_provider_without_client_or_roles_is_refused() -> None:
    with pytest.raises(ValueError, match="MUNI_OIDC_CLIENT_ID"):
        Settings(oidc_issuer="https://x.dk", oidc_roles=ROLES)
