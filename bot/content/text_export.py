"""Examples and answers as text, a piece at a time: CSV for spreadsheets, YAML for Rasa and MUNI."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator

from bot.content.cells import safe_cell
from bot.content.exported import exported_answers, exported_examples
from bot.content.forms import formed
from bot.content.layered import LayeredContent
from bot.content.spreadsheet import ANSWER_HEADS, EXAMPLE_HEADS, answer_rows, example_rows
from bot.content.yaml_text import listed_answer_text

_PIECE = 64 * 1024
"""Characters."""
_MARK = "\ufeff"
"""Tells Excel that it is UTF-8."""
Places = Collection[str] | None


def examples_csv(content: LayeredContent, places: Places) -> Iterator[str]:
    """All wordings, a line each; semicolons, as Danish spreadsheets expect."""
    return _csv(EXAMPLE_HEADS, example_rows(content, places))


def answers_csv(content: LayeredContent, places: Places) -> Iterator[str]:
    """All answers, a line each."""
    return _csv(ANSWER_HEADS, answer_rows(content, places))


def examples_yaml(content: LayeredContent, places: Places) -> Iterator[str]:
    """All wordings in Rasa's NLU format."""
    return _pieces(_nlu(content, places))


def answers_yaml(content: LayeredContent, places: Places) -> Iterator[str]:
    """All answers as a list, which :func:`bot.content.incoming.from_yaml` reads."""
    return _pieces(_answers(content, places))


def _nlu(content: LayeredContent, places: Places) -> Iterator[str]:
    yield 'version: "3.1"\nnlu:\n'
    for intent, texts in exported_examples(content, places).items():
        if texts:
            lines = "".join(f"    - {text}\n" for text in texts)
            yield f"- intent: {intent}\n  examples: |\n{lines}"


def _answers(content: LayeredContent, places: Places) -> Iterator[str]:
    yield "answers:\n"
    for subject in exported_answers(content, places):
        answer = formed(subject, content.raw.at(subject)) or {}
        yield listed_answer_text(subject.key, subject.municipality, answer)


def _csv(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    out.write(_MARK)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([safe_cell(text) for text in row])
        if out.tell() > _PIECE:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    gathered: list[str] = []
    for text in texts:
        gathered.append(text)
        if sum(map(len, gathered)) > _PIECE:
            yield "".join(gathered)
            gathered.clear()
    yield "".join(gathered)
