"""The SIP line as the settings want it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.settings import Settings
from voice.lines.sip import SipLine, SipServer, SipSettings
from voice.rtp.ports import PortRange


def sip_server(settings: Settings, take: Callable[[SipLine], Awaitable[None]]) -> SipServer:
    """Not listening yet; ``take`` carries a call to its end."""
    first, last = settings.rtp_range
    return SipServer(
        SipSettings(
            host=settings.sip_host,
            port=settings.sip_port,
            advertised=settings.sip_address or None,
            allowed_peers=tuple(settings.listed(settings.sip_peers)),
            user=settings.sip_user or None,
            password=settings.sip_password.get_secret_value() or None,
            calls_limit=settings.calls_at_once,
            rtp_ports=PortRange(first, last),
            lost_after_s=settings.silent_line_seconds,
        ),
        take,
    )
