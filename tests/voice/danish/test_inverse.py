"""Recognised words are written as a citizen would, and what is no number is left alone."""

import pytest

from voice.danish.inverse import written

WRITTEN = [
    # Addresses.
    ("jeg bor på vestergade fireogtyve anden sal til venstre",
     "jeg bor på vestergade 24 2. sal til venstre"),
    ("vestergade fireogtyve b otte seks seks nul skanderborg", "vestergade 24b 8660 skanderborg"),
    ("nørre allé to seksogfirs tres skanderborg", "nørre allé 2 8660 skanderborg"),
    ("strandvejen hundrede og tolv første til venstre", "strandvejen 112 1. til venstre"),
    ("vestergade nummer fireogtyve", "vestergade nummer 24"),
    ("vestergade et anden sal", "vestergade 1 2. sal"),
    ("tredje til højre", "3. til højre"),
    ("femte sal midt for", "5. sal midt for"),
    # Postal codes.
    ("otte seks seks nul", "8660"),
    ("seksogfirs tres", "8660"),
    ("ottetusind seks hundrede og tres", "8660"),
    ("enogtyve hundrede", "2100"),
    ("treogfirs nul fem", "8305"),
    ("jeg bor i otte seks seks nul en lille by", "jeg bor i 8660 en lille by"),
    ("mit postnummer er tre øh ni syv nul", "mit postnummer er 3970"),
    # Money.
    ("to hundrede og halvtreds kroner", "250 kr."),
    ("tolv hundrede og halvtreds kroner", "1.250 kr."),
    ("tusind kroner", "1.000 kr."),
    ("fem kroner", "5 kr."),
    ("tolv kroner og halvtreds øre", "12,50 kr."),
    ("to komma fem millioner kroner", "2,5 mio. kr."),
    ("en million kroner", "1 mio. kr."),
    ("mellem halvtreds og hundrede kroner", "mellem 50 og 100 kr."),
    ("halvtreds til hundrede kroner", "50-100 kr."),
    # Percentages, counts and guesses.
    ("femogtyve procent", "25 procent"),
    ("tolv komma fem procent", "12,5 procent"),
    ("fem minutter", "5 minutter"),
    ("om fjorten dage", "om 14 dage"),
    ("jeg er femogtres år", "jeg er 65 år"),
    ("en femogtres årig kvinde", "en 65-årig kvinde"),
    ("tre fire uger", "3-4 uger"),
    ("en til to uger", "1-2 uger"),
    ("min mor på fireogfirs", "min mor på 84"),
    ("fire øhm og halvtreds år", "54 år"),
    ("jeg er i gruppe et", "jeg er i gruppe 1"),
    ("paragraf femogfirs", "paragraf 85"),
    ("i uge syv", "i uge 7"),
    # Dates and years.
    ("den første i fjerde", "den 1/4"),
    ("den tredje april totusind og seksogtyve", "den 3. april 2026"),
    ("den tredje april", "den 3. april"),
    ("første maj", "1. maj"),
    ("den syvende i ottende nitten femoghalvfjerds", "den 7/8-1975"),
    ("den første i anden halvfems", "den 1/2-90"),
    ("i nitten hundrede femoghalvfems", "i 1995"),
    ("i tyve seksogtyve", "i 2026"),
    ("fra nitten halvfems til to tusind og ti", "fra 1990 til 2010"),
    # Times.
    ("klokken halv elleve", "kl. 10.30"),
    ("klokken ti", "kl. 10"),
    ("klokken ti tredive", "kl. 10.30"),
    ("klokken ni nul fem", "kl. 9.05"),
    ("kvart over ti", "10.15"),
    ("klokken kvart i et", "kl. 12.45"),
    ("klokken er halv fem", "klokken er 4.30"),
    ("fem minutter i halv elleve", "10.25"),
    ("tyve minutter over ni", "9.20"),
    ("klokken ti til fjorten tredive", "kl. 10-14.30"),
    ("fra klokken ni til tolv", "fra kl. 9 til 12"),
    ("fra otte halvtreds til elleve tredive", "fra 8.50 til 11.30"),
    ("klokken otte om morgenen", "kl. 8 om morgenen"),
    # Telephone numbers.
    ("syv nul to nul en to nul en", "70 20 12 01"),
    ("halvfjerds tyve tolv nul en", "70 20 12 01"),
    ("halvfjerds to hundrede og en to hundrede og en", "70 20 12 01"),
    ("halvfjerds tyve øh tolv og så nul en", "70 20 12 01"),
    ("plus femogfyrre syv nul to nul en to nul en", "+45 70 20 12 01"),
    ("jeg har en syv nul to nul en to nul en", "jeg har en 70 20 12 01"),
    ("ring et et to", "ring 112"),
    # CPR numbers.
    ("nul en nul to halvfems tolv fireogtredive", "010290-1234"),
    ("nul første nul anden halvfems tolv fireogtredive", "010290-1234"),
    ("nul en nul to ni nul bindestreg en to tre fire", "010290-1234"),
    ("nul et nul to ni nul et to tre fire", "010290-1234"),
    ("første februar nitten halvfems streg tolv øh fireogtredive", "010290-1234"),
    ("første i anden halvfems tolv hundrede og fireogtredive", "010290-1234"),
    ("mit c p r nummer er en to halvfems tolv fireogtredive", "mit cpr nummer er 010290-1234"),
    ("enogtredive tolv to tusind og fem nul nul tolv", "311205-0012"),
    ("enoghalvfems nul to halvfems tolv fireogtredive", "910290-1234"),
    ("de sidste fire er tolv fireogtredive", "de sidste fire er 1234"),
    # Names heard as several words.
    ("mit id og nem konto og c p r", "mitid og nemkonto og cpr"),
    ("på borger punktum dk", "på borger.dk"),
    ("w w w punktum borger punktum dk", "www.borger.dk"),
    ("min søn går i anden klasse", "min søn går i 2. klasse"),
    ("første og anden klasse", "1. og 2. klasse"),
    ("femten børn", "15 børn"),
    ("han skylder ti tusind", "han skylder 10.000"),
]  # fmt: skip

LEFT_ALONE = [
    "en", "et", "seks", "to gange om ugen", "en gang om ugen", "den anden dag",
    "i første omgang", "tusind tak", "et par hundrede kroner", "flere tusind kroner",
    "halvanden time", "en halv time", "to og en halv time", "et øjeblik", "et eller andet",
    "en anden klasse", "jeg vil have en anden læge", "hvad er klokken", "den tredje",
    "en to tre", "ti tolv stykker", "alle tre", "nul problemer", "jeg har tre børn",
    "har i åbent fra ni til tolv", "jeg har mistet et pas og et kørekort", "på vej to og to",
    "det er fem i tolv", "den anden i tredje række", "s u s a n n e", "fifty fifty",
    "jens punktum hansen snabel a gmail punktum com", "halvanden million", "en krone",
    "hundrede gange", "ændre mit nummer et sted", "vi bor på en gård", "mit id nummer", "",
]  # fmt: skip


@pytest.mark.parametrize(("words", "text"), WRITTEN)
def test_numbers_are_written_as_citizens_write_them(words: str, text: str) -> None:
    assert written(words) == text


@pytest.mark.parametrize("words", LEFT_ALONE)
def test_what_may_be_no_number_stays_in_words(words: str) -> None:
    assert written(words) == words


@pytest.mark.parametrize("words", [text for _, text in WRITTEN])
def test_what_is_written_already_stays_so(words: str) -> None:
    assert written(words) == words
