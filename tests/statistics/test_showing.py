"""Figures as words, drawings and cells."""

import csv
from io import StringIO
from itertools import pairwise

import pytest

from bot.statistics.charts import HEIGHT, WIDTH, bar_chart, line_chart
from bot.statistics.definitions import BY_ID, FIGURES
from bot.statistics.export import csv_lines
from bot.statistics.tally import Tally
from bot.statistics.topics import falling, most_asked, rising
from bot.statistics.turn_times import bucket, quantile
from bot.statistics.wording import change, shown


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_numbers_are_written_as_danes_write_them() -> None:
    written = [shown("count", 12345), shown("share", 0.7316), shown("ms", 24.6), shown("ms", 1260)]
    assert [_plain(one) for one in written] == ["12.345", "73,2 %", "25 ms", "1,3 s"]
    assert shown("share", None) == "–"


@pytest.mark.parametrize(
    ("figure", "now", "before", "text"),
    [
        ("resolved", 0.70, 0.72, "−2,0 procentpoint, dårligere"),
        ("unanswered", 0.10, 0.12, "−2,0 procentpoint, bedre"),
        ("conversations", 150, 100, "+50,0 %"),
        ("turn_p95", 50.0, 100.0, "−50,0 %, bedre"),
        ("resolved", 0.7, 0.7, "uændret"),
        ("resolved", None, 0.7, "–"),
        ("calls", 5, 0, "–"),
    ],
)
def test_a_change_says_whether_it_is_good(
    figure: str, now: float | None, before: float | None, text: str
) -> None:
    assert _plain(change(BY_ID[figure], now, before)) == text


def test_every_figure_says_what_it_means_in_a_sentence() -> None:
    for figure in FIGURES:
        assert figure.meaning.endswith(".")
        assert figure.value(Tally()) in {None, 0}


def test_bars_stand_on_the_axis_inside_the_drawing() -> None:
    chart = bar_chart(["a", "b", "c"], [0, 7, 12])
    assert chart.bars[0].height == 0
    assert chart.bars[1].height / chart.bars[2].height == pytest.approx(7 / 12, abs=0.01)
    for bar in chart.bars:
        assert bar.y + bar.height == pytest.approx(chart.bottom)
        assert chart.left <= bar.x
        assert bar.x + bar.width <= chart.right < WIDTH
        assert 0 <= bar.y <= HEIGHT
    values = [value for value, _ in chart.ticks]
    assert values == [0, 5, 10, 15]


@pytest.mark.parametrize("highest", [0, 1, 4, 5, 9, 10, 99, 101, 564, 1_000_000])
def test_a_scale_has_a_few_whole_numbers_up_to_the_highest(highest: int) -> None:
    ticks = [value for value, _ in bar_chart(["a"], [highest]).ticks]
    assert 4 <= len(ticks) <= 7
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert all(value == int(value) for value in ticks)


def test_a_line_breaks_where_there_is_nothing_to_show() -> None:
    chart = line_chart(["a", "b", "c", "d"], [[0.5, 0.75, None, 1.0]])
    assert [len(run) for run in chart.lines[0]] == [2, 1]
    assert chart.lines[0][1][0][1] == chart.ticks[-1][1]
    assert line_chart([], [[]]).lines == [[]]
    assert bar_chart([], []).bars == []


def test_labels_have_room() -> None:
    many = [f"{day}. nov." for day in range(1, 31)]
    places = [x for _, x in bar_chart(many, [1] * 30).labels]
    assert min(right - left for left, right in pairwise(places)) > 70


def test_a_spreadsheet_runs_nothing_of_what_it_opens() -> None:
    rows = [
        ("=HYPERLINK(1)", "+1", "-1", "@a", "\tb"),
        ("a;b", 'say "hej"', "æøå", "-", ""),
        (-3, 0.25, None, 7, 1 / 3),
    ]
    text = "".join(csv_lines(rows))
    assert text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    read = list(csv.reader(StringIO(text[1:]), delimiter=";"))
    assert read[0] == ["'=HYPERLINK(1)", "'+1", "'-1", "'@a", "'\tb"]
    assert read[1][:3] == ["a;b", 'say "hej"', "æøå"]
    assert read[2] == ["-3", "0,25", "", "7", "0,3333"]


def test_turn_times_are_right_to_a_fortieth() -> None:
    times = [3.0, 10.0, 11.0, 24.0, 25.0, 26.0, 80.0, 400.0, 1300.0, 9000.0]
    turns = Tally().turns
    for one in times:
        turns[bucket(one)] += 1
    for share, right in ((0.5, 25.0), (0.95, 9000.0), (0.1, 3.0)):
        assert quantile(turns, share) == pytest.approx(right, rel=0.025)
    assert quantile({}, 0.5) is None


def test_topics_rise_beside_the_others_and_not_with_the_crowd() -> None:
    before, now = Tally(), Tally()
    before.topics.update({"pas": 100, "kørekort": 100, "hund": 1})
    now.topics.update({"pas": 200, "kørekort": 300, "kat": 2})
    found = most_asked(now, before)
    assert [one.topic for one in found] == ["kørekort", "pas", "kat", "hund"]
    assert [one.topic for one in rising(found)] == ["kørekort"]
    assert [one.topic for one in falling(found)] == ["pas"]
    assert found[0].share == 300 / 502
    assert rising(most_asked(now, Tally())) == [], "nothing to compare with"
