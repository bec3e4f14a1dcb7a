"""Under which licences the open data are given, and how they are named."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Licence:
    """``url`` is what licence lists know it by, ``authority`` the EU's name for it."""

    name: str
    url: str
    authority: str


STATISTICS: Final = Licence(
    "CC0 1.0",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    "http://publications.europa.eu/resource/authority/licence/CC0",
)
CONTENT: Final = Licence(
    "CC BY-SA 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/",
    "http://publications.europa.eu/resource/authority/licence/CC_BYSA_4_0",
)
