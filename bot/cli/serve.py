"""``muni serve``."""

import signal
import sys
from contextlib import ExitStack
from typing import Annotated, Any

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    alone: Annotated[
        bool, typer.Option("--alone", help="Start neither `muni jobs` nor `muni lines` beside.")
    ] = False,
) -> None:
    """Serve the chat page, the API, the telephone lines that are turned on, and trainings."""
    from bot.cli.figures import shared_figures
    from bot.cli.process_keeper import ProcessKeeper
    from bot.logs import configure_logs
    from bot.settings import get_settings

    settings = get_settings()
    configure_logs(settings)
    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "ws": "wsproto",
        "ws_per_message_deflate": False,
        "access_log": False,
        "log_level": settings.log_level.lower(),
        "proxy_headers": True,
        "forwarded_allow_ips": settings.trusted_proxies,
        "log_config": None,
        "timeout_graceful_shutdown": int(settings.turn_seconds) + 5,
        "server_header": False,
    }
    # uvicorn passes the signal on when it has stopped; the processes beside it are to end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with ExitStack() as beside:
        beside.enter_context(shared_figures())
        from bot.cli.web_server import serve_forever

        if not alone:
            beside.enter_context(ProcessKeeper("jobs"))
        if not alone and "sip" in settings.open_lines:
            beside.enter_context(ProcessKeeper("lines"))
        serve_forever(workers, **options)
