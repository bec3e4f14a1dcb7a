"""``python -m voice.danish.recipe ORDER.json``: the recipe, in the environment that has torch.

``muni voice train`` writes the order and starts this.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from voice.danish.build import Knowledge
from voice.danish.corpus.manifest import read_manifest
from voice.errors import VoiceError


def main(path: Path) -> int:
    """Run the order in the file; gives the exit status."""
    # Every process that makes speech imports this module anew, and none of them needs torch.
    from voice.danish.recipe.run import Order, run
    from voice.danish.recipe.scale import FULL, SMALL

    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    try:
        order = Order(
            knowledge=Knowledge(**raw["knowledge"]),
            scale=SMALL if raw["small"] else FULL,
            work=Path(raw["work"]),
            model=Path(raw["model"]),
            clips=read_manifest(Path(raw["manifest"])) if raw["manifest"] else (),
            held_out=raw["held_out"],
            processes=raw["processes"],
        )
        run(order, _say)
    except VoiceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"== {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
