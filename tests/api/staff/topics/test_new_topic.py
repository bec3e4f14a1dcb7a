"""A new topic in the console: prefilled, checked, with all of its own at once, taken back."""

import re
from typing import Any

from bot.knowledge import get_composer, get_live_content, get_topics
from bot.staff.staff import Staff
from tests.api.staff.topics.writing import DRAFT, DRAFTS, TOPICS, Open, editor, fields, publish


async def test_a_new_topic_comes_with_its_answer_and_examples_at_once(
    staff: Staff, browser: Open
) -> None:
    local = await editor(staff, browser, "Lone", "0751")
    other = await editor(staff, browser, "Ole", "0740")
    path = f"{TOPICS}/nyt"
    category = next(iter(get_topics().categories))
    about = {"title": "Havnens dag", "question": "Hvornår er det havnens dag?", "kle": "20.10"}
    typed = about | {"hvis": "0751", "category": category, "eksempler": "er der fest på havnen"}
    wrong = await local.post(path, path, **fields(), **typed | {"kle": "x"})
    assert wrong.status_code == 422
    assert "KLE-nummer skal være tal som 23.05.02" in wrong.text
    assert "er der fest på havnen" in wrong.text
    assert "Der er ingen kladder" in (await local.get(DRAFTS)).text
    assert (await local.post(path, path, **fields(), **typed)).status_code == 303
    again = await local.post(path, path, **fields(), **typed)
    assert again.status_code == 422
    drafted = f"{TOPICS}/k0751_havnens_dag"
    assert (await local.get(f"{drafted}/svar")).status_code == 200
    assert (await local.get(drafted)).status_code == 200
    assert (await publish(local)).status_code == 303
    assert get_composer().answers("k0751_havnens_dag", "0751")
    assert (await local.get(drafted)).status_code == 200
    assert "Lone" in (await local.get(drafted)).text, "where the example comes from"
    assert (await other.get(drafted)).status_code == 403
    assert (await other.get(f"{drafted}/eksempler")).status_code == 403
    assert "Havnens dag" not in (await other.get(TOPICS, params={"soeg": "havnens"})).text


def _topic_fields(**changed: Any) -> dict[str, Any]:
    category = next(iter(get_topics().categories))
    return {
        "title": "Fælles havnefest",
        "question": "Hvornår er der fælles havnefest?",
        "kle": "20.10",
        "category": category,
        "hvis": "",
        "eksempler": "er der fest på havnen",
    } | changed


def _local(text: str = "I Aarhus er den i maj. Spørg {kommune}.", **changed: Any) -> dict[str, Any]:
    """The fields of one municipality's own answer."""
    return {
        "lokal_kommune": "0751",
        "lokal_text": text,
        "lokal_spoken": "I Aarhus er den i maj.",
    } | changed


async def test_a_shared_topic_comes_with_one_municipalitys_own_answer(
    staff: Staff, browser: Open
) -> None:
    one = await editor(staff, browser, "Mette")
    path = f"{TOPICS}/nyt"
    typed = fields() | _topic_fields()
    nowhere = await one.post(path, path, **typed | _local(lokal_kommune=""))
    assert nowhere.status_code == 422
    assert "Vælg, hvilken kommune svaret er for" in nowhere.text
    assert "I Aarhus er den i maj" in nowhere.text, "nothing typed is lost"
    wrong = await one.post(path, path, **typed | _local("Hver {findesikke}. Den er i maj."))
    assert wrong.status_code == 422
    told = re.search(r'id="problems-lokal_text".*?</div>', wrong.text, re.S)
    assert told
    assert "{findesikke} findes ikke" in told[0]
    mixed = await one.post(path, path, **typed | {"hvis": "0751"} | _local())
    assert mixed.status_code == 422
    assert "Der er ingen kladder" in (await one.get(DRAFTS)).text, "none, not even a part"
    assert (await one.post(path, path, **typed | _local())).status_code == 303
    assert len(DRAFT.findall((await one.get(DRAFTS)).text)) == 4
    assert (await publish(one)).status_code == 303
    topic = "faelles_havnefest"
    assert "I Aarhus er den i maj" in get_composer().compose(topic, "0751").text
    assert "I Aarhus" not in get_composer().compose(topic, "0740").text
    assert get_topics()[topic].local, "so that MUNI asks where the citizen lives"
    again = await one.post(path, path, **typed)
    assert again.status_code == 422
    assert "allerede et emne" in again.text


async def test_a_topic_that_is_taken_back_can_be_made_again(staff: Staff, browser: Open) -> None:
    one = await editor(staff, browser, "Mette")
    path, topic = f"{TOPICS}/nyt", f"{TOPICS}/faelles_havnefest"
    typed = fields() | _topic_fields()
    await one.post(path, path, **typed)
    await publish(one)
    assert f"{topic}/historik?slags=topic" in (await one.get(topic)).text
    history = f"{topic}/historik?slags=topic"
    seen = re.search('name="seen" value="([^"]+)"', (await one.get(history)).text)
    assert seen
    back = {"slags": "topic", "seen": seen[1]}
    gone = await one.post(f"{topic}/tag-tilbage", history, **back)
    assert gone.headers["location"] == TOPICS
    assert "findes ikke mere" in (await one.get(TOPICS)).text
    assert (await one.get(topic)).status_code == 404
    assert (await one.post(path, path, **typed)).status_code == 303
    assert (await publish(one)).status_code == 303
    assert (await one.get(topic)).status_code == 200


async def test_a_new_topic_begins_with_the_questions_it_is_made_for(
    staff: Staff, browser: Open
) -> None:
    one = await editor(staff, browser, "Mette")
    asked = ["er der fest på  havnen", "<script>alert(1)</script>", "er der fest på  havnen"]
    page = (await one.get(f"{TOPICS}/nyt", params={"eksempel": asked})).text
    assert "er der fest på havnen\n&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in page
    assert "<script>alert" not in page


async def test_a_new_topic_is_checked_and_shown_while_it_is_written(
    staff: Staff, browser: Open
) -> None:
    one = await editor(staff, browser, "Mette")
    path = f"{TOPICS}/nyt"
    foreign = get_live_content().content.raw.examples["pas_barn"][0]
    lines = f"{foreign} nu\nring til Hans Jensen på 22 33 44 55\nxyzzyplugh"
    typed = fields(text="Det koster 500 kr. Spørg {kommune}.") | _topic_fields(eksempler=lines)
    shown = (await one.post(f"{path}/tjek", path, **typed | _local(), vis_for="0740")).text
    for told in (
        "hvilket år beløbet gælder",
        "Hans Jensen",
        f"ligner «{foreign}»",
        "kan MUNI ikke høre i telefonen endnu: ",
        "Spørg Silkeborg Kommune",
        "Spørg Aarhus Kommune",
    ):
        assert told in shown, told
    nameless = await one.post(f"{path}/tjek", path, **typed | {"title": ""})
    assert nameless.status_code == 200
    assert "1 felt mangler endnu" in nameless.text, "what is not written yet is no mistake"
    empty = await one.post(f"{path}/tjek", path)
    assert "Ingen fejl. " in empty.text
    assert "form-error-message" not in empty.text
    assert "Der er ingen kladder" in (await one.get(DRAFTS)).text
