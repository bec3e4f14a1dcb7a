"""Differences as people read them: rewritten sentences in one piece, examples by what they do."""

from bot.content.difference import FieldDifference, Piece, example_difference, word_difference


def _marked(old: str, new: str) -> str:
    marks = {"removed": "-", "added": "+", "same": ""}
    return "|".join(marks[piece.kind] + piece.text for piece in word_difference(old, new))


def test_words_side_by_side_that_all_changed_are_one_piece() -> None:
    assert _marked("I 2023 kostede et pas", "Se prisen på et pas") == (
        "-I 2023 kostede|+Se prisen på| et pas"
    )
    assert _marked("Ring i dag.", "Ring i morgen.") == "Ring i |-dag|+morgen|."


def test_paragraphs_stay_apart() -> None:
    assert _marked("A.\n\nB.", "C.\n\nD.") == "-A|+C|.\n\n|-B|+D|."


def test_old_and_new_can_be_read_from_the_pieces() -> None:
    old, new = "Du betaler 379 kr., hvis du er over 65.", "Det er gratis, hvis du er over 67 år."
    pieces = word_difference(old, new)
    assert "".join(one.text for one in pieces if one.kind != "added") == old
    assert "".join(one.text for one in pieces if one.kind != "removed") == new
    assert word_difference("", "nyt") == (Piece("added", "nyt"),)


def test_examples_that_go_are_told_as_removed_and_those_that_come_as_added() -> None:
    first = {"added": ["a", "b"], "removed": ["c"]}
    assert example_difference(None, first) == [
        FieldDifference("added", (Piece("added", "a\nb"),)),
        FieldDifference("removed", (Piece("removed", "c"),)),
    ]
    back = {"added": ["b"], "removed": []}
    assert example_difference(first, back) == [
        FieldDifference("added", (Piece("added", "c"),)),
        FieldDifference("removed", (Piece("removed", "a"),)),
    ]
