"""What an evaluation found, as JSON and as a table: by condition, source and speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Final

from voice.danish.evaluate import Heard
from voice.danish.scoring import Scores, confusions, tally
from voice.danish.spoken_test import SYNTHETIC

_MOST: Final = 20
_NOTHING: Final = "-"
_SPOKEN_BY_MACHINE: Final = (
    "espeak-ng spoke these clips, and may have spoken the training speech too: "
    "people will be heard worse."
)


def as_dict(heard: Sequence[Heard]) -> dict[str, Any]:
    """Everything, for JSON.

    Rates are shares; ``given_up`` as in ``Heard``; ``real_time`` is processor seconds a second of
    sound.
    """
    return {
        "conditions": {
            name: {
                **_figures(group),
                "by_source": _by(group, lambda one: one.clip.source, _figures),
                "by_speaker": _by(group, lambda one: one.clip.speaker, _figures),
                "confusions": [
                    {"said": step.said, "heard": step.heard, "times": times}
                    for step, times in confusions([one.judged for one in group], 10 * _MOST)
                ],
            }
            for name, group in _groups(heard, lambda one: one.condition).items()
        },
        "unknown_words": dict(_unknown(heard).most_common()),
        "clips": [
            {
                "audio": str(one.clip.audio),
                "condition": one.condition,
                "source": one.clip.source,
                "speaker": one.clip.speaker,
                "said": one.clip.text,
                "heard": one.text,
                "words": one.judged.words,
                "errors": one.judged.errors,
                "given_up": one.given_up,
            }
            for one in heard
        ],
    }


def as_text(heard: Sequence[Heard]) -> str:
    """The figures that matter, in percent, for a terminal."""
    conditions = _groups(heard, lambda one: one.condition)
    parts = [
        _overview(conditions),
        _table_by("source", heard, lambda one: one.clip.source, tuple(conditions)),
        _table_by("speaker", heard, lambda one: one.clip.speaker, tuple(conditions)),
        *(_confusion_list(name, group) for name, group in conditions.items()),
    ]
    if unknown := _unknown(heard):
        words = ", ".join(word for word, _ in unknown.most_common(2 * _MOST))
        parts.append(f"Words that the model does not know, commonest first ({len(unknown)}):\n  "
                     f"{words}")  # fmt: skip
    if any(one.clip.source.startswith(SYNTHETIC) for one in heard):
        parts.append(_SPOKEN_BY_MACHINE)
    return "\n\n".join(part for part in parts if part)


def _groups(heard: Sequence[Heard], key: Callable[[Heard], str]) -> dict[str, list[Heard]]:
    groups: dict[str, list[Heard]] = {}
    for one in heard:
        groups.setdefault(key(one), []).append(one)
    return groups


def _by(
    heard: Sequence[Heard], key: Callable[[Heard], str], of: Callable[[Sequence[Heard]], Any]
) -> dict[str, Any]:
    return {name: of(group) for name, group in sorted(_groups(heard, key).items())}


def _figures(heard: Sequence[Heard]) -> dict[str, Any]:
    audio_s = sum(one.audio_s for one in heard)
    return asdict(_scores(heard)) | {
        "given_up": sum(one.given_up for one in heard),
        "audio_s": round(audio_s, 2),
        "real_time": _real_time(heard),
    }


def _scores(heard: Sequence[Heard]) -> Scores:
    return tally([one.judged for one in heard])


def _real_time(heard: Sequence[Heard]) -> float:
    audio_s = sum(one.audio_s for one in heard)
    return round(sum(one.cpu_s for one in heard) / audio_s, 5) if audio_s else 0.0


def _unknown(heard: Sequence[Heard]) -> Counter[str]:
    """Words outside the vocabulary, and how often they were said (counted in one condition)."""
    first = heard[0].condition if heard else ""
    judged = [one.judged for one in heard if one.condition == first]
    return Counter(word for one in judged if one.unknown for word in one.unknown.words)


def _overview(conditions: dict[str, list[Heard]]) -> str:
    head = (
        "condition", "clips", "words", "WER", "95 %", "sub", "del", "ins", "[unk]", "CER",
        "sentence", "unknown", "at/beside", "WER known", "real time",
    )  # fmt: skip
    rows = [_overview_row(name, group) for name, group in conditions.items()]
    return _columns([head, *rows])


def _overview_row(name: str, heard: Sequence[Heard]) -> tuple[str, ...]:
    found = _scores(heard)
    unknown = found.unknown
    return (
        name,
        str(found.sentences),
        str(found.words),
        _percent(found.wer),
        f"{_percent(found.wer_low)}-{_percent(found.wer_high)}",
        str(found.substitutions),
        str(found.deletions),
        str(found.insertions),
        str(sum(one.given_up for one in heard)),
        _percent(found.cer),
        _percent(found.sentence_error),
        _percent(unknown.share) if unknown else _NOTHING,
        f"{unknown.errors_at}/{unknown.errors_beside}" if unknown else _NOTHING,
        _percent(unknown.wer_known) if unknown else _NOTHING,
        f"{_real_time(heard):.3f}",
    )


def _table_by(
    what: str, heard: Sequence[Heard], key: Callable[[Heard], str], conditions: Sequence[str]
) -> str:
    """Word error (and sentence error) of each group; nothing when there is but one."""
    groups = _groups(heard, key)
    if len(groups) < 2:
        return ""
    rows = [(f"WER (sentence) by {what}", "clips", *conditions)]
    for name, group in sorted(groups.items()):
        cells = _by(group, lambda one: one.condition, _scores)
        shown = (f"{_percent(one.wer)} ({_percent(one.sentence_error)})" for one in
                 (cells[condition] for condition in conditions))  # fmt: skip
        rows.append((name, str(cells[conditions[0]].sentences), *shown))
    return _columns(rows)


def _confusion_list(name: str, heard: Sequence[Heard]) -> str:
    found = confusions([one.judged for one in heard], _MOST)
    if not found:
        return ""
    rows = [
        (f"{times:>5}", f"{step.said or _NOTHING} > {step.heard or _NOTHING}")
        for step, times in found
    ]
    lines = (f"{times}  {words}" for times, words in rows)
    return "\n".join([f"Commonest errors, {name} (said > heard)", *lines])


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
