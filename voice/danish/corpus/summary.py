"""What a manifest holds, as a table: clips, speakers, hours and licence by source and split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from voice.danish.corpus.durations import seconds
from voice.danish.corpus.manifest import SPLITS, Clip

_HEAD = ("source", "split", "clips", "speakers", "hours", "licence")


def describe(clips: Sequence[Clip], left_out: Counter[str] | None = None) -> str:
    """The table as text; raises ``CorpusError`` when a sound file is missing or unreadable.

    It opens every file to measure it: some 0.4 ms a clip.
    """
    groups: dict[tuple[str, str], list[Clip]] = {}
    for clip in clips:
        groups.setdefault((clip.source, clip.split), []).append(clip)
    rows = [_HEAD] + [
        (source, split, *_figures(found))
        for (source, split), found in sorted(
            groups.items(), key=lambda group: (group[0][0], SPLITS.index(group[0][1]))
        )
    ]
    if len(groups) > 1:
        rows.append(("all", "", *_figures(clips)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    lines += [f"left out: {count} {reason}" for reason, count in (left_out or {}).items()]
    return "\n".join(lines)


def _figures(clips: Sequence[Clip]) -> tuple[str, str, str, str]:
    speakers = len({clip.speaker for clip in clips})
    hours = sum(map(seconds, clips)) / 3600
    licences = ", ".join(sorted({clip.licence for clip in clips}))
    return str(len(clips)), str(speakers), f"{hours:.3f}", licences


def _aligned(row: tuple[str, ...], widths: list[int]) -> list[str]:
    numeric = {"clips", "speakers", "hours"}
    return [
        text.rjust(width) if name in numeric else text.ljust(width)
        for text, width, name in zip(row, widths, _HEAD, strict=True)
    ]
