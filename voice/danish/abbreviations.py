"""Short forms of written Danish and the words they stand for."""

from __future__ import annotations

from typing import Final

ABBREVIATIONS: Final = {
    "adr.": "adresse", "afd.": "afdeling", "afs.": "afsender", "alm.": "almindelig",
    "ang.": "angående", "apr.": "april", "art.": "artikel", "att.": "att", "aug.": "august",
    "bek.": "bekendtgørelse", "bem.": "bemærk", "bl.a.": "blandt andet", "ca.": "cirka",
    "cirk.": "cirkulære", "cm": "centimeter", "d.": "den", "d.d.": "dags dato",
    "dec.": "december", "div.": "diverse", "dvs.": "det vil sige", "dkk": "kroner",
    "d.v.s.": "det vil sige", "e.kr.": "efter kristus", "eks.": "eksempel",
    "ekskl.": "eksklusive", "el.": "eller", "el.lign.": "eller lignende", "etc.": "et cetera",
    "evt.": "eventuelt", "eur": "euro", "f.eks.": "for eksempel", "feb.": "februar",
    "febr.": "februar", "ff.": "følgende", "fhv.": "forhenværende", "frk.": "frøken",
    "fx": "for eksempel", "f.kr.": "før kristus", "gl.": "gammel", "gns.": "gennemsnit",
    "hr.": "herr", "hhv.": "henholdsvis", "hk.": "hestekræfter", "i.e.": "det vil sige",
    "inkl.": "inklusive", "istf.": "i stedet for", "iht.": "i henhold til",
    "ift.": "i forhold til", "ifm.": "i forbindelse med", "ifbm.": "i forbindelse med",
    "ifl.": "ifølge", "jan.": "januar", "jf.": "jævnfør", "jfr.": "jævnfør", "kap.": "kapitel",
    "kbh.": "københavn", "kg": "kilo", "kgs.": "kongens", "kl.": "klokken", "km": "kilometer",
    "km/t": "kilometer i timen", "kr.": "kroner", "kvm": "kvadratmeter", "kwh": "kilowatttimer",
    "lb.nr.": "løbenummer", "lejl.": "lejlighed", "lign.": "lignende", "lokalnr.": "lokalnummer",
    "m2": "kvadratmeter", "m3": "kubikmeter", "m.a.o.": "med andre ord", "maks.": "maksimum",
    "max.": "maksimum", "md.": "måned", "mdr.": "måneder", "m.fl.": "med flere",
    "m.h.t.": "med hensyn til", "mht.": "med hensyn til", "mfl.": "med flere", "mia.": "milliarder",
    "min.": "minutter", "mio.": "millioner", "mm": "millimeter", "m.m.": "med mere",
    "m.v.": "med videre", "mv.": "med videre", "mvh": "med venlig hilsen",
    "nov.": "november", "nr.": "nummer", "ndr.": "nordre", "o.a.": "og andet", "okt.": "oktober",
    "o.l.": "og lignende", "o.lign.": "og lignende", "osv.": "og så videre", "pct.": "procent",
    "pga.": "på grund af", "p.g.a.": "på grund af", "pkt.": "punkt", "postnr.": "postnummer",
    "pr.": "per", "prof.": "professor", "p.t.": "for tiden", "pt.": "for tiden",
    "reg.": "registrerings",
    "regnr.": "registreringsnummer", "resp.": "respektive", "s.": "side",
    "sdr.": "søndre", "sek.": "sekunder", "sep.": "september", "sept.": "september",
    "skt.": "sankt", "sml.": "sammenlign", "stk.": "styk", "str.": "størrelse", "tel.": "telefon",
    "th.": "til højre", "tlf.": "telefon", "tlf.nr.": "telefonnummer", "tlfnr.": "telefonnummer",
    "tv.": "til venstre", "udg.": "udgave", "ugtl.": "ugentlig", "vedr.": "vedrørende",
    "vejl.": "vejledning",
}  # fmt: skip
"""In lower case; the full stop may be left out where that makes no other word."""

NEEDS_STOP: Final = frozenset({
    "alm.", "att.", "art.", "aug.", "d.", "dec.", "div.", "el.", "ff.", "hr.", "jan.", "kap.",
    "max.", "min.", "nov.", "okt.", "reg.", "s.", "str.", "th.", "tv.", "lign.", "prof.", "pt.",
    "sek.", "sep.", "tel.", "bem.", "bek.", "eks.", "maks.", "adr.", "hk.", "ang.", "apr.", "feb.",
    "i.e.", "e.kr.", "f.kr.", "md.",
})  # fmt: skip
"""Without their full stop these are another word, or a name."""

SPELLED: Final = frozenset({
    "adhd", "atp", "bbr", "bfe", "bmi", "bpa", "cpr", "cvr", "dba", "dna", "dsb", "ean", "eu",
    "eud", "eux", "fgu", "foa", "fvu", "gdpr", "gps", "hf", "hhx", "hpv", "htx", "kmd",
    "lgbt", "mms", "ngo", "nsu", "obu", "pc", "pdf", "ppr", "ptsd", "qr", "rki", "sfo", "sms",
    "ssp", "stu", "stx", "su", "suv", "tv", "url", "usa", "usb", "vuc", "vvs", "wc", "www", "åop",
})  # fmt: skip
"""Said letter by letter, also where they are written small."""

SAID_AS_WORDS: Final = frozenset({
    "nato", "skat", "aula", "pin", "nem", "id", "unesco", "unicef", "nemid", "mitid", "ikea",
    "fleks", "kombit", "lego", "rema", "bilka", "irma", "covid", "aids", "sosu", "jobnet", "edb",
    "ikke", "ja", "nej", "og", "jeg", "er", "hej", "tak", "nu", "alt", "kun", "må", "skal", "på",
    "i", "at", "de", "du", "vi", "den", "det", "der", "som", "til", "med", "har", "kan", "vil",
    "var", "af", "en", "et", "hvad", "hvor", "hvem", "obs", "ny", "nye", "uden", "eller", "før",
    "efter", "ind", "ud", "op", "ned", "om", "for", "fra", "man", "min", "mit", "dig", "mig", "os",
    "jer", "hun", "han", "nok", "så", "men", "hus", "bil", "barn", "børn", "pas", "kort", "info",
    "stop", "help", "hjælp", "please", "vigtigt", "gratis",
})  # fmt: skip
"""Written in capitals these are words none the less; other short ones are spelled."""

OWN_FORMS: Final = {
    "mitid": "mit id", "nemid": "nem id", "e-mail": "email", "e-mails": "emails", "eboks": "e boks",
    "e-boks": "e boks", "e-post": "e post", "akasse": "a kasse", "idkort": "id kort",
    "én": "en", "ét": "et", "sms'e": "s m s e", "okay": "okay", "ok": "okay", "o.k": "okay",
    "dk": "d k", "xl": "x l",
}  # fmt: skip
"""Words with a spoken form of their own."""

UNITS: Final = {
    "%": "procent", "pct": "procent", "‰": "promille", "km/t": "kilometer i timen",
    "km": "kilometer", "cm": "centimeter", "mm": "millimeter", "m2": "kvadratmeter",
    "kvm": "kvadratmeter", "m3": "kubikmeter", "kg": "kilo", "kwh": "kilowatttimer", "°c": "grader",
    "°": "grader", "m": "meter", "l": "liter", "g": "gram", "t": "timer", "min": "minutter",
    "mdr": "måneder", "md": "måneder", "stk": "styk", "euro": "euro", "eur": "euro", "€": "euro",
    "års": "års", "år": "år",
}  # fmt: skip
"""What follows a number, in lower case and without its full stop."""

SYMBOLS: Final = {
    "&": "og", "+": "plus", "=": "lig med", "§": "paragraf", "%": "procent", "@": "snabel a",
    "€": "euro", "£": "pund", "$": "dollar", "°": "grader", "½": "en halv", "¼": "en kvart",
    "¾": "trekvart", "×": "gange",
}  # fmt: skip

LETTERS: Final = "abcdefghijklmnopqrstuvwxyzæøå"
