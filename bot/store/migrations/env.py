"""Alembic's entry: runs the migrations on the given database, one process at a time."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection

from bot.settings import get_settings
from bot.store.tables import Base

_LOCK = 0x6D756E69
"""PostgreSQL's advisory lock, any number that nobody else uses: "muni"."""


def _alone(connection: Connection) -> None:
    """Wait for a process that migrates just now, and keep others out until the end."""
    if connection.dialect.name == "sqlite":
        # The driver's own transactions begin too late to keep another process out.
        connection.connection.isolation_level = None
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")


url = context.config.attributes.get("url") or get_settings().database_url
sqlite = url.startswith("sqlite")
engine = create_engine(url, connect_args={"timeout": 60} if sqlite else {})
with engine.connect() as connection:
    _alone(connection)
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
