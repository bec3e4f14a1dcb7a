"""The model card of models/da_muni, written from the measured figures."""

from pathlib import Path
from typing import Any

from bot.danish.training.open_data import LABELS

_TEMPLATE = Path(__file__).with_name("card_template.md")


def card(figures: dict[str, Any], training: dict[str, Any]) -> str:
    """The card in Markdown."""
    speed = figures["speed"]
    return _TEMPLATE.read_text(encoding="utf-8").format(
        size=figures["size_mb"],
        characters=speed["characters_median"],
        median=speed["ms_median"],
        p95=speed["ms_p95"],
        rate=f"{speed['docs_per_second_batched']:.0f}",
        entities=entity_table(figures["entities"]),
        names=_table(
            "first names",
            ["recall", "texts"],
            {
                group: [f"{v['recall']:.3f}", str(v["texts"])]
                for group, v in figures["names"].items()
            },
        ),
        lemmas=_table(
            "lemmatizer", ["accuracy"], {k: [f"{v:.4f}"] for k, v in figures["lemmas"].items()}
        ),
        tokens=_table(
            "text",
            list(next(iter(figures["tokens"].values()))),
            {k: [f"{f1:.4f}" for f1 in v.values()] for k, v in figures["tokens"].items()},
        ),
        command=training["command"],
        seed=training["seed"],
        versions=", ".join(f"{name} {v}" for name, v in training["versions"].items()),
        hashes="\n".join(f"| {name} | `{v}` |" for name, v in training["sha256"].items()),
    )


def entity_table(entities: dict[str, Any]) -> str:
    """One row a test set and recogniser, one column a label."""
    rows = []
    for test, recognisers in entities.items():
        for name, scores in recognisers.items():
            cells = [
                f"{100 * scores[label]['f1']:.1f} ({scores[label]['support']})"
                for label in (*LABELS, "all")
            ]
            rows.append(f"| {test} | {name} | {' | '.join(cells)} |")
    head = f"| test set | recogniser | {' | '.join((*LABELS, 'all'))} |"
    return "\n".join([head, "|---" * (len(LABELS) + 3) + "|", *rows])


def _table(first: str, columns: list[str], rows: dict[str, list[str]]) -> str:
    lines = [f"| {first} | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()]
    return "\n".join(lines)
