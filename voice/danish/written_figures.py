"""How numbers are written in Danish texts, and what each writing is read as."""

from __future__ import annotations

import re
from typing import Final

from voice.danish.abbreviations import UNITS
from voice.danish.choice import Pick
from voice.danish.figures import (
    amount,
    clock,
    cpr,
    date,
    decimal,
    postal_code,
    short_date,
    telephone,
)
from voice.danish.numbers import LARGEST, cardinal, digits, ordinal, pairs, year
from voice.danish.written_rule import Rule

_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_BIRTH_DAY: Final = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
"""As in CPR numbers; a replacement number has 60 added (CPR-kontoret)."""
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_NAMED_MONTHS: Final = (
    "jan(?:uar)?", "feb(?:r|ruar)?", "mar(?:ts)?", "apr(?:il)?", "maj", "jun(?:i)?", "jul(?:i)?",
    "aug(?:ust)?", "sep(?:t|tember)?", "okt(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH_NAME: Final = rf"(?:{'|'.join(_NAMED_MONTHS)})\b\.?"
_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_MINUTE: Final = r"[0-5]\d"
_WHOLE: Final = r"\d{1,3}(?:\.\d{3})+|\d+"
_START: Final = r"(?<![\w.,])"
_END: Final = r"(?!\w|[.,]\d)"
_UNIT: Final = "|".join(
    # A single letter in capitals is a door, not a unit: "Vestergade 24 L".
    f"(?-i:{unit})\\b" if len(unit) == 1 and unit.isalpha() else re.escape(unit) + r"(?!\w)"
    for unit in sorted(UNITS, key=len, reverse=True)
)
_MONEY: Final = r"kr\b\.?(?:,-)?|kroner\b|krone\b|dkk\b|,-"
_FIGURES_SPELLED: Final = frozenset({"112", "114", "110", "118"})
_PAIRED: Final = frozenset({"1813", "1812", "1818", "1819", "1881", "1888"})
"""Short telephone numbers, said in pairs."""
_FRACTIONS: Final = {
    "1/2": "en halv", "1/3": "en tredjedel", "2/3": "to tredjedele", "1/4": "en kvart",
    "3/4": "tre fjerdedele", "24/7": "fireogtyve syv",
}  # fmt: skip
_DATED: Final = re.compile(
    r"(?:\b(?:den|d\.?|fra|til|inden|senest|pr\.?|og|[a-zø]{2,4}dag)|-)\s*$", re.IGNORECASE
)
_PAGES: Final = frozenset({"artikel", "paragraf", "nummer", "nr", "side"})


def _get(match: re.Match[str], name: str) -> str | None:
    """A group's text; none when it matched nothing or the rule has no such group."""
    return match.groupdict().get(name)


def _number(written: str) -> int:
    return int(written.replace(".", ""))


def _count(written: str, pick: Pick, one: str = "") -> str:
    """A whole number as written, too long ones digit by digit."""
    bare = written.replace(".", "")
    if int(bare) > LARGEST or (bare[0] == "0" and len(bare) > 1):
        return digits(bare, pick)
    return cardinal(int(bare), pick, one=one)


def _cpr(match: re.Match[str], pick: Pick) -> str:
    return cpr(re.sub(r"\D", "", match.group()), pick)


def _decade(match: re.Match[str], pick: Pick) -> str:
    century = match["century"]
    whole = f"{cardinal(int(century), pick)} hundrede " if century else ""
    return f"{whole}{_DECADES[match['decade']]}"


def _telephone(match: re.Match[str], pick: Pick) -> str:
    groups = match["figures"].split()
    said = telephone("".join(groups), pick, [len(group) for group in groups])
    return f"plus femogfyrre {said}" if match["code"] else said


def _iso_date(match: re.Match[str], pick: Pick) -> str:
    return date(int(match["day"]), int(match["month"]), int(match["year"]), pick)


def _short_date(match: re.Match[str], pick: Pick) -> str:
    written = match.group()
    if written in _FRACTIONS and not _DATED.search(match.string[: match.start()]):
        return _FRACTIONS[written]
    day, month = int(match["day"]), int(match["month"])
    return short_date(day, month, _full_year(match["year"]), pick)


def _dotted_date(match: re.Match[str], pick: Pick) -> str:
    day, month = int(match["day"]), int(match["month"])
    return date(day, month, _full_year(match["year"]), pick)


def _full_year(written: str | None) -> int | None:
    if written is None:
        return None
    short = int(written)
    if len(written) == 4:
        return short
    return 1900 + short if short > 40 else 2000 + short


def _named_date(match: re.Match[str], pick: Pick) -> str:
    month = next(
        at
        for at, name in enumerate(_NAMED_MONTHS, 1)
        if re.fullmatch(name, match["month"].rstrip("."), re.IGNORECASE)
    )
    said = date(int(match["day"]), month, _full_year(match["year"]), pick)
    return f"{ordinal(int(match['first']), pick)} til {said}" if match["first"] else said


def _time(match: re.Match[str], pick: Pick) -> str:
    said = _clock(match["hour"], match["minute"], pick)
    if match["until"]:
        said = f"{said} til {_clock(match['until'], match['past'], pick)}"
    return f"klokken {said}" if _get(match, "cue") else said


def _clock(hour: str, minute: str | None, pick: Pick) -> str:
    return clock(int(hour), int(minute or 0), pick)


def _money(match: re.Match[str], pick: Pick) -> str:
    scale = _SCALES.get((_get(match, "scale") or "").rstrip(".").lower(), "")
    from_ = _get(match, "first")
    first = f"{_count(from_, pick)} til " if from_ else ""
    part = match["part"]
    if scale or (part and len(part) != 2):
        said = _decimal(match["whole"], part, pick)
        return f"{first}{said}{scale} kroner"
    whole = _number(match["whole"])
    if whole > LARGEST:
        return f"{first}{_count(match['whole'], pick)} kroner"
    return f"{first}{amount(whole, int(part or 0), pick)}"


def _decimal(whole: str, part: str | None, pick: Pick, one: str = "") -> str:
    return decimal(_number(whole), part, pick) if part else _count(whole, pick, one)


_SCALES: Final = {
    "mio": " millioner", "mia": " milliarder", "millioner": " millioner", "million": " million",
    "milliarder": " milliarder", "milliard": " milliard", "tusind": " tusind",
}  # fmt: skip


def _quantity(match: re.Match[str], pick: Pick) -> str:
    from_ = _get(match, "first")
    first = f"{_decimal(from_, _get(match, 'fraction'), pick)} til " if from_ else ""
    scale = _SCALES.get((_get(match, "scale") or "").rstrip(".").lower(), "")
    unit = UNITS.get((_get(match, "unit") or "").lower(), "")
    said = _decimal(match["whole"], _get(match, "part"), pick, "et" if unit in {"år"} else "")
    return f"{first}{said}{scale} {unit}"


def _ordinal(match: re.Match[str], pick: Pick) -> str:
    said = ordinal(int(match["place"]), pick)
    from_ = _get(match, "first")
    if from_:
        said = f"{ordinal(int(match['first']), pick)} til {said}"
    side = _SIDES.get((_get(match, "side") or "").replace(".", "").lower(), "")
    return f"{said} {side}"


_DECADES: Final = {
    "10": "tierne", "20": "tyverne", "30": "trediverne", "40": "fyrrerne", "50": "halvtredserne",
    "60": "tresserne", "70": "halvfjerdserne", "80": "firserne", "90": "halvfemserne",
}  # fmt: skip
_SIDES: Final = {"tv": "til venstre", "th": "til højre", "mf": "midt for"}


def _postal_code(match: re.Match[str], pick: Pick) -> str:
    cue = "postnummer " if _get(match, "cue") else ""
    return cue + postal_code(match["code"], pick)


def _whole(match: re.Match[str], pick: Pick) -> str:
    written = match["whole"]
    before = match.string[: match.start()].split()
    cited = bool(before) and before[-1].rstrip(".").lower() in {*_PAGES, "§", "§§"}
    letter = f" {match['letter'].lower()}" if match["letter"] else ""
    if written in _FIGURES_SPELLED and not cited:
        return digits(written, pick)
    if written in _PAIRED and not cited:
        return pairs(written, pick)
    if len(written) == 4 and 1700 <= int(written) <= 2099 and not cited:
        return year(int(written), pick) + letter
    return _count(written, pick) + letter


FIGURES: Final = (
    Rule(rf"(?<!\d){_BIRTH_DAY}(?:0[1-9]|1[0-2])\d\d[ -]?\d{{4}}(?!\d)", _cpr),
    Rule(
        r"(?<![\w,.])(?P<code>(?:\+|00)45[ ]?)?(?P<figures>\d\d \d\d \d\d \d\d|\d\d \d{3} \d{3}"
        r"|\d{4} \d{4}|\d{8})" + _END,
        _telephone,
    ),
    Rule(
        _START + rf"(?P<year>(?:18|19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>{_DAY})" + _END,
        _iso_date,
    ),
    Rule(
        _START + rf"(?P<day>{_DAY})(?P<mark>[.-]) ?(?P<month>{_MONTH})[.-] ?"
        r"(?P<year>(?:18|19|20)\d\d|\d\d)" + _END,
        _dotted_date,
    ),
    Rule(
        _START + rf"(?P<day>{_DAY})/(?P<month>{_MONTH})"
        r"(?:[-/. ](?P<year>(?:19|20)\d\d|(?<! )\d\d))?(?![\w/])",
        _short_date,
    ),
    Rule(
        _START + rf"(?:(?P<first>{_DAY})\.? ?- ?)?(?P<day>{_DAY})\.? (?P<month>{_MONTH_NAME})"
        r"(?: (?P<year>(?:18|19|20)\d\d)\b)?",
        _named_date,
    ),
    Rule(
        rf"(?<!\w)(?P<cue>kl\.? ?|klokken )(?P<hour>{_HOUR})(?:[.:](?P<minute>{_MINUTE}))?"
        rf"(?: ?- ?(?:kl\.? ?)?(?P<until>{_HOUR})(?:[.:](?P<past>{_MINUTE}))?)?" + _END,
        _time,
    ),
    Rule(
        _START + rf"(?P<hour>{_HOUR})[.:](?P<minute>{_MINUTE})"
        rf"(?: ?- ?(?P<until>{_HOUR})[.:](?P<past>{_MINUTE}))?"
        rf"(?! ?(?:{_MONEY}|mio|mia|%|procent|pct))" + _END,
        _time,
    ),
    Rule(
        rf"(?<![\w.])(?:kr\.? ?|dkk )(?P<whole>{_WHOLE})(?:,(?P<part>\d+)|,-)?"
        r"(?P<scale> ?mio\b\.?| ?mia\b\.?)?" + _END,
        _money,
    ),
    Rule(
        _START + rf"(?:(?P<first>{_WHOLE}) ?- ?)?(?P<whole>{_WHOLE})(?:,(?P<part>\d+))?"
        r"(?: ?(?P<scale>mio\b\.?|mia\b\.?|millioner|milliarder|million|milliard|tusind))? ?"
        rf"(?:{_MONEY})",
        _money,
    ),
    Rule(r"(?<!\w)(?P<cue>postnummer |postnr\.? )(?P<code>\d{4})(?!\w)", _postal_code),
    Rule(r"(?<!\w)(?P<code>\d{4})(?= (?-i:[A-ZÆØÅ][a-zæøå]))", _postal_code),
    Rule(
        _START + r"(?:(?P<first>\d{1,3})\. ?- ?)?(?P<place>\d{1,3})\."
        r"(?: ?(?P<side>t\.?v\b\.?|t\.?h\b\.?|m\.?f\b\.?)|(?= ?(?-i:[a-zæøå])|,? (?:tv|th|mf)\b))",
        _ordinal,
    ),
    Rule(r"(?<![\w.,-])(?P<place>\d{1,2})(?= ?(?:klasse|sal)\b)", _ordinal),
    Rule(r"(?<!\d)(?P<century>1\d)?(?P<decade>[1-9]0)'?erne\b", _decade),
    Rule(
        r"(?:(?<=den )|(?<=d\. ))(?P<place>\d{1,2})\.",
        _ordinal,
    ),
    Rule(
        rf"(?<![\w])(?:(?P<first>{_WHOLE})(?:,(?P<fraction>\d+))? ?- ?)?(?P<whole>{_WHOLE})"
        rf"(?:,(?P<part>\d+))?(?: (?P<scale>mio\b\.?|mia\b\.?))?(?: ?(?P<unit>{_UNIT}))(?!\w)",
        _quantity,
    ),
    Rule(
        rf"(?<![\w])(?P<first>{_WHOLE})-(?P<whole>{_WHOLE})"
        r"(?!\d)",
        _quantity,
    ),
    Rule(
        rf"(?<![\w])(?P<whole>{_WHOLE}),(?P<part>\d+)"
        r"(?P<scale> mio\b\.?| mia\b\.?)?(?!\d)",
        _quantity,
    ),
    Rule(r"(?P<whole>\d{1,3}(?:\.\d{3})+(?!\d)|\d+)(?P<letter>[a-zæøå](?!\w))?", _whole),
)  # fmt: skip
"""In order: the first that fits where the earliest begins."""
