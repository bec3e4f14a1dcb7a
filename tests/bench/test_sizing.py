"""The sizing table follows from what was measured, and from nothing else."""

import pytest

from bench.sizing import BEGIN, END, MANUAL, table


def _row(workers: int, turns: float) -> dict[str, object]:
    return {"database": "sqlite", "workers": workers, "messages": 0, "cores": 2, "citizens": 50,
            "turns_a_second": turns, "p95_ms": 200.0, "memory_mb": 1024}  # fmt: skip


def test_processes_follow_from_the_slowest_that_was_measured() -> None:
    forty = table([_row(1, 10.0), _row(1, 2.0), _row(2, 18.0)]).splitlines()[4].split(" | ")
    # 420,000 conversations a year: 5.8 turns a second at the busiest, 1.2 to each process.
    assert forty[:2] == ["| 40", "120.000"]
    assert forty[3:6] == ["5,8", "150", "5"]
    assert forty[6] == "5,0 GB |"


def test_nothing_measured_is_nothing_written() -> None:
    with pytest.raises(ValueError, match="measure one worker"):
        table([_row(2, 10.0)])


def test_the_manual_has_the_place_for_it() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    assert text.index(BEGIN) < text.index(END)
