"""E-mail addresses with their sign, also where spaces stand about it."""

import re
from collections.abc import Iterator

_LOCAL = re.compile(r"[\w.+%'&=!#$*/^{|}~-]")
_NOT_FIRST = ".'*/|=&{}!#$^-"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_LOOSE_TOP = re.compile(r" ?[.,] ?(dk|com|net|org|eu|nu|de|se|no|info)(?![A-Za-z])", re.IGNORECASE)
_LONGEST_LOCAL = 64
"""RFC 5321, 4.5.3.1.1."""


def find_written(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of addresses around each ``@``; a name on a social medium (@kommune) is none."""
    last = 0
    for match in re.finditer("@", text):
        if match.start() < last:
            continue
        start = _local_start(text, match.start())
        end = _host_end(text, match.end())
        if start is None or end is None:
            continue
        handle = text[match.start() - 1].isspace()
        if not handle or "." in text[match.end() : end]:
            while text[end : end + 1] == "@" and (more := _host_end(text, end + 1)):
                end = more
            last = end
            yield start, end


def _local_start(text: str, at: int) -> int | None:
    end = at
    while end > 0 and text[end - 1] in " \t" and at - end < 2:
        end -= 1
    if text[end - 1 : end] == '"':
        quote = text.rfind('"', max(0, end - _LONGEST_LOCAL), end - 1)
        if quote >= 0:
            return quote
    start = end
    while start > 0 and end - start < _LONGEST_LOCAL and _LOCAL.match(text[start - 1]):
        start -= 1
    while start < end and text[start] in _NOT_FIRST:
        start += 1
    return start if start < end else None


def _host_end(text: str, after: int) -> int | None:
    start = after
    while start < len(text) and text[start] in " \t@" and start - after < 2:
        start += 1
    match = _HOST.match(text, start)
    if match is None:
        return None
    loose = None if "." in match.group() else _LOOSE_TOP.match(text, match.end())
    return loose.end() if loose else match.end()
