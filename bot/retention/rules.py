"""The rules as a whole: what each place chose, and what holds where it chose nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.retention.errors import RetentionOutOfBoundsError
from bot.retention.kinds import ABOUT, Kind
from bot.staff.audit import Actor, record
from bot.store.retention_rules import WHOLE
from bot.store.retention_tables import RetentionRuleRow

Choice = Mapping[Kind, int | None]
"""Days by kind; None follows the hotline, or for the hotline the operator's setting."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``days[kind]`` is days by place: kommunekoder with rules of their own, and always ``*``."""

    days: Mapping[Kind, Mapping[str, int]]
    operators: Mapping[Kind, int]
    """What holds for the hotline where nobody chose."""

    def chosen(self, place: str) -> dict[Kind, int | None]:
        """What a place chose itself."""
        if place == WHOLE:
            return {
                kind: None if days[WHOLE] == self.operators[kind] else days[WHOLE]
                for kind, days in self.days.items()
            }
        return {kind: days.get(place) for kind, days in self.days.items()}

    def followed(self, place: str) -> dict[Kind, int]:
        """What holds in a place for as long as it chooses nothing."""
        if place == WHOLE:
            return dict(self.operators)
        return {kind: days[WHOLE] for kind, days in self.days.items()}

    def choosing(self, place: str, choice: Choice) -> "Rules":
        """As they would be after a choice. Raises RetentionOutOfBoundsError."""
        made = {}
        for kind, days in self.days.items():
            number = choice.get(kind)
            others = {code: its for code, its in days.items() if code != place}
            if number is not None:
                _check(kind, number)
                others[place] = number
            made[kind] = {WHOLE: self.operators[kind]} | others
        return Rules(made, self.operators)


def read_rules(session: Session, operators: Mapping[Kind, int]) -> Rules:
    """The rules now."""
    days = {kind: {WHOLE: number} for kind, number in operators.items()}
    for row in session.scalars(select(RetentionRuleRow)):
        if row.kind in ABOUT:
            days[Kind(row.kind)][row.municipality] = row.days
    return Rules(days, operators)


def save_choice(session: Session, actor: Actor, place: str, choice: Choice) -> None:
    """Keep what a place chose, and write down who did. Raises RetentionOutOfBoundsError."""
    mine = RetentionRuleRow.municipality == place
    before = {row.kind: row.days for row in session.scalars(select(RetentionRuleRow).where(mine))}
    session.execute(delete(RetentionRuleRow).where(mine))
    municipality = None if place == WHOLE else place
    for kind in Kind:
        number = choice.get(kind)
        if number is not None:
            _check(kind, number)
            session.add(RetentionRuleRow(municipality=place, kind=kind.value, days=number))
        if number != before.get(kind.value):
            said = (
                f"{ABOUT[kind].title}: {number} dage" if number else f"{ABOUT[kind].title}: fælles"
            )
            record(session, actor, "retention_chosen", said, municipality)


def _check(kind: Kind, days: int) -> None:
    if not ABOUT[kind].least <= days <= ABOUT[kind].most:
        raise RetentionOutOfBoundsError(ABOUT[kind].title, ABOUT[kind].least, ABOUT[kind].most)
