"""Models that hear only given phrases: the same acoustics with a small graph of their own."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from voice.engines.folder import LEXICON_FILE
from voice.engines.native import open_folder
from voice.engines.phrase_worker import PhraseWorker
from voice.errors import GraphError, ModelError

PHRASES_CONF: Final = "conf/phrases.conf"
"""Where it is there, it stands in for ``conf/model.conf``: closed lists want another scale."""

_SHARED: Final = ("am", "ivector", "conf/mfcc.conf", "graph/phones")


class PhraseModels:
    """Makes them from a model folder and keeps the ``keep`` last used; usable from any thread.

    One takes some 100 ms to make, the first one half a second more.
    """

    def __init__(self, folder: Path, keep: int = 8) -> None:
        self._folder = folder.resolve()
        self._keep = keep
        self._worker = PhraseWorker(folder)
        self._lock = threading.Lock()
        self._kept: OrderedDict[frozenset[str], Any] = OrderedDict()

    def get(self, phrases: Sequence[str]) -> Any:
        """A model that hears one of ``phrases`` an utterance, or ``[unk]``.

        Raises ``GraphError`` when no phrase can be heard, or when the model folder has no lexicon
        and so was not made here.
        """
        key = frozenset(" ".join(phrase.split()) for phrase in phrases) - {""}
        if not key:
            raise GraphError("Der er ingen fraser at lytte efter. Skriv mindst en.")
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self._make(sorted(key))
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._keep:
                self._kept.popitem(last=False)
        return made

    def _make(self, phrases: Sequence[str]) -> Any:
        if not (self._folder / LEXICON_FILE).is_file():
            raise GraphError(
                f"Talemodellen {self._folder} har ingen {LEXICON_FILE} og kan ikke holdes til "
                "bestemte fraser. Byg den med »muni voice build«."
            )
        # The library reads all of a folder when it opens it, so it need not stay.
        with tempfile.TemporaryDirectory(prefix="muni-phrases-") as name:
            folder = Path(name)
            for part in ("conf", "graph"):
                (folder / part).mkdir()
            for shared in _SHARED:
                if (self._folder / shared).exists():
                    (folder / shared).symlink_to(self._folder / shared)
            own = self._folder / PHRASES_CONF
            usual = self._folder / "conf/model.conf"
            (folder / "conf/model.conf").symlink_to(own if own.exists() else usual)
            self._worker.build(phrases, folder / "graph")
            try:
                return open_folder(folder)
            except ModelError as error:
                raise GraphError(
                    f"Talemodellen {self._folder} kan ikke holdes til bestemte fraser. Byg den "
                    "igen med »muni voice build«."
                ) from error
