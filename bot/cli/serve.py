"""``muni serve``."""

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
) -> None:
    """Serve the chat page and the API."""
    import uvicorn

    from bot.settings import get_settings

    settings = get_settings()
    uvicorn.run(
        "bot.api.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        ws="wsproto",
        access_log=False,
        log_level=settings.log_level.lower(),
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=int(settings.turn_seconds) + 5,
        server_header=False,
    )
