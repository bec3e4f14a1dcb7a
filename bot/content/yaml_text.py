"""Content as YAML text, in the form that the files under data/ have."""

import re
from typing import Any

import yaml

from bot.content.raw import Raw, from_json

_DIGITS = re.compile(r"\d[\d .]*")
_WIDTH = 100


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks; codes and telephone numbers in quotes."""


def _string(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else "'" if _DIGITS.fullmatch(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _string)


def answer_text(topic: str, raw: Raw) -> str:
    """A file under data/answers."""
    return _yaml({"topic": topic, **_blocks(raw)})


def municipality_text(raw: Raw) -> str:
    """A file under data/municipalities."""
    own = {topic: _blocks(answer) for topic, answer in raw.get("overrides", {}).items()}
    return _yaml({**raw, "overrides": own} if own else raw)


def topics_text(raw: Raw) -> str:
    """data/topics.yml."""
    return _yaml(raw, width=1_000_000)


def examples_text(intent: str, texts: list[str]) -> str:
    """A file under data/nlu, in Rasa's NLU format."""
    lines = "".join(f"    - {text}\n" for text in texts)
    return f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'


def listed_answer_text(topic: str, municipality: str | None, raw: Raw) -> str:
    """One entry of a list of answers, as it stands below ``answers:``."""
    owner = {"municipality": municipality} if municipality else {}
    return _yaml([{"topic": topic, **owner, **_blocks(raw)}])


def _blocks(answer: Raw) -> Raw:
    told = {
        field: "\n".join(line.rstrip() for line in answer[field].strip().splitlines()) + "\n"
        for field in ("text", "spoken")
    }
    return {**answer, **told}


def _yaml(raw: Any, width: int = _WIDTH) -> str:
    text: str = yaml.dump(
        from_json(raw), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width
    )
    return text
