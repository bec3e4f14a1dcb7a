"""``muni lines``: the telephone lines that need a process of their own, so that a busy chat never
makes a call stutter.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from contextlib import ExitStack, suppress
from typing import Any

import typer


def lines() -> None:
    """Serve the SIP line, until told to stop."""
    from bot.cli.own_end import end_with_keeper
    from bot.logs import configure_logs
    from bot.settings import get_settings

    end_with_keeper()
    settings = get_settings()
    configure_logs(settings)
    if "sip" not in settings.open_lines:
        typer.echo("Ingen linje kræver sin egen proces. Sæt MUNI_LINES=sip.", err=True)
        raise typer.Exit(1)
    # A thread that computes gives way to the one that sends sound after 1 ms instead of 5.
    sys.setswitchinterval(0.001)
    asyncio.run(_serve(settings))


async def _serve(settings: Any) -> None:
    with ExitStack() as beside:
        await _serve_beside(settings, beside)


async def _serve_beside(settings: Any, beside: ExitStack) -> None:
    import structlog

    from bot.api.calls.ears import Ears
    from bot.api.calls.figures_server import figures_served
    from bot.api.calls.sip_line import sip_server
    from bot.api.calls.switchboard import build_switchboard
    from bot.assembly import build_bot
    from bot.publishing.watcher import watch_published_model
    from bot.tracing import start_tracing, stop_tracing

    log = structlog.get_logger(__name__)
    bot_loop = asyncio.new_event_loop()
    thread = threading.Thread(target=bot_loop.run_forever, name="bot", daemon=True)
    thread.start()
    start_tracing(settings.otel_endpoint)
    beside.callback(stop_tracing)
    bot = await asyncio.to_thread(build_bot, settings)
    ears = await asyncio.to_thread(Ears, settings, bot.dialogue.model)
    switchboard = await asyncio.to_thread(build_switchboard, bot, settings, bot_loop, ears)
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(bot.warm_up(), bot_loop))
    watching = asyncio.run_coroutine_threadsafe(
        watch_published_model(bot, "lines", ears.follow), bot_loop
    )
    listening = asyncio.run_coroutine_threadsafe(bot.news.listen(), bot_loop)
    server = sip_server(settings, switchboard.take)
    await server.start()
    beside.enter_context(figures_served(settings.lines_metrics_host, settings.lines_metrics_port))
    log.info("lines_ready", sip=f"{settings.sip_host}:{settings.sip_port}")
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
    log.info("lines_stopping", calls=switchboard.calls)
    server.drain()
    await switchboard.close()
    await server.close()
    listening.cancel()
    watching.cancel()
    with suppress(TimeoutError, asyncio.CancelledError):
        await asyncio.wait_for(asyncio.wrap_future(watching), 5.0)
    bot_loop.call_soon_threadsafe(bot_loop.stop)
    with suppress(RuntimeError):
        await asyncio.to_thread(thread.join, 5.0)
    bot.close()
