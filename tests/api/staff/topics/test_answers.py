"""Answers in the console: written, checked, heard, published, taken back."""

import io
import re
import wave

from bot.knowledge import get_composer, get_live_content
from bot.staff.audit import Wanted
from bot.staff.staff import Staff
from tests.api.staff.topics.writing import (
    ANSWER,
    DRAFTS,
    TOPICS,
    Open,
    editor,
    fields,
    form,
    publish,
    save,
)


async def test_an_answer_is_drafted_published_and_taken_back(staff: Staff, browser: Open) -> None:
    one = await editor(staff, browser, "Mette")
    before = get_composer().compose("pas_pris", "0751").text
    new = fields(text="Et pas har en pris. Spørg {kommune} på {telefon}.")
    await save(one, ANSWER, **new)
    assert get_composer().compose("pas_pris", "0751").text == before, "a draft counts for nobody"
    listed = (await one.get(DRAFTS)).text
    assert "<ins>" in listed
    assert "<del>" in listed
    assert (await publish(one)).status_code == 303
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
    one = await editor(staff, browser, "Mette")
    wrong = fields(
        text="Det koster 500 kr. <b>Husk</b> {findesikke}.",
        links=[{"title": "borger", "url": "http://usikker.dk"}],
    )
    refused = await one.post(ANSWER, ANSWER, **(await form(one, ANSWER)) | wrong)
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
    one = await editor(staff, browser, "Mette")
    shown = (await one.post(f"{ANSWER}/tjek", ANSWER, **fields(), vis_for="0751")).text
    assert "Ring til Aarhus Kommune på" in shown
    assert "borger punktum d k" in shown
    assert 'href="https://www.borger.dk"' in shown
    unknown = (await one.post(f"{ANSWER}/tjek", ANSWER, **fields(), vis_for="")).text
    assert "Ring til Aarhus" not in unknown, "a sentence without its fact falls away"


async def test_a_conflict_shows_both_texts_and_saving_again_keeps_mine(
    staff: Staff, browser: Open
) -> None:
    mette = await editor(staff, browser, "Mette")
    bo = await editor(staff, browser, "Bo")
    opened = await form(mette, ANSWER)
    await save(bo, ANSWER, **fields(text="Bos tekst om pas. Den er kort."))
    await publish(bo)
    mine = fields(text="Mettes tekst om pas. Den er kort.")
    met = await mette.post(ANSWER, ANSWER, **opened | mine)
    assert met.status_code == 409
    assert "Bos tekst om pas" in met.text
    assert "Mettes tekst om pas" in met.text
    seen = {
        name: re.search(f'name="{name}" value="([^"]*)"', met.text)[1]  # type: ignore[index]
        for name in ("seen", "saved")
    }
    assert (await mette.post(ANSWER, ANSWER, **seen | mine)).status_code == 303
    assert (await publish(mette)).status_code == 303
    assert "Mettes tekst" in get_composer().compose("pas_pris", None).text


async def test_a_draft_overtaken_by_another_publication_is_not_published(
    staff: Staff, browser: Open
) -> None:
    mette = await editor(staff, browser, "Mette")
    bo = await editor(staff, browser, "Bo")
    await save(mette, ANSWER, **fields(text="Mettes tekst om pas. Den er kort."))
    await save(bo, ANSWER, **fields(text="Bos tekst om pas. Den er kort."))
    await publish(bo)
    refused = await publish(mette)
    assert refused.status_code == 409
    assert "Åbn kladden" in refused.text
    reopened = (await mette.get(ANSWER)).text
    assert "Bos tekst om pas" in reopened
    assert "Mettes tekst om pas" in reopened


async def test_a_first_override_is_compared_with_the_shared_answer(
    staff: Staff, browser: Open
) -> None:
    local = await editor(staff, browser, "Lone", "0751")
    shared = get_live_content().content.raw.answers["pas_pris"]
    same = fields(**{name: shared[name] for name in ("text", "spoken", "links")})
    checked = (
        await local.post(f"{ANSWER}/tjek?kommune=0751", ANSWER + "?kommune=0751", **same)
    ).text
    assert "<dt>Svar i chatten</dt>" not in checked, "what is the same is no difference"
    assert "<dt>Kilder</dt>" in checked


async def test_an_answer_is_heard_as_a_wav_file(staff: Staff, browser: Open) -> None:
    one = await editor(staff, browser, "Mette")
    path = "/personale/oplaesning"
    heard = await one.post(path, "/personale/min-konto", text="Du søger på borger punktum d k.")
    assert heard.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(heard.content)) as sound:
        assert sound.getnframes() / sound.getframerate() > 1
    long = await one.post(path, "/personale/min-konto", text="a" * 2001)
    assert long.status_code == 413
    assert (await one.http.post(path, data={"text": "hej"})).status_code == 403
    assert (await one.post(path, "/personale/min-konto", text=" ")).status_code == 422
