"""Which model a process that starts answers with: the published one, or what comes nearest."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from bot.dialogue.model_files import list_models
from bot.publishing.pointer import present
from bot.publishing.signing import is_signed
from bot.settings import Settings
from bot.store.model_tables import ModelRow, PublicationRow


def candidates(settings: Settings) -> Iterator[Path]:
    """Models to try in turn: the setting's own and no other, else the published one, those
    published before it, and, while nothing was ever published, the newest that MUNI signed.
    """
    if settings.model:
        yield settings.model
        return
    published = [settings.models_folder / file for file in _published(settings.database_url)]
    yield from published
    for model in list_models(settings.models_folder):
        if model.path not in published and is_signed(model.path, settings.model_key_file):
            yield model.path


def _published(url: str) -> list[str]:
    """Files of published models, the present one first; none in a database that isn't there."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        return []
    engine = create_engine(url)
    before = (
        select(ModelRow.file)
        .join(PublicationRow, PublicationRow.model_id == ModelRow.id)
        .where(PublicationRow.kind != "refused")
        .order_by(PublicationRow.id.desc())
    )
    try:
        # A database from before there were publications has no such tables yet.
        with suppress(OperationalError, ProgrammingError), Session(engine) as session:
            now = present(session)
            if now:
                return list(dict.fromkeys([now.file, *session.scalars(before)]))
    finally:
        engine.dispose()
    return []
