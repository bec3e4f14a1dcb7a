"""Alembic's entry: runs the migrations on the given database."""

from alembic import context
from sqlalchemy import create_engine

from bot.settings import get_settings
from bot.store.tables import Base

url = context.config.attributes.get("url") or get_settings().database_url
engine = create_engine(url)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
