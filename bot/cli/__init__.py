"""The command ``muni``: JSON lines in, JSON lines out; errors on standard error."""

from bot.cli.app import app

__all__ = ["app"]
