"""Topics and answers in a real browser: found, written, heard, published, taken back.

With ``MUNI_SCREENSHOTS=folder`` each page is also kept as a picture, at 1280 and 768 pixels.
"""

import re

from playwright.sync_api import Browser, Page, expect

from tests.outside.conftest import Server
from tests.outside.staff_console import enter, look

NEW = "Et pas koster det, der står på borger.dk. Spørg {kommune}, hvis du er i tvivl."


PATIENT = 60_000
"""ms; the first comparison of all examples in a process takes seconds, on a busy machine many."""


def test_an_answer_from_search_to_publication_and_back(
    server: Server, page: Page, browser: Browser
) -> None:
    complaints: list[str] = []
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    enter(page, server, "Tove", "--role", "editor", "--all")
    page.get_by_role("navigation").get_by_role("link", name="Emner").click()
    look(page, "topics")
    page.get_by_label("Søg i navne, svar og eksempler").fill("pas_pris")
    page.get_by_role("button", name="Vis").click()
    look(page, "topics-found")
    page.get_by_role("link", name="Pris på pas").click()
    page.get_by_label("Se svaret for").select_option("0751")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.get_by_text("Kommunen har ikke sit eget svar")).to_be_visible()
    expect(page.get_by_text("ligner mest det andet emne").first).to_be_visible(timeout=PATIENT)
    page.get_by_text("Vis alle eksempler").click()
    look(page, "topic")

    page.get_by_role("link", name="Ret fælles svar").click()
    look(page, "answer")
    page.get_by_label("Vis svaret for").select_option("0751")
    field = page.get_by_label("Svar i chatten")
    field.fill("Prisen er 900 kr. Spørg {kom")
    field.press("End")
    field.press_sequentially("m")
    options = page.get_by_role("listbox")
    expect(options.get_by_role("option", name="{kommune}")).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value("Prisen er 900 kr. Spørg {kommune}")
    problems = page.locator("#problems-text")
    expect(problems).to_contain_text("hvilket år beløbet gælder", timeout=PATIENT)
    look(page, "answer-problem")
    field.fill(NEW)
    beside = page.get_by_role("complementary", name="Visning og forskel")
    expect(beside).to_contain_text("Spørg Aarhus Kommune, hvis du er i tvivl", timeout=PATIENT)
    expect(problems).to_be_empty()
    expect(beside.locator("ins").first).to_be_visible()
    with page.expect_response("**/personale/oplaesning") as heard:
        beside.get_by_role("button", name="Hør det").click()
    assert heard.value.headers["content-type"] == "audio/wav"
    expect(beside.get_by_role("button", name="Stop")).to_be_visible()
    beside.get_by_role("button", name="Stop").click()
    expect(beside.get_by_role("button", name="Hør det")).to_be_visible()
    look(page, "answer-written")
    stale = page.context.new_page()
    stale.goto(page.url)
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.get_by_role("heading", name="Mine kladder")).to_be_visible()
    look(page, "drafts")
    page.get_by_role("button", name=re.compile("Udgiv")).click()
    expect(page.get_by_text("Udgivet.")).to_be_visible()

    stale.get_by_label("Svar i chatten").fill("Min egen tekst om pas. Den er kort.")
    stale.get_by_role("button", name="Gem kladde").click()
    expect(stale.get_by_text("En anden har ændret svaret imens")).to_be_visible()
    expect(stale.get_by_role("region", name="Din tekst")).to_contain_text("Min egen tekst")
    look(stale, "answer-conflict")
    stale.close()

    page.goto(f"{server.url}/personale/emner/pas_pris/historik?slags=answer")
    look(page, "history")
    page.get_by_role("button", name="Tag tilbage").click()
    expect(page.get_by_text("Ændringen er taget tilbage")).to_be_visible()
    # The browser itself tells of the conflict's status, which was wanted.
    assert [one for one in complaints if "409" not in one] == []


def test_examples_a_new_topic_and_the_pages_beside(server: Server, page: Page) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    enter(page, server, "Lone", "--role", "editor", "--municipality", "0751")
    page.goto(f"{server.url}/personale/emner/nyt")
    look(page, "new-topic")
    page.get_by_label("Kort navn").fill("Havnens dag")
    page.get_by_label("Spørgsmål").fill("Hvornår er det havnens dag?")
    page.get_by_label("Kategori").select_option(label="Kultur og fritid")
    page.get_by_label("KLE-nummer").fill("20.10")
    page.get_by_label("Svar i chatten").fill("Havnens dag er i juni. Spørg {kommune} på {telefon}.")
    page.get_by_label("Svar i telefonen").fill("Havnens dag er i juni.")
    page.get_by_label("Link 1: tekst").fill("Om havnen")
    page.get_by_label("Link 1: adresse").fill("http://usikker.dk")
    page.get_by_label("Kilde 1: adresse").fill("https://www.aarhus.dk/havn")
    page.get_by_label("Eksempler, ét på hver linje").fill("er der fest på havnen\nhavnens dag")
    beside = page.get_by_role("complementary", name="Fejl, gode råd og visning")
    expect(beside).to_contain_text("Spørg Aarhus Kommune på", timeout=PATIENT)
    page.get_by_role("button", name="Gem som kladde").click()
    expect(page.locator("#problems-links")).to_contain_text("skal begynde med https://")
    look(page, "new-topic-problem")
    page.get_by_label("Link 1: adresse").fill("https://www.aarhus.dk")
    page.get_by_role("button", name="Gem som kladde").click()
    expect(page.get_by_role("heading", name="Mine kladder")).to_be_visible()
    look(page, "drafts-new-topic")
    page.get_by_role("button", name=re.compile("Udgiv det hele")).click()
    expect(page.get_by_text("Nye eksempler virker efter næste træning")).to_be_visible()

    page.goto(f"{server.url}/personale/emner/k0751_havnens_dag")
    look(page, "topic-own")
    page.get_by_role("link", name="Ret eksempler").click()
    page.get_by_label("Eksempler, ét på hver linje").fill(
        "er der fest på havnen\nhvad koster et pas til mig\nring til Hans Jensen på 22 33 44 55"
    )
    beside = page.get_by_role("complementary", name="Fejl og gode råd")
    expect(beside).to_contain_text("indeholder", timeout=PATIENT)
    expect(beside).to_contain_text("ligner «", timeout=PATIENT)
    look(page, "examples")
    for path, name in (
        ("emner/k0751_havnens_dag/om", "topic-about"),
        ("paamindelser", "reminders"),
        ("lignende-emner", "confused-topics"),
        ("emner/pas_pris", "topic-read-only"),
    ):
        page.goto(f"{server.url}/personale/{path}")
        look(page, name)
    expect(page.get_by_role("link", name="Ret fælles svar")).to_have_count(0)
    assert complaints == []


def test_a_topic_from_a_citizens_question_with_the_keyboard_alone(
    server: Server, page: Page
) -> None:
    enter(page, server, "Kaja", "--role", "editor", "--all")
    page.goto(f"{server.url}/personale/emner/nyt?eksempel=er+der+kajak&eksempel=hvor+ror+man")
    beside = page.get_by_role("complementary", name="Fejl, gode råd og visning")
    expect(beside).to_contain_text("Emnet har 2 eksempler", timeout=PATIENT)
    typed = (
        ("Eksempler, ét på hver linje", None),
        ("Hvem gælder emnet for", None),
        ("Kort navn", "Kajak"),
        ("Spørgsmål", "Hvor kan man ro kajak?"),
        ("Kategori", "Kultur"),
        ("KLE-nummer", "20.10"),
        ("Svaret afhænger af kommunen", None),
        ("Afgrænsning", None),
        ("Vis svaret for", "Aa"),
        ("Svar i chatten", "Du kan ro kajak i havnen. Spørg {kom"),
    )
    page.get_by_label("Eksempler, ét på hver linje").focus()
    for label, text in typed:
        expect(page.get_by_label(label, exact=label == "Kategori").first).to_be_focused()
        if text:
            page.keyboard.type(text)
        if label != "Svar i chatten":
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type(".")
    expect(page.get_by_label("Svar i chatten").first).to_have_value(
        "Du kan ro kajak i havnen. Spørg {kommune}."
    )
    expect(beside).to_contain_text("Spørg Aabenraa Kommune", timeout=PATIENT)
    page.keyboard.press("Tab")
    page.keyboard.type("Du kan ro kajak i havnen.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Kajak")
    page.keyboard.press("Tab")
    page.keyboard.type("https://www.borger.dk")
    page.keyboard.press("Tab")
    page.keyboard.type("https://www.borger.dk/kajak")
    page.get_by_text("Skriv et andet svar for én kommune").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Aar")
    page.keyboard.press("Tab")
    page.keyboard.type("I {kommune} ror man ved Marselisborg.")
    page.keyboard.press("Tab")
    page.keyboard.type("I Aarhus ror man ved Marselisborg.")
    expect(beside).to_contain_text("I Aarhus Kommune ror man ved Marselisborg", timeout=PATIENT)
    expect(beside.get_by_role("status").first).to_have_text("Ingen fejl.")
    look(page, "new-topic-local")
    page.get_by_role("button", name="Gem som kladde").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("Udgiv det hele")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nye eksempler virker efter næste træning")).to_be_visible()
    page.goto(f"{server.url}/personale/emner/kajak?kommune=0751")
    expect(page.get_by_text("I Aarhus Kommune ror man").first).to_be_visible()
    expect(page.get_by_text("Emnet har 2 eksempler")).to_be_visible(timeout=PATIENT)
    look(page, "topic-local")
