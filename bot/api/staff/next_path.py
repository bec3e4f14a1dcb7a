"""Where to go after signing in: a page of the console, and nothing else."""

import re

HOME = "/personale"
LONGEST = 400
_LOCAL = re.compile(r"/personale(?:[/?][!-\[\]-~]*)?")
"""Visible ASCII but the backslash, which browsers read as a slash."""


def local_path(wanted: str) -> str:
    """``wanted`` if it is a path of the console, else its front page.

    It begins with our own path, so no other site can be named.
    """
    return wanted if len(wanted) <= LONGEST and _LOCAL.fullmatch(wanted) else HOME
