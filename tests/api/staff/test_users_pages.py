"""Users administration: what each administrator can see and change, and what others can't."""

import re
from collections.abc import Callable

import pytest

from bot.staff.rights import Role
from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser
from tests.staff.making import PASSWORD, grant, make_user

Open = Callable[..., Browser]
USERS = "/personale/brugere"
ADMINISTRATORS_PAGES = ["/personale/brugere", "/personale/brugere/ny", "/personale/log"]


@pytest.mark.parametrize("path", ADMINISTRATORS_PAGES)
@pytest.mark.parametrize("place", ["*", "0751"])
@pytest.mark.parametrize("role", list(Role))
async def test_each_page_opens_for_the_right_roles(
    staff: Staff, browser: Open, role: Role, place: str, path: str
) -> None:
    await make_user(staff, "Mette", grant(role.value, place))
    one = browser()
    await one.sign_in("mette@by.dk")
    allowed = role is Role.ADMINISTRATOR
    answer = await one.get(path)
    assert answer.status_code == (200 if allowed else 403)
    menu = (await one.get("/personale")).text
    assert ('href="/personale/brugere"' in menu) is allowed
    assert (await one.get("/personale/min-konto")).status_code == 200


async def test_an_administrator_invites_and_the_invited_signs_in(
    staff: Staff, browser: Open
) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    one = browser()
    await one.sign_in("boss@by.dk")
    fields = {"name": "Jens <b>Juul</b>", "email": "jens@by.dk", "role": "editor"}
    made = await one.post(f"{USERS}/ny", f"{USERS}/ny", **fields, municipality="0751")
    assert "<b>Juul" not in made.text
    link = re.search(r'value="http://127.0.0.1:8000(/personale/adgang/[^"]+)"', made.text)
    assert link
    other = browser()
    await other.post(link[1], link[1], password=PASSWORD)
    assert (await other.sign_in("jens@by.dk")).status_code == 303
    again = await one.post(f"{USERS}/ny", f"{USERS}/ny", **fields, municipality="0751")
    assert again.status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "king"},
        {"municipality": "9999"},
        {"municipality": "75"},
        {"email": "no address"},
        {"name": "   "},
    ],
)
async def test_an_unusable_form_makes_nobody(
    staff: Staff, browser: Open, wrong: dict[str, str]
) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    one = browser()
    await one.sign_in("boss@by.dk")
    fields = {"name": "Jens", "email": "jens@by.dk", "role": "editor", "municipality": "0751"}
    answer = await one.post(f"{USERS}/ny", f"{USERS}/ny", **(fields | wrong))
    assert answer.status_code in {403, 422}
    assert len(await staff.users.all()) == 1


async def test_a_local_administrator_stays_at_home(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Local", grant("administrator", "0751"))
    boss = await make_user(staff, "Boss", grant("administrator"))
    near = await make_user(staff, "Near", grant("editor", "0751"))
    far = await make_user(staff, "Far", grant("editor", "0740"))
    both = await make_user(staff, "Both", grant("editor", "0740"), grant("agent", "0751"))
    one = browser()
    await one.sign_in("local@by.dk")
    shown = (await one.get(USERS)).text
    assert [name in shown for name in (">Near<", ">Both<", ">Far<", ">Boss<")] == [
        True, True, False, False,
    ]  # fmt: skip
    for user in (boss, far):
        assert (await one.get(f"{USERS}/{user.id}")).status_code == 404
        for deed in ("luk", "nyt-link", "totrin-fra", "aabn"):
            assert (await one.post(f"{USERS}/{user.id}/{deed}", USERS)).status_code == 404
    for deed in ("luk", "nyt-link", "totrin-fra"):
        assert (await one.post(f"{USERS}/{both.id}/{deed}", USERS)).status_code == 403
    give = f"{USERS}/{near.id}/rettigheder"
    for place in ("0740", "*"):
        refused = await one.post(give, USERS, role="reader", municipality=place)
        assert refused.status_code == 403
    refused = await one.post(f"{USERS}/ny", USERS, name="X", email="x@by.dk", role="reader",
                             municipality="0740")  # fmt: skip
    assert refused.status_code == 403
    taken = await one.post(
        f"{USERS}/{both.id}/rettigheder/fjern", USERS, role="editor", municipality="0740"
    )
    assert taken.status_code == 403
    assert (await one.post(give, USERS, role="agent", municipality="0751")).status_code == 303
    found = await staff.users.get(near.id)
    assert found.rights.grants == {grant("editor", "0751"), grant("agent", "0751")}
    assert (await one.post(f"{USERS}/{near.id}/luk", USERS)).status_code == 303
    assert (await staff.users.get(near.id)).disabled


async def test_nobody_else_can_change_users(staff: Staff, browser: Open) -> None:
    other = await make_user(staff, "Boss", grant("administrator"))
    await make_user(staff, "Mette", grant("publisher"))
    one = browser()
    await one.sign_in("mette@by.dk")
    for deed in ("luk", "aabn", "nyt-link", "totrin-fra"):
        refused = await one.post(f"{USERS}/{other.id}/{deed}", "/personale")
        assert refused.status_code == 403
    give = await one.post(
        f"{USERS}/{other.id}/rettigheder", "/personale", role="reader", municipality="*"
    )
    assert give.status_code == 403


async def test_an_administrator_can_not_close_their_own_account(
    staff: Staff, browser: Open
) -> None:
    boss = await make_user(staff, "Boss", grant("administrator"))
    await make_user(staff, "Other", grant("administrator"))
    one = browser()
    await one.sign_in("boss@by.dk")
    assert (await one.post(f"{USERS}/{boss.id}/luk", USERS)).status_code == 403


async def test_the_last_administrator_keeps_the_right(staff: Staff, browser: Open) -> None:
    boss = await make_user(staff, "Boss", grant("administrator"))
    one = browser()
    await one.sign_in("boss@by.dk")
    path = f"{USERS}/{boss.id}/rettigheder/fjern"
    refused = await one.post(path, USERS, role="administrator", municipality="*")
    assert refused.status_code == 409
    assert "mindst én administrator" in refused.text


async def test_new_rights_count_at_once_and_change_the_session_id(
    staff: Staff, browser: Open
) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    user = await make_user(staff, "Mette", grant("editor", "0751"))
    boss, one = browser(), browser()
    await boss.sign_in("boss@by.dk")
    await one.sign_in("mette@by.dk")
    before, token = one.cookie, await one.form_token("/personale/min-konto")
    path = f"{USERS}/{user.id}/rettigheder"
    await boss.post(path, f"{USERS}/{user.id}", role="administrator", municipality="0751")
    assert (await one.get(USERS)).status_code == 200
    assert one.cookie != before
    sent = await one.http.post("/personale/min-konto/andre", data={"csrf": token})
    assert sent.status_code == 303, "a form that was open is still good"


async def test_own_page_changes_the_password_and_signs_others_out(
    staff: Staff, browser: Open
) -> None:
    await make_user(staff, "Mette", grant("editor"))
    one, other = browser(), browser()
    await one.sign_in("mette@by.dk")
    await other.sign_in("mette@by.dk")
    own = "/personale/min-konto"
    new = "fem helt nye gode ord"
    wrong = await one.post(f"{own}/adgangskode", own, old="forkert her", new=new)
    assert wrong.status_code == 422
    assert "Adgangskoden er forkert" in wrong.text
    weak = await one.post(f"{own}/adgangskode", own, old=PASSWORD, new="kodeord12345")
    assert "mest brugte" in weak.text
    done = await one.post(f"{own}/adgangskode", own, old=PASSWORD, new=new)
    assert done.status_code == 303
    assert "Adgangskoden er skiftet" in (await one.get(own)).text
    assert (await other.get("/personale")).status_code == 303
    assert (await browser().sign_in("mette@by.dk", new)).status_code == 303


async def test_the_log_shows_what_was_done_and_filters(staff: Staff, browser: Open) -> None:
    await make_user(staff, "Boss", grant("administrator"))
    await make_user(staff, "Local", grant("administrator", "0751"))
    await make_user(staff, "<i>Ib</i>", grant("editor", "0740"))
    boss, local = browser(), browser()
    await boss.sign_in("boss@by.dk")
    await local.sign_in("local@by.dk")
    whole = (await boss.get("/personale/log")).text
    assert "&lt;i&gt;Ib" in whole
    assert "<i>Ib" not in whole
    only = (await boss.get("/personale/log?action=right_given&municipality=0740")).text
    assert only.count("<tr><td>") == 1
    none = (await boss.get("/personale/log?fra=2001-01-01&til=2001-12-31")).text
    assert "Ingen handlinger passer" in none
    today = (await boss.get("/personale/log?fra=2001-01-01&til=uforståelig")).text
    assert "Gav rettighed" in today
    at_home = (await local.get("/personale/log")).text
    assert "Ib" not in at_home
    assert "Local: administrator" in at_home
    assert "Gav rettighed" in at_home
