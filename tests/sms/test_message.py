"""An SMS is short, and says who it is from."""

from bot.sms.message import LONGEST_TITLE, MOST_PAGES, pages_message
from bot.turn import Link

PAGE = Link(title="Flytteguide på borger.dk", url="https://www.borger.dk/flytning")


def test_one_page() -> None:
    assert pages_message([PAGE], "Aarhus Kommune") == (
        "Her er linket fra Aarhus Kommune:\n"
        "Flytteguide på borger.dk: https://www.borger.dk/flytning"
    )
    assert pages_message([PAGE], None).startswith("Her er linket fra kommunens robot:")


def test_many_pages_are_cut_and_so_are_long_titles() -> None:
    long = Link(title="x" * 200, url="https://www.borger.dk")
    lines = pages_message([PAGE, long, PAGE, PAGE, PAGE], "Aarhus Kommune").splitlines()
    assert len(lines) == 1 + MOST_PAGES
    assert lines[0] == "Her er links fra Aarhus Kommune:"
    assert len(lines[2]) <= LONGEST_TITLE + len(": https://www.borger.dk")
