"""The widget stays small: a site that embeds it must not become slow."""

import gzip
import re
from pathlib import Path

from bot.api.static_files import script

STATIC = Path(__file__).parents[2] / "bot" / "web" / "static"
LIMIT_BYTES = 40 * 1024


def _files() -> list[Path]:
    return [STATIC / "widget.js", *sorted((STATIC / "widget").rglob("*.js"))]


def test_script_and_modules_are_under_forty_kilobytes_gzipped() -> None:
    sizes = {str(path.relative_to(STATIC)): len(gzip.compress(script(path))) for path in _files()}
    assert len(sizes) > 30
    assert sum(sizes.values()) < LIMIT_BYTES, sizes


def test_nothing_in_it_needs_more_than_a_strict_policy_allows() -> None:
    forbidden = re.compile(r"(inner|outer|Adjacent)HTML|document\.write|\beval\(|new Function")
    found = [path.name for path in _files() if forbidden.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_both_languages_have_the_same_labels() -> None:
    names = {
        language: re.findall(r"^  (\w+):", _label_file(language), flags=re.MULTILINE)
        for language in ("da", "en")
    }
    assert names["da"] == names["en"]
    assert len(names["da"]) > 40


def _label_file(language: str) -> str:
    return (STATIC / "widget" / "labels" / f"{language}.js").read_text(encoding="utf-8")
