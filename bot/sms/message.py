"""What an SMS with official pages says: short, and who it is from."""

from collections.abc import Sequence

from bot.turn import Link

MOST_PAGES = 3
LONGEST_TITLE = 60


def pages_message(pages: Sequence[Link], place: str | None) -> str:
    """The pages a caller asked for; ``place`` is the municipality's full name.

    At most ``MOST_PAGES``, the first ones: each is one more SMS to pay for.
    """
    opening = f"Her er links fra {place}:" if place else "Her er links fra kommunens robot:"
    if len(pages) == 1:
        opening = opening.replace("links", "linket")
    return "\n".join([opening, *map(_line, pages[:MOST_PAGES])])


def _line(page: Link) -> str:
    title = page.title
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 3].rstrip() + "..."
    return f"{title}: {page.url}"
