"""The Danish voices of GCompris, for a final test only: nobody trains or tunes on them.

Layout of GCompris-voices (invent.kde.org/education/gcompris-data, github.com/gcompris): a folder
``da`` with ``alphabet/U0061.ogg`` (a character) or ``10.ogg`` (a number), ``colors/black.ogg``
and ``geography/denmark.ogg``. ``misc`` is left out, since what is said there is told nowhere.
Debian's ``gcompris-qt-data`` holds no voices of any language: GCompris fetches them itself.
Licence, as their README files say: GPL, no version named. One speaker for the geography; the
others are not named.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal

from voice.danish.corpus.letters import spoken_letter
from voice.danish.corpus.manifest import Clip, Loaded
from voice.danish.numbers import cardinal
from voice.errors import CorpusError

SOURCE: Final = "gcompris"
LICENCE: Final = "GPL-1.0-or-later"
SPEAKER: Final = "gcompris-da"
_COLORS: Final = {
    "black": "sort", "blue": "blå", "brown": "brun", "green": "grøn", "grey": "grå",
    "orange": "orange", "pink": "lyserød", "purple": "lilla", "red": "rød", "white": "hvid",
    "yellow": "gul",
}  # fmt: skip
_PLACES: Final = {
    "alaska": "alaska", "albania": "albanien", "argentina": "argentina", "austria": "østrig",
    "bahamas": "bahamas", "belarus": "hviderusland|belarus", "belgium": "belgien",
    "bolivia": "bolivia",
    "bosnia_herzegovina": "bosnien hercegovina|bosnien og hercegovina", "brazil": "brasilien",
    "bulgaria": "bulgarien", "canada": "canada", "chile": "chile", "colombia": "colombia",
    "costa_rica": "costa rica", "croatia": "kroatien", "cuba": "cuba", "cyprus": "cypern",
    "czech": "tjekkiet|den tjekkiske republik", "czechia": "tjekkiet|den tjekkiske republik",
    "denmark": "danmark",
    "dominican_republic": "den dominikanske republik|dominikanske republik",
    "ecuador": "ecuador", "estonia": "estland", "finland": "finland", "france": "frankrig",
    "french_guiana": "fransk guyana", "germany": "tyskland", "greece": "grækenland",
    "greenland": "grønland", "guatemala": "guatemala", "guyana": "guyana", "haiti": "haiti",
    "honduras": "honduras", "hungary": "ungarn", "iceland": "island", "ireland": "irland",
    "italy": "italien", "jamaica": "jamaica", "latvia": "letland", "lithuania": "litauen",
    "luxembourg": "luxembourg", "macedonia": "makedonien", "mexico": "mexico",
    "moldova": "moldova|moldavien", "netherland": "holland|nederlandene",
    "nicaragua": "nicaragua", "norway": "norge", "panama": "panama", "paraguay": "paraguay",
    "peru": "peru", "poland": "polen", "portugal": "portugal", "romania": "rumænien",
    "russia": "rusland", "salvador": "el salvador|salvador",
    "serbia_montenegro": "serbien montenegro|serbien og montenegro", "slovakia": "slovakiet",
    "slovenia": "slovenien", "spain": "spanien", "suriname": "surinam", "sweden": "sverige",
    "switz": "schweiz", "turkey": "tyrkiet", "ukraine": "ukraine",
    "united_kingdom": "storbritannien|det forenede kongerige", "uruguay": "uruguay",
    "usa": "usa", "venezuela": "venezuela",
}  # fmt: skip
"""By file name; "|" stands between names that are both in use."""


def load(folder: Path, split: Literal["test"] = "test") -> Loaded:
    """The clips; ``folder`` is ``da``, or the folder that holds it.

    Raises ``CorpusError`` for any split but "test", and when there are no Danish voices.
    """
    if split != "test":
        raise CorpusError(
            f'GCompris is kept for a final test; split must be "test", not {split!r}.'
        )
    voices = next((f for f in (folder / "da", folder) if (f / "alphabet").is_dir()), None)
    if voices is None:
        raise CorpusError(
            f"{folder} holds no Danish voices (no da/alphabet); name a copy of GCompris-voices."
        )
    loaded = Loaded()
    for audio in sorted(voices.rglob("*.ogg")):
        texts = _texts(audio)
        if texts:
            loaded.clips.append(
                Clip(
                    audio,
                    texts[0],
                    SPEAKER,
                    LICENCE,
                    SOURCE,
                    "test",
                    alternatives=texts[1:],
                    closed=True,
                )
            )
        else:
            loaded.left_out["where what is said isn't told"] += 1
    return loaded.or_raise(voices, "is it a copy of GCompris-voices?")


def _texts(audio: Path) -> tuple[str, ...]:
    kind, stem = audio.parent.name, audio.stem
    if kind == "colors" and stem in _COLORS:
        return (_COLORS[stem],)
    if kind == "geography" and stem in _PLACES:
        return tuple(_PLACES[stem].split("|"))
    if kind == "alphabet":
        code = re.fullmatch(r"U([0-9A-F]{4})", stem)
        character = chr(int(code[1], 16)) if code else stem
        if character.isdecimal():
            number = int(character)
            return ("en", "et") if number == 1 else (cardinal(number),)
        if len(character) == 1:
            return spoken_letter(character)
    return ()
