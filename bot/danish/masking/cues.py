"""Words near a number that say what the number is."""

from enum import Enum, auto

from bot.danish.masking.tokens import Kind, Token


class Cue(Enum):
    """What the words before a number announce."""

    CPR = auto()
    PHONE = auto()
    ACCOUNT = auto()
    CARD = auto()
    OTHER = auto()
    """A number that is nobody's: company, case, invoice, meter, postal code, price, time."""


_CPR = ("cpr", "personnummer", "personnr", "fødselsnummer", "civilregistrerings", "ssn")
_PHONE = (
    "tlf",
    "telefon",
    "mobiln",
    "mobilt",
    "telephone",
    "håndtelefon",
    "whatsapp",
    "hjemmen",
    "arbejdsn",
    "privatn",
    "kontaktn",
    "fastnet",
)
_PHONE_WHOLE = frozenset({
    "mob", "tel", "mobil", "mobilen", "ring", "ringe", "ringer", "ringes", "ringet", "opkald", "sms",
    "sms'e", "phone", "træffes", "kontaktes", "fanges", "fastnet", "viber", "signal", "call",
    "arbejdstelefon", "fastnetnummer", "hjemmenummer", "opringning",
})  # fmt: skip
_ACCOUNT = frozenset({
    "konto", "kontoen", "kontonr", "kontonummer", "kontonummeret", "nemkonto", "nemkontoen",
    "bankkonto", "lønkonto", "budgetkonto", "opsparingskonto", "reg", "regnr",
    "registreringsnummer", "registreringsnr", "account", "bankkontonummer", "kto", "ktonr",
})  # fmt: skip
_ACCOUNT_STEMS = ("registreringsn", "kontonu", "kontonr", "bankkonton")
_CARD = ("kortnummer", "kortnr", "dankort", "visa", "mastercard", "kreditkort", "betalingskort",
         "hævekort", "amex", "maestro")  # fmt: skip
_OTHER = (
    "cvr", "ean", "gln", "sagsn", "sagnr", "sagsid", "journaln", "journalid", "faktura", "ordre",
    "kundenu", "kundenr", "matrik", "måler", "bfe", "bbr", "ejendomsn", "stelnummer", "nummerplade",
    "referen", "varenu", "varenr", "serienu", "serienr", "kreditor", "debitor", "aftalenu", "aftalenr",
    "policenu", "policenr", "medlemsn", "postn", "isbn", "issn", "bekendtgørelse", "version",
    "produktionsenhed", "beløb", "klokken", "installationsn", "bilag", "pnummer", "prisen", "kontraktn",
    "dokumentn", "betalingsid", "sporingsn", "chipn", "momsn", "løbenr", "opgavenu", "stregkode",
    "blanketn", "projektn", "udbudsn", "kle", "vejnummer", "rutenu", "licensn", "vandværk",
)  # fmt: skip
_OTHER_ENDS = ("nummer", "nummeret", "nr", "måler", "måleren")
_OTHER_WHOLE = frozenset({
    "sag", "kr", "dkk", "kl", "ref", "id", "se", "moms", "p", "j", "jnr", "jr", "§", "lov", "koster",
    "uid", "kode", "euro", "eur", "nr.", "matr", "paragraf", "stk", "årene", "fik", "bus", "linje", "linie",
})  # fmt: skip
_NEUTRAL = frozenset({
    "nr", "nummer", "nummeret", "no", "er", "på", "den", "vores", "min", "mit", "mine", "det", "hedder",
    "lyder", "med", "numre", "numrene", "id", "til", "her", "kommer", "hos", "virksomheden", "enhed",
    "har", "jeg", "i", "og", "om", "d", "ca", "cirka", "firmaet", "firma", "enheden", "fra", "mellem",
    "efter", "for", "at", "kommunens", "skolens", "foreningens", "kommunen", "skolen",
})  # fmt: skip
_POINTING = frozenset(
    {"er", "det", "mit", "min", "som", "hendes", "hans", "vores", "nye", "is", "my"}
)
_NUMBER_WORDS = frozenset({"nr", "nummer", "nummeret", "no"})
_NUMBERED = frozenset({
    "sags", "sag", "kunde", "ordre", "faktura", "måler", "mål", "låner", "medlems", "police", "aftale",
    "journal", "vare", "serie", "kontrakt", "projekt", "reference", "ref", "licens", "opgave", "bilag",
    "dokument", "ejendoms", "matrikel", "regnings", "betalings", "debitor", "bruger", "lov", "rute", "bus",
    "hus", "post", "stel", "vand", "el", "gade", "lygte", "mast", "skilt", "cvr", "ean", "bestillings",
})  # fmt: skip
_NEEDS_NUMBER_WORD = frozenset({"se", "p", "j"})
_REACH = 7
_STOPS = frozenset(".!?;")

_UNITS = frozenset({
    "kr", "kroner", "dkk", "øre", "euro", "eur", "%", "procent", "pct", "m2", "kvm", "kvadratmeter", "km",
    "kilometer", "meter", "m", "cm", "mm", "kg", "kilo", "ton", "liter", "l", "kwh", "stk", "styk", "timer",
    "time", "dage", "dag", "uger", "uge", "måneder", "måned", "mdr", "år", "minutter", "min", "personer",
    "indbyggere", "borgere", "mio", "millioner", "million", "mia", "gange", "børn", "voksne", "pund",
    "dollars", "m3", "hektar", "tdr", "grader", "sider", "point", "plads", "pladser", "boliger", "års",
})  # fmt: skip


def cue_before(tokens: list[Token], at: int) -> Cue | None:
    """What the nearest telling word before ``tokens[at]`` announces, within a few words."""
    clear = True
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[index]
        if token.kind is Kind.NUMBER:
            clear = False
        if token.text in _STOPS and index + 1 < len(tokens) and _sentence_ends(tokens, index):
            return None
        if token.kind is not Kind.WORD and token.text != "§":
            continue
        cue = _cue(tokens, index)
        if cue is Cue.OTHER:
            if clear:
                return cue
        elif cue is not None:
            return cue
        elif token.lower not in _NEUTRAL:
            clear = False
    return None


def says_other_after(tokens: list[Token], after: int) -> bool:
    """Whether a unit follows at once ("kr", "kvm"), or "er vores cvr" within a few words."""
    if after >= len(tokens):
        return False
    first = tokens[after]
    if first.lower in _UNITS or (first.text == "," and tokens[after : after + 2][-1].text == "-"):
        return True
    for token in tokens[after : after + 5]:
        if token.kind is Kind.NUMBER or token.text in _STOPS:
            return False
        if token.kind is Kind.WORD and token.lower.startswith(("cvr", "ean", "gln")):
            return True
        if token.kind is Kind.WORD and token.lower not in _NEUTRAL:
            return False
    return False


def cue_after(tokens: list[Token], after: int) -> Cue | None:
    """What "er mit cpr-nummer" or "er min telefon" after a number says of it."""
    for index in range(after, min(after + 4, len(tokens))):
        token = tokens[index]
        if token.kind is not Kind.WORD:
            if token.text not in ",(":
                return None
            continue
        cue = _cue(tokens, index)
        if cue in {Cue.CPR, Cue.PHONE}:
            return cue
        if cue is not None or token.lower not in _POINTING:
            return None
    return None


def is_unit_word(word: str) -> bool:
    """Whether ``word`` (lower case) makes an amount of the number before it."""
    return word in _UNITS


def _sentence_ends(tokens: list[Token], index: int) -> bool:
    """Whether the mark at ``index`` ends a sentence, not an abbreviation such as "tlf."."""
    before = tokens[index - 1].lower if index else ""
    return bool(tokens[index + 1].gap) and not (
        before.endswith("nr") or before in _ABBREVIATED or len(before) == 1
    )


_ABBREVIATED = frozenset(
    {
        "tlf",
        "tel",
        "mob",
        "reg",
        "kl",
        "kr",
        "cpr",
        "ca",
        "sagsnr",
        "regnr",
        "kontonr",
        "jnr",
        "matr",
        "ref",
        "cprnr",
        "telefonnr",
        "mobilnr",
        "postnr",
        "personnr",
    }
)


def _cue(tokens: list[Token], index: int) -> Cue | None:
    word = tokens[index].lower
    if word.startswith(_CPR) or _spelt_cpr(tokens, index):
        return Cue.CPR
    if word in _ACCOUNT or word.startswith(_ACCOUNT_STEMS):
        return Cue.ACCOUNT
    if word.startswith(_CARD):
        return Cue.CARD
    if word in _NUMBER_WORDS:
        return _numbered(tokens, index)
    if word in _NEEDS_NUMBER_WORD:
        following = {token.lower for token in tokens[index + 1 : index + 4]}
        return Cue.OTHER if following & _NUMBER_WORDS else None
    if word in _PHONE_WHOLE or word.startswith(_PHONE):
        return Cue.PHONE
    if word in _OTHER_WHOLE or word.startswith(_OTHER) or word.endswith(_OTHER_ENDS):
        return Cue.OTHER
    return None


def _numbered(tokens: list[Token], index: int) -> Cue | None:
    """What "nr" is the number of: "sags nr" is a case's, "mit nr" may be anything's."""
    before = tokens[index - 1].lower if index else ""
    if before == "kort":
        return Cue.CARD
    return Cue.OTHER if before in _NUMBERED else None


def _spelt_cpr(tokens: list[Token], index: int) -> bool:
    """Whether a speech recogniser heard the letters: "c p r"."""
    if tokens[index].lower != "r" or index < 2:
        return False
    return tokens[index - 1].lower in {"p", "pe"} and tokens[index - 2].lower in {"c", "ce", "se"}
