"""For how long a place keeps a kind of thing: the rules as rows, and what is overdue by them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import Session

from bot.store.retention_tables import RetentionRuleRow

WHOLE = "*"
"""The place whose rule holds for every place without one of its own, and for unknown places."""


def days_by_place(session: Session, kind: str, default: int) -> dict[str, int]:
    """Days for each place with a rule of its own; ``*`` is always there, else ``default``."""
    query = select(RetentionRuleRow).where(RetentionRuleRow.kind == kind)
    return {WHOLE: default} | {row.municipality: row.days for row in session.scalars(query)}


def days_for(session: Session, kind: str, municipality: str | None, default: int) -> int:
    """Days in one place."""
    days = days_by_place(session, kind, default)
    return days.get(municipality or WHOLE, days[WHOLE])


def overdue(moment: Any, place: Any, days: Mapping[str, int], only: str | None = None) -> Any:
    """The condition on columns that a row is to go; times are UTC without a zone.

    ``only`` looks at one place: ``*`` is all those without a rule of their own.
    """
    now = datetime.utcnow()
    own = {code: number for code, number in days.items() if code != WHOLE}
    others = or_(place.is_(None), not_(place.in_(own)))
    conditions = [
        and_(place == code, moment < now - timedelta(days=number))
        for code, number in own.items()
        if only in {None, code}
    ]
    if only in {None, WHOLE}:
        conditions.append(and_(others, moment < now - timedelta(days=days[WHOLE])))
    elif only not in own:
        conditions.append(and_(place == only, moment < now - timedelta(days=days[WHOLE])))
    return or_(*conditions)
