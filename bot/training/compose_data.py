"""The training data of a model: the files with all that staff have published, and Rasa's wiring."""

import shutil
from pathlib import Path

from bot.content.files import write_data
from bot.content.layered import Base, LayeredContent
from bot.settings import ROOT
from bot.training.wiring import write_wiring

_ALONGSIDE = ("domain.yml", "config.yml", "credentials.yml", "endpoints.yml")


def compose_training_data(folder: Path, base: Base, content: LayeredContent) -> list[Path]:
    """Write a project that Rasa can train: ``folder/data``, ``domain.yml`` and ``config.yml``.

    ``muni content check`` and ``rasa data validate`` accept it. Gives the files that differ
    from MUNI's own. Raises FileExistsError when there is a project already, OSError.
    """
    written = write_data(folder / "data", base, content)
    for name in _ALONGSIDE:
        shutil.copy(ROOT / name, folder / name)
    return [*written, *write_wiring(folder, content.topics)]
