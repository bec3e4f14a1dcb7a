"""What is shown could always be the truth: no small count can be worked out from it."""

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.open_data.cells import (
    ANSWERED,
    DOWN,
    HANDED_OVER,
    OTHER,
    RESOLVED,
    SAFETY,
    SPOKEN,
    Cell,
    Counts,
    Matter,
    exact_counts,
    open_counts,
)
from bot.open_data.rounding import BASE
from bot.statistics.tally import Tally

STARTS = some.integers(0, BASE - 1)


@some.composite
def _tallies(draw: some.DrawFn) -> dict[tuple[str, str], Tally]:
    """Figures as the counting makes them: its own rules hold between them."""
    found = {}
    some_few = some.integers(0, 9)
    for place in draw(some.sets(some.sampled_from(("", "0101", "0741", "0825")), min_size=1)):
        for channel in draw(some.sets(some.sampled_from(("web", "voice")), min_size=1)):
            tally = Tally()
            resolved, handed_over, other = draw(some_few), draw(some_few), draw(some_few)
            conversations = resolved + handed_over + other
            for _ in range(draw(some.integers(resolved, resolved + 9)) if conversations else 0):
                tally.topics[draw(some.sampled_from(("pas_pris", "affald", "vielse")))] += 1
            asked = {name: draw(some_few) for name in ("unanswered", "clarified", "safety")}
            rated = {name: draw(some_few) for name in ("rated_up", "rated_down")}
            if not conversations:
                asked = rated = {}
            if not handed_over + other:
                asked, rated = asked | {"safety": 0}, rated | {"rated_down": 0}
            tally.counts.update(asked | rated)
            tally.counts.update({
                "conversations": conversations, "resolved": resolved, "handed_over": handed_over,
                "questions": sum(asked.values()) + sum(tally.topics.values()),
                "calls": conversations + draw(some_few) if channel == "voice" else 0,
            })  # fmt: skip
            found[place, channel] = tally
    return found


def _rules(counts: Counts) -> None:
    """What always holds between true counts, and so may be known of any."""
    for place in {cell.place for cell in counts}:
        own = {cell: count for cell, count in counts.items() if cell.place == place}

        def total(*kinds: str, own: Counts = own) -> int:
            return sum(count for cell, count in own.items() if cell.kind in kinds)

        assert total(RESOLVED) <= total(ANSWERED)
        if any(cell.matter is not Matter.CONVERSATIONS for cell in own):
            assert total(*SPOKEN)
        if total(SAFETY, DOWN):
            assert total(HANDED_OVER, OTHER)


@settings(max_examples=150, deadline=None)
@given(_tallies(), STARTS, STARTS)
def test_what_is_shown_is_itself_a_possible_truth(
    tallies: dict[tuple[str, str], Tally], start: int, again: int
) -> None:
    exact = exact_counts(tallies)
    _rules(exact)
    shown = open_counts(exact, start)
    assert all(count % BASE == 0 and count >= BASE for count in shown.values())
    _rules(shown)
    assert open_counts(shown, again) == shown


def test_a_tally_is_split_so_that_each_thing_counts_once() -> None:
    tally = Tally()
    tally.topics["pas_pris"] = 6
    tally.counts.update(conversations=10, resolved=4, handed_over=3, calls=12, questions=12,
                        unanswered=2, clarified=1, safety=1, rated_up=2, rated_down=1)  # fmt: skip
    exact = exact_counts({("0751", "voice"): tally})
    by_kind = {(cell.kind, cell.topic): count for cell, count in exact.items()}
    assert by_kind == {
        ("resolved", ""): 4, ("handed_over", ""): 3, ("other", ""): 3, ("silent", ""): 2,
        ("answered", "pas_pris"): 6, ("answered", ""): 2, ("unanswered", ""): 2,
        ("clarified", ""): 1, ("safety", ""): 1, ("up", ""): 2, ("down", ""): 1,
    }  # fmt: skip


def test_where_no_conversation_is_shown_nothing_else_is() -> None:
    lonely = Cell(Matter.QUESTIONS, ANSWERED, "pas_pris", "web", "0825")
    talk = Cell(Matter.CONVERSATIONS, RESOLVED, "", "web", "0825")
    assert open_counts({talk: 3, lonely: 9}, 0) == {}


def test_more_resolved_than_answered_are_shown_as_answers_without_a_topic() -> None:
    talk = Cell(Matter.CONVERSATIONS, RESOLVED, "", "web", "0825")
    answers = [Cell(Matter.QUESTIONS, ANSWERED, topic, "web", "0825") for topic in "ab"]
    shown = open_counts({talk: 5, answers[0]: 3, answers[1]: 1}, 0)
    assert shown == {talk: 5, answers[0]._replace(topic=""): 5}
