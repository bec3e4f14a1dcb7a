"""``muni user add``, ``muni user list`` and ``muni user disable``."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.errors import StaffError
from bot.settings import get_settings
from bot.staff.audit import COMMAND_LINE
from bot.staff.rights import Grant, Role
from bot.staff.staff import Staff, build_staff
from bot.staff.tables import EVERYWHERE
from bot.store.database import Database

app = typer.Typer(no_args_is_help=True)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="As colleagues and citizens see it.")],
    email: Annotated[str, typer.Option(help="Signs in with it.")],
    role: Annotated[Role, typer.Option(help="What the user may do.")],
    municipality: Annotated[str, typer.Option(help="Kommunekode, e.g. 0751.")] = "",
    everywhere: Annotated[bool, typer.Option("--all", help="The whole hotline.")] = False,
) -> None:
    """Add a user, and print a one-time link with which they choose a password."""
    from bot.knowledge import get_municipalities

    if bool(municipality) == everywhere:
        raise typer.BadParameter("give either --municipality or --all")
    if municipality and municipality not in get_municipalities().by_code:
        raise typer.BadParameter(f"{municipality} is no kommunekode")
    if "@" not in email or not name.strip():
        raise typer.BadParameter("give a name, and an e-mail address")
    grant = Grant(role, EVERYWHERE if everywhere else municipality)

    async def work(staff: Staff) -> None:
        user = await staff.users.add(COMMAND_LINE, name, email, [grant])
        token = await staff.credentials.new_link(COMMAND_LINE, user.id)
        link = f"{staff.settings.public_url.rstrip('/')}/personale/adgang/{token}"
        write({"id": user.id, "email": user.email, "link": link})

    _run(work)


@app.command(name="list")
def list_all() -> None:
    """All users, one a line."""

    async def work(staff: Staff) -> None:
        for user in await staff.users.all():
            grants = [f"{one.role.value}:{one.municipality}" for one in sorted(user.rights.grants)]
            write(
                {
                    "id": user.id,
                    "name": user.name,
                    "email": user.email,
                    "grants": grants,
                    "local": user.local,
                    "second_factor": user.has_second_factor,
                    "disabled": user.disabled,
                }
            )

    _run(work)


@app.command()
def disable(email: Annotated[str, typer.Argument(help="The user's.")]) -> None:
    """Sign a user out everywhere, and let them in no more."""

    async def work(staff: Staff) -> None:
        user = await staff.users.find(email)
        await staff.users.disable(COMMAND_LINE, user.id)
        write({"id": user.id, "email": user.email, "disabled": True})

    _run(work)


def _run(work: Callable[[Staff], Awaitable[None]]) -> None:
    """Do it on the database in the settings; an error of ours ends with status 1."""
    quiet_logs()
    settings = get_settings()
    database = Database(settings.database_url, 1)
    database.migrate()

    async def whole() -> None:
        await work(build_staff(settings, database))

    try:
        asyncio.run(whole())
    except StaffError as error:
        typer.echo(error.title, err=True)
        raise typer.Exit(1) from error
    finally:
        database.close()
