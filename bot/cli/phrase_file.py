"""A file of phrases, one a line: all that a recogniser shall be able to hear."""

from __future__ import annotations

from pathlib import Path

from bot.errors import BadInputError


def read_phrases(file: Path) -> list[str]:
    """The phrases in ``file``; raises BadInputError when it can't be read or has none."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInputError(f"{file} er ikke i UTF-8. Gem den som UTF-8, og prøv igen.") from error
    except OSError as error:
        raise BadInputError(
            f"{file} kan ikke læses ({error.strerror}). Angiv en fil med en frase på hver linje."
        ) from error
    phrases = [line.strip() for line in lines if line.strip()]
    if not phrases:
        raise BadInputError(f"{file} har ingen fraser. Skriv en på hver linje.")
    return phrases
