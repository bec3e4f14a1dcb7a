"""A database of one's own with every table."""

from tests.inbox.conftest import database, empty_database

__all__ = ["database", "empty_database"]
