"""The ``.spl`` lists of the older NST layout: who spoke, and what is said in which file.

Latin-1, sections headed ``[System]``, ``[Info states]``, ``[Record states]``, ``[Validation
states]``; a line is ``number=field>-<field>-<...``. A recording has its prompt in field 2 and its
file in field 5; the listener's transcript is field 0 of the validation with the same number.
Read in Kaldi's egs/sprakbanken/s5/local/sprakparser.py and in a DeepSpeech preparation of the
Swedish database, whose lists are alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voice.errors import CorpusError

_DELIMITER: Final = ">-<"
_PROMPT, _TRANSCRIPT = 2, 0


@dataclass(frozen=True)
class Recording:
    """One recording of a session; ``speaker`` is empty where the list names none."""

    file: str
    text: str
    speaker: str


def recordings(path: Path) -> Iterator[Recording]:
    """The recordings of a list; raises ``CorpusError`` when it has no recordings at all."""
    sections = _sections(path)
    speaker = next(
        (
            fields[1].strip()
            for fields in sections.get("info states", {}).values()
            if fields[0].strip().lower() == "speaker id" and len(fields) > 1
        ),
        "",
    )
    recorded = sections.get("record states", {})
    validated = sections.get("validation states", {})
    if not recorded and not validated:
        raise CorpusError(f"{path} lists no recordings; is it an .spl of the NST database?")
    for number in sorted({*recorded, *validated}, key=lambda told: (len(told), told)):
        prompt, heard = recorded.get(number, []), validated.get(number, [])
        file = next((f for f in [*prompt, *heard] if f.lower().endswith(".wav")), "")
        text = heard[_TRANSCRIPT].strip() if heard else ""
        if not text and len(prompt) > _PROMPT:
            text = prompt[_PROMPT].strip()
        if file:
            yield Recording(file.strip(), text, speaker)


def _sections(path: Path) -> dict[str, dict[str, list[str]]]:
    sections: dict[str, dict[str, list[str]]] = {}
    current: dict[str, list[str]] = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("[") and line.rstrip().endswith("]"):
            current = sections.setdefault(line.strip("[] ").lower(), {})
        elif "=" in line:
            number, _, rest = line.partition("=")
            current[number.strip()] = rest.split(_DELIMITER)
    return sections
