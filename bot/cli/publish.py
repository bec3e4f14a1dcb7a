"""``muni publish`` and ``muni rollback``: which model answers from now on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.errors import MuniError
from bot.settings import get_settings

if TYPE_CHECKING:
    from bot.publishing.pointer import Pointer
    from bot.publishing.publisher import Publisher

_WAIT_S = 30.0


def publish(
    model: Annotated[str, typer.Argument(help="An id of `muni models`.")],
    reason: Annotated[
        str | None, typer.Option(help="Why it is published although it is worse.")
    ] = None,
) -> None:
    """Let a model answer; one that is worse than the present one needs a reason."""
    write(moved(lambda publisher: publisher.publish(model, None, reason)))


def rollback(
    reason: Annotated[str | None, typer.Option(help="Why, for those who come after.")] = None,
) -> None:
    """Let the model before the present one answer again."""
    write(moved(lambda publisher: publisher.roll_back(None, reason)))


def moved(move: "Callable[[Publisher], Awaitable[Pointer]]") -> dict[str, Any]:
    """Move the pointer and wait for the processes that answer; gives what came of it.

    Prints why and leaves with status 1 when it can't be moved.
    """
    quiet_logs()
    from bot.publishing.publisher import Publisher
    from bot.publishing.workers import Workers
    from bot.store.database import Database

    settings = get_settings()
    database = Database(settings.database_url, 2)
    database.migrate()

    async def work() -> dict[str, Any]:
        pointer = await move(Publisher(database, settings))
        workers = Workers(database)
        behind = await workers.wait_for(pointer.version, _WAIT_S)
        answering = await workers.all()
        return {
            "model": pointer.model_id,
            "version": pointer.version,
            "workers": len(answering),
            "behind": [{"worker": one.id, "note": one.note} for one in behind],
        }

    try:
        return asyncio.run(work())
    except MuniError as error:
        typer.echo(f"{error.title}. {error}", err=True)
        raise typer.Exit(1) from error
    finally:
        database.close()
