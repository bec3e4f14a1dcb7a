"""Topics in the console: found, read, guarded, reminded of, taught by examples."""

from datetime import date

import pytest

from bot.knowledge import get_composer, get_live_content, get_topics
from bot.staff.staff import Staff
from tests.api.staff.topics.writing import (
    ANSWER,
    DRAFT,
    DRAFTS,
    TOPICS,
    Open,
    editor,
    fields,
    form,
    publish,
    save,
)
from tests.staff.making import grant, make_user


async def test_topics_are_browsed_and_found_by_name_id_answer_and_example(
    staff: Staff, browser: Open
) -> None:
    one = await editor(staff, browser, "Mette")
    whole = (await one.get(TOPICS)).text
    assert f"{len(get_topics().topics)} emner" in whole
    raw = get_live_content().content.raw
    wanted = [
        "Pris på pas",
        "pas_pris",
        " ".join(raw.answers["pas_pris"]["text"].split()[:6]),
        raw.examples["pas_pris"][-1],
    ]
    for words in wanted:
        found = (await one.get(TOPICS, params={"soeg": words})).text
        assert f'href="{TOPICS}/pas_pris"' in found, words
    none = (await one.get(TOPICS, params={"soeg": "<script>xyzzy"})).text
    assert "0 emner" in none
    assert "<script>xyzzy" not in none


async def test_a_local_editor_writes_an_override_and_nothing_else(
    staff: Staff, browser: Open
) -> None:
    local = await editor(staff, browser, "Lone", "0751")
    boss = await editor(staff, browser, "Boss")
    await save(boss, ANSWER, **fields())
    foreign = DRAFT.findall((await boss.get(DRAFTS)).text)
    page = (await local.get(f"{TOPICS}/pas_pris?kommune=0751")).text
    assert f'href="{ANSWER}?kommune=0751"' in page
    assert f'href="{ANSWER}"' not in page
    assert "/eksempler" not in page
    for path in (
        ANSWER,
        f"{ANSWER}?kommune=0740",
        f"{TOPICS}/pas_pris?kommune=0740",
        f"{TOPICS}/pas_pris/historik?slags=override&kommune=0740",
        f"{TOPICS}/pas_pris/eksempler",
        f"{TOPICS}/pas_pris/om",
        "/personale/paamindelser?kommune=0740",
    ):
        assert (await local.get(path)).status_code == 403, path
    for path, sent in (
        (ANSWER, fields()),
        (f"{ANSWER}?kommune=0740", fields()),
        (f"{ANSWER}/tjek?kommune=0740", fields()),
        (f"{TOPICS}/pas_pris/eksempler", {"eksempler": "hej"}),
        (f"{TOPICS}/pas_pris/eksempler/tjek", {"eksempler": "hej"}),
        (f"{TOPICS}/pas_pris/om", {"title": "x"}),
        (f"{TOPICS}/nyt", {"title": "Ny", "hvis": ""}),
        (f"{TOPICS}/nyt", {"title": "Ny", "hvis": "0740"}),
        (f"{TOPICS}/nyt/tjek", {"title": "Ny", "hvis": ""}),
        (f"{TOPICS}/nyt/tjek", {"title": "Ny", "hvis": "0740"}),
        (f"{TOPICS}/pas_pris/tag-tilbage", {"slags": "answer", "seen": "x"}),
        (f"{TOPICS}/pas_pris/tag-tilbage", {"slags": "override", "kommune": "0740", "seen": "x"}),
        (f"{DRAFTS}/udgiv", {"draft": foreign}),
        (f"{DRAFTS}/{foreign[0].split(':')[0]}/kasser", {}),
    ):
        refused = await local.post(path, "/personale/min-konto", **sent)
        assert refused.status_code == 403, path
    own = f"{ANSWER}?kommune=0751"
    await save(local, own, **fields(text="Aarhus siger noget om pas. Det er kort."))
    assert (await publish(local)).status_code == 303
    assert "Aarhus siger" in get_composer().compose("pas_pris", "0751").text
    assert "Aarhus siger" not in get_composer().compose("pas_pris", "0740").text
    gone = await local.post(own, own, **(await form(local, own)) | {"fjern": "1"})
    assert gone.status_code == 303
    assert "fjernes" in (await local.get(DRAFTS)).text
    assert (await publish(local)).status_code == 303
    assert "Aarhus siger" not in get_composer().compose("pas_pris", "0751").text


@pytest.mark.parametrize(
    ("role", "edits"), [("reader", False), ("agent", False), ("publisher", True)]
)
async def test_who_may_not_edit_can_read(
    staff: Staff, browser: Open, role: str, edits: bool
) -> None:
    await make_user(staff, "Rie", grant(role))
    one = browser()
    await one.sign_in("rie@by.dk")
    assert (await one.get(TOPICS)).status_code == 200
    page = await one.get(f"{TOPICS}/pas_pris")
    assert page.status_code == 200
    assert (f'href="{ANSWER}"' in page.text) is edits
    for path in (ANSWER, DRAFTS, f"{TOPICS}/nyt", "/personale/paamindelser"):
        assert (await one.get(path)).status_code == (200 if edits else 403), path


async def test_a_topic_tells_of_old_sources_and_opens_in_the_readers_own_municipality(
    staff: Staff, browser: Open
) -> None:
    boss = await editor(staff, browser, "Boss")
    local = await editor(staff, browser, "Lone", "0751")
    old = [{"url": "https://www.borger.dk/a", "checked": "2020-01-01", "facts": []}]
    await save(boss, ANSWER, **fields(sources=old, text="Spørg {kommune}. Det er gratis."))
    await publish(boss)
    page = (await local.get(f"{TOPICS}/pas_pris")).text
    assert "https://www.borger.dk/a er ikke set efter i over et år" in page
    assert "Spørg Aarhus Kommune" in page
    assert "Spørg Aarhus Kommune" not in (await local.get(f"{TOPICS}/pas_pris?kommune=")).text


async def test_examples_are_one_list_with_advice_and_without_personal_data(
    staff: Staff, browser: Open
) -> None:
    one = await editor(staff, browser, "Mette")
    path = f"{TOPICS}/pas_pris/eksempler"
    raw = get_live_content().content.raw.examples
    texts, foreign = raw["pas_pris"], raw["pas_barn"][0]
    lines = "\n".join([*texts[1:], "ring til Hans Jensen på 22 33 44 55"])
    refused = await one.post(path, path, **(await form(one, path)) | {"eksempler": lines})
    assert refused.status_code == 422
    assert "indeholder" in refused.text
    assert "Hans Jensen" in refused.text
    new = "hvad mon den røde bog koster xyzzyplugh"
    advice = (await one.post(f"{path}/tjek", path, eksempler=f"{new}\n{foreign} nu")).text
    assert "xyzzyplugh" in advice
    assert "har 2 eksempler" in advice
    assert f"ligner «{foreign}»" in advice
    await save(one, path, eksempler="\n".join([*texts[1:], new]))
    reopened = (await one.get(path)).text
    assert new in reopened
    assert (await publish(one)).status_code == 303
    changed = get_live_content().content.raw.examples["pas_pris"]
    assert new in changed
    assert texts[0] not in changed


async def test_reminders_and_confused_topics_are_shown(staff: Staff, browser: Open) -> None:
    one = await editor(staff, browser, "Mette")
    old = [{"url": "https://www.borger.dk/a", "checked": "2020-01-01", "facts": []}]
    await save(one, ANSWER, **fields(sources=old, text="Et pas kostede 500 kr. i 2020."))
    await publish(one)
    shown = (await one.get("/personale/paamindelser")).text
    assert "https://www.borger.dk/a er ikke set efter i over et år" in shown
    assert "Beløbet gælder 2020" in shown
    pairs = (await one.get("/personale/lignende-emner")).text
    assert "eksempler ligner mest det andet emne" in pairs
    part = await one.get(f"{TOPICS}/pas_pris/forveksling")
    assert part.status_code == 200


async def test_what_is_not_there_is_not_found(staff: Staff, browser: Open) -> None:
    one = await editor(staff, browser, "Mette")
    for path in (f"{TOPICS}/findes_ikke", f"{TOPICS}/findes_ikke/svar", f"{ANSWER}?kommune=9999"):
        assert (await one.get(path)).status_code == 404, path
    gone = await one.post(f"{DRAFTS}/{'0' * 32}/kasser", DRAFTS)
    assert gone.status_code == 404


async def test_drafts_of_local_facts_stand_among_the_others_and_the_log_speaks_danish(
    staff: Staff, browser: Open
) -> None:
    local = await editor(staff, browser, "Lone", "0751")
    await make_user(staff, "Carl", grant("administrator"))
    await save(local, f"{ANSWER}?kommune=0751", **fields())
    today = date.today().isoformat()
    fact = {"value": "89 40 20 01", "source": "https://www.aarhus.dk/a", "checked": today}
    where = "/personale/kommuner/0751/oplysninger/telephone"
    told = await local.post(where, where, seen="", saved="0", **fact)
    assert told.status_code == 303, told.text
    drafts = (await local.get(DRAFTS)).text
    assert f'href="{where}"' in drafts
    assert f'href="{ANSWER}?kommune=0751"' in drafts
    boss = browser("192.0.2.9")
    await boss.sign_in("carl@by.dk")
    assert "Kommunens eget svar: Pris på pas" in (await boss.get("/personale/log")).text
