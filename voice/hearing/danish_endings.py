"""Danish words by what they tell, last in what was said so far, about whether more is coming."""

from __future__ import annotations

from typing import Final

HESITATIONS: Final = (
    "øh", "øhm", "øhh", "æh", "øm", "hmm", "hm", "mm", "altså", "jamen", "hvad hedder det",
    "hvad er det nu det hedder", "hvad er det det hedder", "hvad er det nu", "hvad var det nu",
    "lige et øjeblik", "et øjeblik", "øjeblik", "vent lidt", "vent lige", "lige vente", "vent",
    "lad mig se", "lad mig lige se", "lige se", "to sekunder", "et sekund", "lige finde", "ligesom",
    "sådan noget med", "det ved jeg ikke lige", "nu skal jeg se", "skal jeg lige se",
)  # fmt: skip
"""Said while searching for the rest."""

OPEN_WORDS: Final = frozenset({
    # Joining and comparing.
    "og", "eller", "men", "at", "hvis", "når", "fordi", "mens", "end", "enten", "både", "samt",
    "som", "der", "om", "da", "så", "siden", "selvom", "medmindre", "hvorvidt",
    # Before a noun.
    "en", "et", "min", "mit", "mine", "din", "dit", "dine", "hans", "hendes", "vores", "jeres",
    "deres", "sin", "sit", "sine", "denne", "dette", "disse", "nogen", "nogle", "hver",
    "hvert", "hele", "anden", "andet", "andre", "kun", "meget", "mere", "mange",
    # Before the rest of a clause.
    "jeg", "vi", "man", "du", "han", "hun", "kan", "skal", "vil", "må", "bør", "er", "var", "har",
    "havde", "bliver", "blev", "kunne", "skulle", "ville", "burde", "gerne", "ikke", "også", "lige",
    "heller", "hvad", "hvor", "hvordan", "hvornår", "hvem", "hvorfor", "hvilken", "hvilket",
    "hvilke", "hedder", "bor",
    # Before a place, a time or a person.
    "i", "på", "til", "fra", "med", "af", "for", "ved", "hos", "under", "uden", "efter", "inden",
    "før", "mellem", "gennem", "imod", "mod", "omkring", "per", "ad", "cirka", "klokken",
})  # fmt: skip
"""After these a sentence seldom ends."""

_WANTING: Final = (
    "vil gerne", "jeg vil", "vi vil", "jeg skal", "vi skal", "jeg ønsker at", "kan jeg", "kan man",
    "kan vi", "skal jeg", "skal vi", "må jeg", "kan i", "kan du", "skal have", "skal bruge",
)  # fmt: skip
_TAKING: Final = (
    "have", "få", "bestille", "vide", "høre", "søge", "bruge", "melde", "finde", "tale", "snakke",
    "betale", "se", "lave", "ansøge", "give", "sende", "skifte", "tage", "høre om", "vide om",
)  # fmt: skip
OPEN_ENDINGS: Final = (
    *(f"{wanting} {taking}" for wanting in _WANTING for taking in _TAKING), *_WANTING,
    "det er", "det var", "den er", "jeg har", "jeg er", "der er", "jeg skal", "jeg vil",
    "jeg vil gerne",
    "hør her", "og det", "at det", "om det", "og så", "for det", "hvad med", "det med", "noget med",
    "hvad koster", "hvor meget koster", "ja det", "men det",
)  # fmt: skip
"""The same in several words, where the last one alone would do as an end."""

CLOSED_ENDINGS: Final = (
    "gør jeg", "gør vi", "gør man", "skal jeg", "skal vi", "skal man", "kan jeg", "kan vi",
    "kan man", "må jeg", "må man", "må vi", "har jeg", "er jeg", "er det", "er der", "får jeg",
    "får man", "får vi", "er du", "er i", "bor jeg", "ud på", "kan i", "gør i", "har i", "skal i",
    "tale med", "snakke med", "have med", "tage med", "hører til", "høre til", "hører under",
    "hen til", "henvende mig til", "ringe til", "melde mig til", "kommer fra", "betale for",
    "er det for", "skal det være", "meget", "mange",
)  # fmt: skip
"""Endings of a question that are whole although their last word seldom is: "hvordan gør jeg"."""

WHOLE_ENDINGS: Final = (
    "lov til", "ret til", "råd til", "brug for", "regne med", "mig om", "det om", "søge om",
    "ikke mere", "kan ikke", "vil ikke", "har ikke", "forstår ikke", "virker ikke", "det ikke",
    "den ikke", "mig ikke", "eller ej", "eller hvad", "og hvornår", "og hvordan", "og hvorfor",
    "det er det", "det har jeg", "det er jeg", "det vil jeg", "det gør jeg", "det kan jeg",
    "det må du", "hvad så", "en til", "ja gerne", "meget gerne", "ja meget gerne",
)  # fmt: skip
"""The same, in any sentence."""

ASKING_FIRST: Final = frozenset({
    "hvad", "hvor", "hvordan", "hvornår", "hvem", "hvorfor", "hvilken", "hvilket", "hvilke", "hvis",
    "kan", "skal", "må", "er", "har", "findes", "får", "gælder", "bliver", "vil", "kunne", "skulle",
    "koster", "hedder", "åbner", "lukker", "tager", "giver", "hvorhen", "hvormed", "mon",
})  # fmt: skip
"""A clause that begins so is a question: its end is the end."""

ORDERS: Final = frozenset({
    "gentag", "højere", "lavere", "langsommere", "hurtigere", "forfra", "igen", "farvel", "tak",
    "stop", "hjælp", "omstilling",
})  # fmt: skip
"""Whole by themselves, or as the last of two words."""

ASKING_ANYWHERE: Final = frozenset({
    "hvordan", "hvornår", "hvorfor", "hvem", "hvad", "hvor", "hvilken", "hvilket", "hvilke",
})  # fmt: skip
"""A question, wherever in it this stands."""

_SUBJECTS: Final = ("jeg", "man", "vi", "du", "i", "han", "hun", "de", "der", "det", "den")
_VERBS: Final = ("kan", "skal", "må", "vil", "har", "er", "får", "bliver", "kunne", "skulle")
ASKING_PHRASES: Final = (
    *(f"{verb} {subject}" for verb in _VERBS for subject in _SUBJECTS),
    "jeg vil gerne", "vi vil gerne", "jeg skal have", "jeg skal bruge", "jeg vil", "jeg ønsker",
    "jeg ringer", "jeg har brug for", "jeg har et spørgsmål om", "stil mig", "tal langsommere",
    "gentag", "højere", "forfra", "igen", "farvel", "tak", "hej hej",
)  # fmt: skip
"""Asked, ordered or said goodbye, though not in the form of a question."""

YES_NO: Final = frozenset({
    "ja", "jo", "nej", "jada", "næ", "næh", "jep", "nope", "okay", "gerne", "tak", "selvfølgelig",
    "bestemt", "rigtigt", "korrekt", "præcis",
})  # fmt: skip
"""A reply to a yes-or-no question is made of these."""

GREETINGS: Final = frozenset({
    "hej", "hejsa", "halløj", "goddag", "godmorgen", "godaften", "dav", "hallo", "ja", "jo",
    "jamen", "med", "dig", "jer", "der", "du", "okay", "nå", "så",
})  # fmt: skip
"""Nothing but these opens what is to be said."""

CPR_WORDS: Final = ("cpr", "c p r", "cprnummer", "cpr nummer", "personnummer", "personnummeret")
POSTAL_CODE_WORDS: Final = ("postnummer", "postnummeret")
NUMBER_WORDS: Final = (
    *CPR_WORDS, *POSTAL_CODE_WORDS, "nummer", "nummeret", "telefon", "telefonnummer", "mobil",
    "mobilnummer", "født", "fødselsdag", "ring til mig", "ring på", "sagsnummer", "journalnummer",
)  # fmt: skip
"""Words that tell that the digits after them are read out."""
NUMBER_LEADS: Final = (
    "nummer er", "nummeret er", "telefonnummer er", "mobilnummer er", "personnummer er",
    "postnummer er", "det er på", "ringe på", "ring på",
)  # fmt: skip
"""After these the digits begin."""
