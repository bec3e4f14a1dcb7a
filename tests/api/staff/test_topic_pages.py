"""Topics and answers in the console: found, written, checked, published, taken back, guarded."""

import io
import re
import wave
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI

from bot.content.editing import Editing
from bot.content.rules import Rules, measured_questions
from bot.knowledge import get_composer, get_live_content, get_masker, get_topics
from bot.settings import ROOT
from bot.staff.audit import Wanted
from bot.staff.staff import Staff
from tests.api.staff.browsing import Browser, console
from tests.content.conftest import an_answer
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
TOPICS = "/personale/emner"
DRAFTS = "/personale/kladder"
ANSWER = f"{TOPICS}/pas_pris/svar"
_DRAFT = re.compile(r'name="draft" value="([0-9a-f]{32}:\d+)"')


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(get_masker(), measured_questions(ROOT / "data"))


@pytest.fixture
def app(staff: Staff, rules: Rules) -> Iterator[FastAPI]:
    live = get_live_content()
    stop = live.follow(staff.database)
    made = console(staff)
    made.state.editing = Editing(staff.database, live, rules)
    yield made
    stop()


async def _editor(staff: Staff, browser: Open, name: str, place: str = "*") -> Browser:
    await make_user(staff, name, grant("editor", place))
    one = browser()
    await one.sign_in(f"{name.lower()}@by.dk")
    return one


def _fields(**changed: Any) -> dict[str, Any]:
    """The form of an answer that keeps every rule."""
    answer = an_answer(**changed)
    return {
        "text": answer["text"],
        "spoken": answer["spoken"],
        "link_title": [link["title"] for link in answer["links"]],
        "link_url": [link["url"] for link in answer["links"]],
        "source_url": [source["url"] for source in answer["sources"]],
        "source_checked": [source["checked"] for source in answer["sources"]],
        "source_facts": ["" for _ in answer["sources"]],
    }


async def _form(one: Browser, page: str) -> dict[str, str]:
    """What the page's form brings along of what the editor has seen."""
    shown = (await one.get(page)).text
    return {
        name: re.search(f'name="{name}" value="([^"]*)"', shown)[1]  # type: ignore[index]
        for name in ("seen", "saved")
    }


async def _save(one: Browser, page: str, **fields: Any) -> httpx.Response:
    path = urlsplit(page)
    saved = await one.post(page, page, **(await _form(one, page)) | fields)
    assert saved.status_code == 303, (path, saved.text)
    return saved


async def _publish(one: Browser) -> httpx.Response:
    drafts = _DRAFT.findall((await one.get(DRAFTS)).text)
    return await one.post(f"{DRAFTS}/udgiv", DRAFTS, draft=drafts, note="Ny pris")


async def test_topics_are_browsed_and_found_by_name_id_answer_and_example(
    staff: Staff, browser: Open
) -> None:
    one = await _editor(staff, browser, "Mette")
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


async def test_an_answer_is_drafted_published_and_taken_back(staff: Staff, browser: Open) -> None:
    one = await _editor(staff, browser, "Mette")
    before = get_composer().compose("pas_pris", "0751").text
    new = _fields(text="Et pas har en pris. Spørg {kommune} på {telefon}.")
    await _save(one, ANSWER, **new)
    assert get_composer().compose("pas_pris", "0751").text == before, "a draft counts for nobody"
    listed = (await one.get(DRAFTS)).text
    assert "<ins>" in listed
    assert "<del>" in listed
    assert (await _publish(one)).status_code == 303
    assert "Et pas har en pris. Spørg Aarhus Kommune" in (
        get_composer().compose("pas_pris", "0751").text
    )
    page = (await one.get(f"{TOPICS}/pas_pris?kommune=0751")).text
    assert "Et pas har en pris. Spørg Aarhus Kommune" in page
    history = f"{TOPICS}/pas_pris/historik?slags=answer"
    shown = (await one.get(history)).text
    assert "Gælder nu" in shown
    assert "«Ny pris»" in shown
    seen = re.search('name="seen" value="([^"]+)"', shown)
    assert seen
    back = {"slags": "answer", "seen": seen[1]}
    assert (await one.post(f"{TOPICS}/pas_pris/tag-tilbage", history, **back)).status_code == 303
    assert get_composer().compose("pas_pris", "0751").text == before
    again = await one.post(f"{TOPICS}/pas_pris/tag-tilbage", TOPICS, **back)
    assert again.status_code == 409
    lines = await staff.audit.search(Wanted(who="Mette"))
    done = [(line.action, line.subject) for line in lines]
    for action in ("draft_saved", "content_published", "content_taken_back"):
        assert done.count((action, "answer: pas_pris")) == 1, "what was refused is not in the log"


async def test_what_breaks_a_rule_is_told_at_its_field_and_nothing_typed_is_lost(
    staff: Staff, browser: Open
) -> None:
    one = await _editor(staff, browser, "Mette")
    wrong = _fields(
        text="Det koster 500 kr. <b>Husk</b> {findesikke}.",
        links=[{"title": "borger", "url": "http://usikker.dk"}],
    )
    refused = await one.post(ANSWER, ANSWER, **(await _form(one, ANSWER)) | wrong)
    assert refused.status_code == 422
    assert "&lt;b&gt;Husk&lt;/b&gt; {findesikke}" in refused.text
    assert "<b>Husk" not in refused.text
    assert "Link" in re.search(r'id="problems-links".*?</div>', refused.text, re.S)[0]  # type: ignore[index]
    right_link = wrong | {"link_url": ["https://www.borger.dk"]}
    checked = (await one.post(f"{ANSWER}/tjek", ANSWER, **right_link)).text
    told = re.search(r'id="problems-text".*?</div>', checked, re.S)
    assert told
    assert "hvilket år beløbet gælder" in told[0]
    assert "{findesikke} findes ikke" in told[0]
    assert "Der er ingen kladder" in (await one.get(DRAFTS)).text


async def test_the_check_shows_chat_and_voice_for_the_municipality_chosen(
    staff: Staff, browser: Open
) -> None:
    one = await _editor(staff, browser, "Mette")
    shown = (await one.post(f"{ANSWER}/tjek", ANSWER, **_fields(), vis_for="0751")).text
    assert "Ring til Aarhus Kommune på" in shown
    assert "borger punktum d k" in shown
    assert 'href="https://www.borger.dk"' in shown
    unknown = (await one.post(f"{ANSWER}/tjek", ANSWER, **_fields(), vis_for="")).text
    assert "Ring til Aarhus" not in unknown, "a sentence without its fact falls away"


async def test_a_conflict_shows_both_texts_and_saving_again_keeps_mine(
    staff: Staff, browser: Open
) -> None:
    mette = await _editor(staff, browser, "Mette")
    bo = await _editor(staff, browser, "Bo")
    opened = await _form(mette, ANSWER)
    await _save(bo, ANSWER, **_fields(text="Bos tekst om pas. Den er kort."))
    await _publish(bo)
    mine = _fields(text="Mettes tekst om pas. Den er kort.")
    met = await mette.post(ANSWER, ANSWER, **opened | mine)
    assert met.status_code == 409
    assert "Bos tekst om pas" in met.text
    assert "Mettes tekst om pas" in met.text
    seen = {
        name: re.search(f'name="{name}" value="([^"]*)"', met.text)[1]  # type: ignore[index]
        for name in ("seen", "saved")
    }
    assert (await mette.post(ANSWER, ANSWER, **seen | mine)).status_code == 303
    assert (await _publish(mette)).status_code == 303
    assert "Mettes tekst" in get_composer().compose("pas_pris", None).text


async def test_a_draft_overtaken_by_another_publication_is_not_published(
    staff: Staff, browser: Open
) -> None:
    mette = await _editor(staff, browser, "Mette")
    bo = await _editor(staff, browser, "Bo")
    await _save(mette, ANSWER, **_fields(text="Mettes tekst om pas. Den er kort."))
    await _save(bo, ANSWER, **_fields(text="Bos tekst om pas. Den er kort."))
    await _publish(bo)
    refused = await _publish(mette)
    assert refused.status_code == 409
    assert "Åbn kladden" in refused.text
    reopened = (await mette.get(ANSWER)).text
    assert "Bos tekst om pas" in reopened
    assert "Mettes tekst om pas" in reopened


async def test_a_local_editor_writes_an_override_and_nothing_else(
    staff: Staff, browser: Open
) -> None:
    local = await _editor(staff, browser, "Lone", "0751")
    boss = await _editor(staff, browser, "Boss")
    await _save(boss, ANSWER, **_fields())
    foreign = _DRAFT.findall((await boss.get(DRAFTS)).text)
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
    for path, fields in (
        (ANSWER, _fields()),
        (f"{ANSWER}?kommune=0740", _fields()),
        (f"{ANSWER}/tjek?kommune=0740", _fields()),
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
        refused = await local.post(path, "/personale/min-konto", **fields)
        assert refused.status_code == 403, path
    own = f"{ANSWER}?kommune=0751"
    await _save(local, own, **_fields(text="Aarhus siger noget om pas. Det er kort."))
    assert (await _publish(local)).status_code == 303
    assert "Aarhus siger" in get_composer().compose("pas_pris", "0751").text
    assert "Aarhus siger" not in get_composer().compose("pas_pris", "0740").text
    gone = await local.post(own, own, **(await _form(local, own)) | {"fjern": "1"})
    assert gone.status_code == 303
    assert "fjernes" in (await local.get(DRAFTS)).text
    assert (await _publish(local)).status_code == 303
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


async def test_a_new_topic_comes_with_its_answer_and_examples_at_once(
    staff: Staff, browser: Open
) -> None:
    local = await _editor(staff, browser, "Lone", "0751")
    other = await _editor(staff, browser, "Ole", "0740")
    path = f"{TOPICS}/nyt"
    category = next(iter(get_topics().categories))
    about = {"title": "Havnens dag", "question": "Hvornår er det havnens dag?", "kle": "20.10"}
    typed = about | {"hvis": "0751", "category": category, "eksempler": "er der fest på havnen"}
    wrong = await local.post(path, path, **_fields(), **typed | {"kle": "x"})
    assert wrong.status_code == 422
    assert "KLE-nummer skal være tal som 23.05.02" in wrong.text
    assert "er der fest på havnen" in wrong.text
    assert "Der er ingen kladder" in (await local.get(DRAFTS)).text
    assert (await local.post(path, path, **_fields(), **typed)).status_code == 303
    again = await local.post(path, path, **_fields(), **typed)
    assert again.status_code == 422
    drafted = f"{TOPICS}/k0751_havnens_dag"
    assert (await local.get(f"{drafted}/svar")).status_code == 200
    assert (await local.get(drafted)).status_code == 200
    assert (await _publish(local)).status_code == 303
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
    one = await _editor(staff, browser, "Mette")
    path = f"{TOPICS}/nyt"
    typed = _fields() | _topic_fields()
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
    assert len(_DRAFT.findall((await one.get(DRAFTS)).text)) == 4
    assert (await _publish(one)).status_code == 303
    topic = "faelles_havnefest"
    assert "I Aarhus er den i maj" in get_composer().compose(topic, "0751").text
    assert "I Aarhus" not in get_composer().compose(topic, "0740").text
    assert get_topics()[topic].local, "so that MUNI asks where the citizen lives"
    again = await one.post(path, path, **typed)
    assert again.status_code == 422
    assert "allerede et emne" in again.text


async def test_a_topic_that_is_taken_back_can_be_made_again(staff: Staff, browser: Open) -> None:
    one = await _editor(staff, browser, "Mette")
    path, topic = f"{TOPICS}/nyt", f"{TOPICS}/faelles_havnefest"
    typed = _fields() | _topic_fields()
    await one.post(path, path, **typed)
    await _publish(one)
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
    assert (await _publish(one)).status_code == 303
    assert (await one.get(topic)).status_code == 200


async def test_a_new_topic_begins_with_the_questions_it_is_made_for(
    staff: Staff, browser: Open
) -> None:
    one = await _editor(staff, browser, "Mette")
    asked = ["er der fest på  havnen", "<script>alert(1)</script>", "er der fest på  havnen"]
    page = (await one.get(f"{TOPICS}/nyt", params={"eksempel": asked})).text
    assert "er der fest på havnen\n&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in page
    assert "<script>alert" not in page


async def test_a_new_topic_is_checked_and_shown_while_it_is_written(
    staff: Staff, browser: Open
) -> None:
    one = await _editor(staff, browser, "Mette")
    path = f"{TOPICS}/nyt"
    foreign = get_live_content().content.raw.examples["pas_barn"][0]
    lines = f"{foreign} nu\nring til Hans Jensen på 22 33 44 55\nxyzzyplugh"
    typed = _fields(text="Det koster 500 kr. Spørg {kommune}.") | _topic_fields(eksempler=lines)
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


async def test_a_topic_tells_of_old_sources_and_opens_in_the_readers_own_municipality(
    staff: Staff, browser: Open
) -> None:
    boss = await _editor(staff, browser, "Boss")
    local = await _editor(staff, browser, "Lone", "0751")
    old = [{"url": "https://www.borger.dk/a", "checked": "2020-01-01", "facts": []}]
    await _save(boss, ANSWER, **_fields(sources=old, text="Spørg {kommune}. Det er gratis."))
    await _publish(boss)
    page = (await local.get(f"{TOPICS}/pas_pris")).text
    assert "https://www.borger.dk/a er ikke set efter i over et år" in page
    assert "Spørg Aarhus Kommune" in page
    assert "Spørg Aarhus Kommune" not in (await local.get(f"{TOPICS}/pas_pris?kommune=")).text


async def test_a_first_override_is_compared_with_the_shared_answer(
    staff: Staff, browser: Open
) -> None:
    local = await _editor(staff, browser, "Lone", "0751")
    shared = get_live_content().content.raw.answers["pas_pris"]
    same = _fields(**{name: shared[name] for name in ("text", "spoken", "links")})
    checked = (
        await local.post(f"{ANSWER}/tjek?kommune=0751", ANSWER + "?kommune=0751", **same)
    ).text
    assert "<dt>Svar i chatten</dt>" not in checked, "what is the same is no difference"
    assert "<dt>Kilder</dt>" in checked


async def test_examples_are_one_list_with_advice_and_without_personal_data(
    staff: Staff, browser: Open
) -> None:
    one = await _editor(staff, browser, "Mette")
    path = f"{TOPICS}/pas_pris/eksempler"
    raw = get_live_content().content.raw.examples
    texts, foreign = raw["pas_pris"], raw["pas_barn"][0]
    lines = "\n".join([*texts[1:], "ring til Hans Jensen på 22 33 44 55"])
    refused = await one.post(path, path, **(await _form(one, path)) | {"eksempler": lines})
    assert refused.status_code == 422
    assert "indeholder" in refused.text
    assert "Hans Jensen" in refused.text
    new = "hvad mon den røde bog koster xyzzyplugh"
    advice = (await one.post(f"{path}/tjek", path, eksempler=f"{new}\n{foreign} nu")).text
    assert "xyzzyplugh" in advice
    assert "har 2 eksempler" in advice
    assert f"ligner «{foreign}»" in advice
    await _save(one, path, eksempler="\n".join([*texts[1:], new]))
    reopened = (await one.get(path)).text
    assert new in reopened
    assert (await _publish(one)).status_code == 303
    changed = get_live_content().content.raw.examples["pas_pris"]
    assert new in changed
    assert texts[0] not in changed


async def test_an_answer_is_heard_as_a_wav_file(staff: Staff, browser: Open) -> None:
    one = await _editor(staff, browser, "Mette")
    path = "/personale/oplaesning"
    heard = await one.post(path, "/personale/min-konto", text="Du søger på borger punktum d k.")
    assert heard.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(heard.content)) as sound:
        assert sound.getnframes() / sound.getframerate() > 1
    long = await one.post(path, "/personale/min-konto", text="a" * 2001)
    assert long.status_code == 413
    assert (await one.http.post(path, data={"text": "hej"})).status_code == 403
    assert (await one.post(path, "/personale/min-konto", text=" ")).status_code == 422


async def test_reminders_and_confused_topics_are_shown(staff: Staff, browser: Open) -> None:
    one = await _editor(staff, browser, "Mette")
    old = [{"url": "https://www.borger.dk/a", "checked": "2020-01-01", "facts": []}]
    await _save(one, ANSWER, **_fields(sources=old, text="Et pas kostede 500 kr. i 2020."))
    await _publish(one)
    shown = (await one.get("/personale/paamindelser")).text
    assert "https://www.borger.dk/a er ikke set efter i over et år" in shown
    assert "Beløbet gælder 2020" in shown
    pairs = (await one.get("/personale/lignende-emner")).text
    assert "eksempler ligner mest det andet emne" in pairs
    part = await one.get(f"{TOPICS}/pas_pris/forveksling")
    assert part.status_code == 200


async def test_what_is_not_there_is_not_found(staff: Staff, browser: Open) -> None:
    one = await _editor(staff, browser, "Mette")
    for path in (f"{TOPICS}/findes_ikke", f"{TOPICS}/findes_ikke/svar", f"{ANSWER}?kommune=9999"):
        assert (await one.get(path)).status_code == 404, path
    gone = await one.post(f"{DRAFTS}/{'0' * 32}/kasser", DRAFTS)
    assert gone.status_code == 404
