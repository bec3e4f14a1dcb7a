"""Choices for the ear: which telephone key stands for what."""

from collections.abc import Sequence


def spoken_keys(titles: Sequence[str]) -> str:
    """The titles, each with its key from 1.

    ``Tryk eller sig 1 for forny kørekort, 2 for mistet kørekort eller 3 for ...``; at least one.
    """
    keys = [_key(number, title) for number, title in enumerate(titles, 1)]
    listed = f"{', '.join(keys[:-1])} eller {keys[-1]}" if len(keys) > 1 else keys[0]
    return f"Tryk eller sig {listed}."


def speaks_key(text: str, number: int, title: str) -> bool:
    """Has ``text``, made with :func:`spoken_keys`, told the caller that ``number`` is ``title``?"""
    return _key(number, title) in text


def _key(number: int, title: str) -> str:
    first, _, rest = title.partition(" ")
    # A title is written with a capital; names such as MitID keep theirs.
    if first[1:] == first[1:].lower():
        title = f"{first.lower()} {rest}".rstrip()
    return f"{number} for {title}"
