"""All open pages and files."""

from bot.api.open import about, catalogue, content, files, statistics

ROUTERS = (statistics.router, files.router, content.router, catalogue.router, about.router)
