"""The open statistics as datasets: their columns, what these mean, and the rows of a month."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from bot.open_data import cells
from bot.open_data.cells import Matter
from bot.open_data.figures import OPEN_FIGURES, shown_value
from bot.open_data.names import ALL_PLACES, Names
from bot.open_data.reading import OpenCount, read_counts, read_times, tally_of
from bot.statistics.definitions import BY_ID, TOPICS
from bot.statistics.wording import CHANNELS

Row = tuple[Any, ...]
Rows = Callable[[Session, Names, date, str | None], Iterator[Row]]
ALL_CHANNELS: Final = "Chat og telefon"


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset. ``columns`` are names with their meaning, ``rows`` gives those of a month, and
    of one municipality when it is given a code. ``places`` tells whether it has municipalities.
    """

    id: str
    title: str
    description: str
    columns: tuple[tuple[str, str], ...]
    rows: Rows
    places: bool = True


OUTCOMES: Final = {
    cells.RESOLVED: "Løst uden et menneske",
    cells.HANDED_OVER: "Givet videre",
    cells.OTHER: "Hverken løst eller givet videre",
    cells.SILENT: "Opkald uden ord",
}
RESULTS: Final = {
    cells.ANSWERED: "Besvaret",
    cells.CLARIFIED: "Spurgt tilbage",
    cells.UNANSWERED: "Ubesvaret",
    cells.SAFETY: "Nød og krise",
}
RATINGS: Final = {cells.UP: "Tommel op", cells.DOWN: "Tommel ned"}
_MONTH: Final = ("maaned", "Måneden som ÅÅÅÅ-MM (dansk tid)")
_CHANNEL: Final = ("kanal", "Chat eller Telefon")
_WHERE: Final = (
    _MONTH,
    ("kommunekode", "Kommunens kode på fire cifre; tom, når kommunen er ukendt"),
    ("kommune", "Kommunens navn"),
    _CHANNEL,
)
_COUNT: Final = ("antal", "Antallet, afrundet til et tal i 5-tabellen. Rækker med 0 er udeladt")


def month_text(month: date) -> str:
    """``2026-10``."""
    return f"{month:%Y-%m}"


def _counted(matter: Matter, labels: dict[str, str], topics: bool = False) -> Rows:
    def rows(session: Session, names: Names, month: date, place: str | None) -> Iterator[Row]:
        for one in read_counts(session, month, month, place):
            cell = one.cell
            if cell.matter is matter:
                about = (names.category(cell.topic), cell.topic, names.topic(cell.topic))
                is_answer = cell.kind == cells.ANSWERED
                yield (
                    *_where(one, names),
                    labels[cell.kind],
                    *((about if is_answer else ("", "", "")) if topics else ()),
                    one.count,
                )

    return rows


def _where(one: OpenCount, names: Names) -> Row:
    cell = one.cell
    return (
        month_text(one.month),
        cell.municipality,
        names.place(cell.municipality),
        CHANNELS[cell.channel],
    )


def _figures(session: Session, names: Names, month: date, place: str | None) -> Iterator[Row]:
    groups: dict[tuple[str, str], list[OpenCount]] = {}
    for one in read_counts(session, month, month, place):
        code, channel = one.cell.municipality, CHANNELS[one.cell.channel]
        for where in (code,) if place else (ALL_PLACES, code):
            for how in (ALL_CHANNELS, channel):
                groups.setdefault((where, how), []).append(one)
    for (where, how), counts in sorted(groups.items()):
        tally = tally_of(counts)
        for figure in OPEN_FIGURES:
            value = shown_value(figure, tally)
            yield month_text(month), where, names.place(where), how, figure.id, figure.title, value


def _times(session: Session, names: Names, month: date, place: str | None) -> Iterator[Row]:
    for one in read_times(session):
        if one.month == month:
            yield month_text(month), CHANNELS[one.channel], one.median, one.p95


DATASETS: Final = {
    one.id: one
    for one in (
        Dataset(
            "noegletal",
            "MUNI: nøgletal for kommunernes chat og telefon",
            "Samtaler, spørgsmål, andele og bedømmelser for hver måned, kommune og kanal.",
            (
                _MONTH,
                ("kommunekode", "Kommunens kode; * er alle kommuner, tom er ukendt kommune"),
                ("kommune", "Kommunens navn"),
                ("kanal", "Chat, Telefon eller Chat og telefon"),
                ("tal", "Tallets id"),
                ("titel", "Hvad tallet hedder; betydningen står på siden /statistik"),
                ("vaerdi", "Et antal afrundet til 5-tabellen eller en andel fra 0 til 1; tom, når "
                           "der er for få til en andel"),
            ),
            _figures,
        ),
        Dataset(
            "samtaler",
            "MUNI: samtaler efter udfald",
            f"{BY_ID['conversations'].meaning} Hver samtale tæller ét sted.",
            (*_WHERE, ("udfald", ", ".join(OUTCOMES.values())), _COUNT),
            _counted(Matter.CONVERSATIONS, OUTCOMES),
        ),
        Dataset(
            "spoergsmaal",
            "MUNI: spørgsmål efter emne og resultat",
            f"{BY_ID['questions'].meaning} Emner: {TOPICS}",
            (
                *_WHERE,
                ("resultat", ", ".join(RESULTS.values())),
                ("kategori", "Emnets kategori; kun for besvarede"),
                ("emne", "Emnets id; kun for besvarede"),
                ("emne_titel", "Emnets titel; kun for besvarede"),
                _COUNT,
            ),
            _counted(Matter.QUESTIONS, RESULTS, topics=True),
        ),
        Dataset(
            "bedoemmelser",
            "MUNI: borgernes bedømmelser af svar",
            BY_ID["ratings"].meaning,
            (*_WHERE, ("bedoemmelse", ", ".join(RATINGS.values())), _COUNT),
            _counted(Matter.RATINGS, RATINGS),
        ),
        Dataset(
            "svartider",
            "MUNI: tid fra spørgsmål til svar",
            BY_ID["turn_median"].meaning,
            (
                _MONTH,
                _CHANNEL,
                ("midterste_ms", "Halvdelen af svarene var klar inden for så mange millisekunder"),
                ("p95_ms", "95 af 100 svar var klar inden for så mange millisekunder"),
            ),
            _times,
            places=False,
        ),
    )
}  # fmt: skip
"""By id, which is also the address of its files."""
