"""Takes an answer's layout away: Markdown, HTML, lists and lines become plain running text."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

from voice.danish.numbers import LARGEST, cardinal

_PLAINER: Final = str.maketrans({
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "`": "", "\u00ad": "", "\u200b": "",
    "\ufeff": "", "\x00": "",
})  # fmt: skip
_PLACEHOLDERS: Final = {
    "cpr": "cpr-nummeret", "telefon": "telefonnummeret", "phone": "telefonnummeret",
    "e-mail": "mailadressen", "email": "mailadressen", "navn": "navnet", "name": "navnet",
    "adresse": "adressen", "address": "adressen", "kort": "kortnummeret", "card": "kortnummeret",
    "konto": "kontonummeret", "iban_account": "kontonummeret",
}  # fmt: skip
"""What stands where personal data was masked, and what is said for it."""
_PLACEHOLDER: Final = re.compile(rf"[<\[](?P<label>{'|'.join(_PLACEHOLDERS)})[>\]]", re.IGNORECASE)
_UNFILLED: Final = re.compile(r"\{\w*\}")
_LINK: Final = re.compile(r"!?\[(?P<title>[^\][]*)\]\((?P<url>[^()\s]*)(?:\s[^()]*)?\)")
_BARE_LINK: Final = re.compile(r"<(?P<url>(?:https?://|mailto:)[^<>\s]+)>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_BREAKING_TAG: Final = re.compile(r"</?(?:br|p|li|ul|ol|div|h\d)\b[^<>]*>", re.IGNORECASE)
_RULER: Final = re.compile(r"[-*_=]{3,}")
_HEADING: Final = re.compile(r"#{1,6} +|> ?")
_BULLET: Final = re.compile(r"(?:[-–—*+•·▪◦] +|•)(?P<item>.*)")
_NUMBERED: Final = re.compile(r"(?P<number>\d{1,2})(?:\)|\.) +(?P<item>(?=[A-ZÆØÅ\"]).*)")
_EMOTICON: Final = re.compile(r"(?<!\S)[:;]-?[()DP](?!\w)")
_FULL_STOPS: Final = frozenset(".!?:")
_EMPHASIS: Final = re.compile(r"\*+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|~~")


def paragraphs(text: str) -> list[str]:
    """The lines that are each said for themselves, without marks of layout.

    Lines that go on from the one before are joined to it; a list's items each stand alone, a
    numbered one begins with its number in words. Links keep their title, masked personal data and
    placeholders become words or fall away.
    """
    plain = unicodedata.normalize("NFC", html.unescape(text)).translate(_PLAINER)
    plain = _LINK.sub(_titled, plain)
    plain = _BARE_LINK.sub(lambda match: match["url"].removeprefix("mailto:"), plain)
    plain = _PLACEHOLDER.sub(lambda match: _PLACEHOLDERS[match["label"].lower()], plain)
    plain = _EMOTICON.sub("", plain)
    plain = _UNFILLED.sub("", _TAG.sub("", _BREAKING_TAG.sub("\n\n", plain)))
    found: list[str] = []
    goes_on = False
    for line in plain.splitlines():
        bare = line.strip()
        if not bare or _RULER.fullmatch(bare):
            goes_on = False
            continue
        begins, said = _line(bare)
        if goes_on and not begins and said[:1].islower():
            found[-1] = f"{found[-1]} {said}"
        elif said:
            found.append(said)
        goes_on = bool(found) and found[-1][-1:] not in _FULL_STOPS
    return found


def _titled(match: re.Match[str]) -> str:
    return match["title"] or match["url"]


def _line(bare: str) -> tuple[bool, str]:
    """Whether it begins something new, and its words."""
    without = _HEADING.sub("", bare, count=1) if _HEADING.match(bare) else bare
    bullet = _BULLET.fullmatch(without)
    if bullet:
        return True, _EMPHASIS.sub("", bullet["item"]).strip()
    numbered = _NUMBERED.fullmatch(without)
    if numbered and int(numbered["number"]) <= LARGEST:
        counted = cardinal(int(numbered["number"]), one="et")
        return True, f"{counted}: {_EMPHASIS.sub('', numbered['item']).strip()}"
    return without != bare, _EMPHASIS.sub("", without).strip()
