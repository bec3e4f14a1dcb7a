"""Answers become the words and pauses that a Dane reads them with."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.danish.inverse.written import written
from voice.danish.numbers import cardinal
from voice.speech.reading import read

READ = [
    ("Det er 40 kr.", "det er fyrre kroner."),
    ("1.250 kr.", "et tusind to hundrede og halvtreds kroner."),
    ("Det koster 1.250,50 kr.",
     "det koster et tusind to hundrede og halvtreds kroner og halvtreds øre."),
    ("1 kr. og 0,75 kr.", "en krone og femoghalvfjerds øre."),
    ("2,5 mio. kr.", "to komma fem millioner kroner."),
    ("50 kr./md.", "halvtreds kroner per måned."),
    ("10 pct. af 12,5 %", "ti procent af tolv komma fem procent."),
    ("I 2026", "i to tusind og seksogtyve."),
    ("kl. 10-14", "klokken ti til fjorten."),
    ("kl. 9.30", "klokken ni tredive."),
    ("mellem kl. 8.30 og 15", "mellem klokken otte tredive og femten."),
    ("kl. 10-12 og 13-15.30", "klokken ti til tolv og tretten til femten tredive."),
    ("1. september 2025", "første september to tusind og femogtyve."),
    ("14.3. og den 3/4", "fjortende marts og den tredje april."),
    ("juni-august", "juni til august."),
    ("mandag-torsdag kl. 9-15, fredag kl. 9-12",
     "mandag til torsdag klokken ni til femten, fredag klokken ni til tolv."),
    ("man.-tors. kl. 9-15", "mandag til torsdag klokken ni til femten."),
    ("man kan 3-4 gange", "man kan tre til fire gange."),
    ("89 40 20 00", "niogfirs, fyrre, tyve, nul nul."),
    ("+45 89402000", "niogfirs, fyrre, tyve, nul nul."),
    ("70 201 201", "halvfjerds, to nul et, to nul et."),
    ("116 111", "et et seks, et et et."),
    ("Ring 112.", "ring et et to."),
    ("Ring 1813!", "ring atten tretten!"),
    ("Lægevagten har nummer 1813.", "lægevagten har nummer atten tretten."),
    ("8660 Skanderborg", "seksogfirs tres skanderborg."),
    ("Dit cpr-nr. er <CPR>.", "dit c p r nummer er c p r nummeret."),
    ("Skriv [NAVN] og <E-MAIL>", "skriv navnet og mailadressen."),
    ("på borger.dk", "på borger punktum d k."),
    ("www.aarhus.dk/pas", "århus punktum d k skråstreg pas."),
    ("https://www.borger.dk/familie/boern/pas?x=1#y", "borger punktum d k."),
    ("bbr.dk, mitid.dk og nyidanmark.dk",
     "b b r punktum d k, mit id punktum d k og ny i danmark punktum d k."),
    ("Skriv til pas-1@aarhus.dk.", "skriv til pas bindestreg et snabel a århus punktum d k."),
    ("[Bestil pas](https://borger.dk/pas) nu", "bestil pas nu."),
    ("§ 5, stk. 2, nr. 3", "paragraf fem, stykke to, nummer tre."),
    ("§ 18-midler", "paragraf atten midler."),
    ("bl.a., f.eks. og fx", "blandt andet, for eksempel og for eksempel."),
    ("inkl. moms, ca. 3 stk. m.m.", "inklusive moms, cirka tre styk med mere."),
    ("osv., dvs. pga. mv.", "og så videre, det vil sige på grund af med videre."),
    ("60 m² er ikke 2 km.", "tres kvadratmeter er ikke to kilometer."),
    ("MitID, NemKonto, SU, EU, PDF og CPR", "mit id, nem konto, s u, e u, p d f og c p r."),
    ("Jeg er MUNI fra SIRI", "jeg er muni fra siri."),
    ("og/eller far/mor", "og eller far eller mor."),
    ("c/o-adresse", "c o adresse."),
    ("barn(et) i a-kasse", "barn i a kasse."),
    ("MitID (husk det) - og kom", "mit id, husk det, og kom."),
    ("Tryk 1 for ja.", "tryk et for ja."),
    ("1 time, 1 år, 1-2 uger", "en time, et år, en til to uger."),
    ("1½ time og 2½ år", "halvanden time og to og en halv år."),
    ("Christian IV", "christian den fjerde."),
    ("3. klasse på 2. sal", "tredje klasse på anden sal."),
    ("1 mio. kr. og 1 mia.", "en million kroner og en milliard."),
    ("10 000 kr.", "ti tusind kroner."),
    ("kr. 500,-", "fem hundrede kroner."),
    ("½ time, -3 grader", "en halv time, minus tre grader."),
    ("1. sal, tv.", "første sal, til venstre."),
    ("Jensen A/S :-)", "jensen a s."),
    ("dit postnummer, fx 8660", "dit postnummer, for eksempel seksogfirs tres."),
    ("24/7", "døgnet rundt."),
    ("Chr. M. Østergaards Vej 4, 8700 Horsens",
     "christian m østergårds vej fire, syvogfirs hundrede horsens."),
    ("Hvad nu?!", "hvad nu?"),
    ("Vent lidt...", "vent lidt."),
    ("Ring til {telefon}.", "ring til."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), READ)
def test_it_is_read_as_people_say_it(text: str, said: str) -> None:
    assert [sentence.said for sentence in read(text)] == [said]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ring til os. Vi svarer!", ["Ring til os.", "Vi svarer!"]),
        ("Det tager ca. 3 uger, bl.a. pga. ferie. Vent.",
         ["Det tager ca. 3 uger, bl.a. pga. ferie.", "Vent."]),
        ("Det koster 150 kr. Du kan betale nu.", ["Det koster 150 kr.", "Du kan betale nu."]),
        ("Tag pas, attest m.m. Husk tid.", ["Tag pas, attest m.m.", "Husk tid."]),
        ("Vand, varme og el. Du vælger selv.", ["Vand, varme og el.", "Du vælger selv."]),
        ("Se § 5, stk. 2, i loven.", ["Se § 5, stk. 2, i loven."]),
        ("Den 1. september. Den 2. Maj", ["Den 1. september.", "Den 2.", "Maj"]),
        ("CVR-nr. 12345678", ["CVR-nr. 12345678"]),
        ("Kom til H. C. Andersens Vej 1.", ["Kom til H. C. Andersens Vej 1."]),
        ("Har du pas? Nej. Så bestil.", ["Har du pas?", "Nej.", "Så bestil."]),
        ('Skriv "hvad koster pas". Tak.', ['Skriv "hvad koster pas".', "Tak."]),
        ("Se borger.dk. Log på.", ["Se borger.dk.", "Log på."]),
    ],
)  # fmt: skip
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert [sentence.written for sentence in read(text)] == sentences


def test_layout_is_not_heard() -> None:
    text = (
        "# Pas\n\n**Tag med:**\n- dit *gamle* pas\n* et billede\n\n1. Bestil tid\n2) Mød op\n---\n"
    )
    assert [sentence.said for sentence in read(text)] == [
        "pas.", "tag med:", "dit gamle pas.", "et billede.", "et: bestil tid.", "to: mød op.",
    ]  # fmt: skip


def test_a_wrapped_line_is_one_sentence_and_a_new_paragraph_is_another() -> None:
    wrapped = "Du bestiller pas\ni borgerservice.\n\nTag det gamle med"
    assert [sentence.said for sentence in read(wrapped)] == [
        "du bestiller pas i borgerservice.", "tag det gamle med.",
    ]  # fmt: skip
    assert [sentence.said for sentence in read("Luk<br>op &amp; <b>ind</b>")] == [
        "luk.", "op og ind.",
    ]  # fmt: skip


def test_nothing_to_say_gives_no_sentence() -> None:
    assert read("") == read(" \n - \n...") == read("{telefon}.") == ()


@given(st.integers(0, 999_999))
def test_a_number_read_out_is_understood_as_that_number(number: int) -> None:
    figures = f"{number:,}".replace(",", ".")
    (sentence,) = read(f"Der er {figures} borgere.")
    assert sentence.said == f"der er {cardinal(number, one='en')} borgere."


@given(st.integers(20_000_000, 99_999_999))
def test_a_telephone_number_read_out_is_understood_as_that_number(number: int) -> None:
    figures = str(number)
    grouped = " ".join(figures[at : at + 2] for at in range(0, 8, 2))
    (sentence,) = read(f"ring til {grouped}")
    heard = written(sentence.said.replace(",", "").rstrip("."))
    assert re.sub(r"\D", "", heard) == figures


@given(st.text(st.sampled_from("aåÆ1290 .,:;-–/()[]<>{}*#§%&@\"'\n!?½²ktrlbdIV\x00"), max_size=80))
def test_any_text_becomes_words_and_marks_only(text: str) -> None:
    for sentence in read(text):
        assert re.fullmatch(r"[a-zæøåé]+(?:[,:!?.]? [a-zæøåé]+)*[.!?:]", sentence.said), sentence


@given(st.text(max_size=60))
def test_any_writing_of_the_world_can_be_read(text: str) -> None:
    for sentence in read(text):
        assert re.fullmatch(r"[a-zæøåé]+(?:[,:!?.]? [a-zæøåé]+)*[.!?:]", sentence.said), sentence


@pytest.mark.parametrize("piece", ["1.", "a.", "a-", "@", "1-", "<a", "{", "[a](", "12 ", "kr."])
def test_hostile_text_of_full_length_takes_no_long_time(piece: str) -> None:
    begun = time.process_time()
    read((piece * 2000)[:2000])
    assert time.process_time() - begun < 2
