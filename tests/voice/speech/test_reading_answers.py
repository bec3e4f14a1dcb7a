"""Every answer that the bot can give can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT
from voice.speech.reading import read

_READ_OUT = {"text", "spoken", "title"}
_LEFT_OVER = re.compile(
    r"[^a-zæøåé ,:.!?]|\b(?:kl|kr|nr|ca|tlf|stk|mv|fx|pct|pga|dvs|osv|inkl|www|https?|dk)\b"
)


def _texts(node: Any, key: str = "") -> Iterator[str]:
    if isinstance(node, str):
        if key in _READ_OUT or key == "aspects":
            yield node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _texts(value, "aspects" if key == "aspects" else name)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, key)


def _files() -> list[Path]:
    return sorted((ROOT / "data" / "answers").rglob("*.yml"))


def test_no_figure_sign_or_short_form_is_left_in_any_answer() -> None:
    left = []
    sentences = 0
    for path in _files():
        for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
            for sentence in read(text):
                sentences += 1
                if _LEFT_OVER.search(sentence.said):
                    left.append((path.name, sentence.written, sentence.said))
    assert sentences > 1000
    assert not left


def test_spoken_answers_stay_within_what_can_be_kept_in_mind() -> None:
    longest = 0
    for path in _files():
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        spoken = content.get("spoken") if isinstance(content, dict) else None
        if isinstance(spoken, str):
            longest = max([longest, *(len(sentence.said.split()) for sentence in read(spoken))])
    assert 5 < longest <= 45
