"""Which web pages of other sites may use the service."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from bot.knowledge import get_municipalities
from bot.settings import Settings


def allowed_origins(settings: Settings) -> list[str]:
    """The sites in the settings and, unless they are turned off, the municipalities' own."""
    origins = settings.listed(settings.cors_origins)
    if settings.cors_municipal_sites:
        sites = [one.website for one in get_municipalities().by_code.values()]
        origins += [site.rstrip("/") for site in sites]
        origins += [site.replace("://www.", "://").rstrip("/") for site in sites]
    return sorted(set(origins))


def comes_from_allowed_page(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether a page of ours or of an allowed site opened it; browsers don't ask for WebSockets."""
    origin = connection.headers.get("origin", "").rstrip("/")
    if not origin:
        return False
    ours = {urlsplit(settings.public_url).netloc, connection.headers.get("host", "")}
    return urlsplit(origin).netloc in ours or origin in allowed_origins(settings)
