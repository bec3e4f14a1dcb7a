"""JSON lines: read from standard input, written to standard output, in order, one each."""

import json
import sys
from collections.abc import Callable
from typing import Any

import typer

from bot.errors import MuniError


def each_line(work: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Give ``work`` each object and write what it gives; stops with status 1 at bad input."""
    # Bytes that are no UTF-8 become replacement characters: a bad line is told, not a crash.
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    bad = False
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise ValueError('write {"text": "..."} on each line')
            write(work(row))
        except MuniError as error:
            bad = fail(number, f"{error.title} ({error})")
        except ValueError as error:
            bad = fail(number, str(error))
    if bad:
        raise typer.Exit(1)


def write(row: dict[str, Any]) -> None:
    """One line out."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def fail(number: int, why: str) -> bool:
    """Say on standard error what is wrong with a line."""
    typer.echo(f"line {number}: {why}", err=True)
    return True
