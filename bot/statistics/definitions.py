"""Every figure: what it is called, what it means in Danish, and how it follows from the counts.

Pages, files and the open statistics all take their figures from here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from bot.statistics.tally import Tally
from bot.statistics.turn_times import quantile

Unit = Literal["count", "share", "ms"]

RESOLVED: Final = (
    "Samtaler, hvor borgerens sidste spørgsmål fik et svar, og hvor borgeren ikke blev givet "
    "videre til et menneske, intet svar blev meldt forkert, og der ikke var tale om nød, som "
    "andel af alle samtaler. Vi ved, at borgeren gik uden at spørge mere. Vi ved ikke, om sagen "
    "er klaret."
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``value`` gives a count, a share from 0 to 1, or milliseconds; None where there
    is nothing to take a share of. ``better`` says which way is good: 1 up, -1 down, 0 neither.
    """

    id: str
    title: str
    meaning: str
    unit: Unit
    value: Callable[[Tally], float | None]
    better: Literal[-1, 0, 1] = 0


def _count(name: str) -> Callable[[Tally], float | None]:
    return lambda tally: tally.counts[name]


def _share(part: str, whole: str) -> Callable[[Tally], float | None]:
    return lambda tally: tally.counts[part] / tally.counts[whole] if tally.counts[whole] else None


def _ratings(tally: Tally) -> float:
    return tally.counts["rated_up"] + tally.counts["rated_down"]


def _liked(tally: Tally) -> float | None:
    return tally.counts["rated_up"] / _ratings(tally) if _ratings(tally) else None


FIGURES: Final = (
    Figure("conversations", "Samtaler",
           "Samtaler, hvor borgeren har skrevet, sagt eller valgt noget. Et åbnet vindue uden ord "
           "tæller ikke.", "count", _count("conversations")),
    Figure("resolved", "Løst uden et menneske", RESOLVED, "share",
           _share("resolved", "conversations"), 1),
    Figure("questions", "Spørgsmål",
           "Beskeder fra borgere, som MUNI svarede på, spurgte tilbage til eller ikke kunne svare "
           "på. Et valg på en knap tæller med. Hilsner, tak og ønsket om at tale med et menneske "
           "gør ikke.", "count", _count("questions")),
    Figure("unanswered", "Ubesvarede spørgsmål",
           "Spørgsmål, som MUNI sagde, at den ikke kunne svare på, som andel af alle spørgsmål.",
           "share", _share("unanswered", "questions"), -1),
    Figure("clarified", "Spurgt tilbage",
           "Spørgsmål, hvor MUNI bad borgeren vælge et emne eller en kommune, som andel af alle "
           "spørgsmål.", "share", _share("clarified", "questions"), -1),
    Figure("handed_over", "Givet videre",
           "Samtaler, hvor borgeren bad om et menneske og fik vist vej, blev stillet om, eller "
           "hvor en medarbejder skrev med, som andel af alle samtaler.", "share",
           _share("handed_over", "conversations")),
    Figure("ratings", "Bedømmelser",
           "Svar, som en borger har givet tommel op eller ned. Den nyeste tommel på et svar "
           "tæller.",
           "count", _ratings),
    Figure("liked", "Tommel op", "Bedømmelser med tommel op som andel af alle bedømmelser.",
           "share", _liked, 1),
    Figure("rated_down", "Meldt forkerte",
           "Svar, som en borger har givet tommel ned.", "count", _count("rated_down")),
    Figure("safety", "Nød og krise",
           "Spørgsmål, hvor MUNI mente, at nogen kunne være i fare, og henviste til 112 eller en "
           "krisetelefon.", "count", _count("safety")),
    Figure("calls", "Opkald", "Telefonopkald, som MUNI tog, også dem uden ord.", "count",
           _count("calls")),
    Figure("transferred", "Opkald stillet om",
           "Opkald, der endte med at blive stillet om til kommunen, som andel af alle opkald.",
           "share", _share("transferred", "calls")),
    Figure("turn_median", "Svartid, midterste",
           "Tiden fra et spørgsmål kom ind, til svaret var klar: halvdelen af svarene var "
           "hurtigere. Rigtig inden for 2,5 %.", "ms",
           lambda tally: quantile(tally.turns, 0.5), -1),
    Figure("turn_p95", "Svartid, 95 %",
           "Tiden, som 95 af 100 svar blev klar inden for. Rigtig inden for 2,5 %.", "ms",
           lambda tally: quantile(tally.turns, 0.95), -1),
)  # fmt: skip
"""In the order in which they are shown."""
BY_ID: Final = {figure.id: figure for figure in FIGURES}
TOPICS: Final = "Hvor mange gange MUNI har svaret på emnet."
MOVING: Final = (
    "Et emne er i fremgang eller tilbagegang, når det fylder mere eller mindre af alle svar end i "
    "perioden før."
)
HOURS: Final = "Samtaler efter det klokkeslæt og den ugedag, de begyndte (dansk tid)."
ALWAYS: Final = (
    "En samtale tæller på den dag, den begyndte (dansk tid), med alt, hvad der siden skete i den, "
    "og i den kommune, som borgeren sidst nævnte. Bliver en samtale slettet, tæller den stadig "
    "med; kun tallene gemmes, aldrig ordene."
)
"""What holds for all of them."""
