"""Writes side by side on PostgreSQL, with the same outcome as one after another.

SQLite lets one transaction write at a time, so code may look first and write then: a code of a
second factor counts once, one agent gets a chat. PostgreSQL promises the same when it is asked
to, and ends one of two transactions that can't both be; that one is run again.
"""

import random
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
_TRIES: Final = 15
_FIRST_WAIT_S: Final = 0.002
_LONGEST_WAIT_S: Final = 0.25
_AGAIN: Final = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for a transaction that is to be run again, and for a deadlock."""
_THERE_ALREADY: Final = "23505"
"""A key that must be there once was there."""


def one_after_another(engine: Engine) -> Any:
    """The engine for transactions that write."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="SERIALIZABLE")


def repeated(transaction: Callable[[], T]) -> T:
    """Run a transaction, and again when PostgreSQL asks for it; raises what it raises at last."""
    for number in range(_TRIES):
        try:
            return transaction()
        except DBAPIError as refused:
            code = getattr(refused.orig, "pgcode", None)
            # Who looked, found nothing and inserted may have been overtaken; but only once.
            if code not in _AGAIN and not (code == _THERE_ALREADY and number == 0):
                raise
        wait_s = min(_FIRST_WAIT_S * 2**number, _LONGEST_WAIT_S)
        time.sleep(random.uniform(0, wait_s))  # noqa: S311 (so that two don't meet again)
    return transaction()
