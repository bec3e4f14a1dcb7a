"""The acoustic part of a Vosk model folder: weights, settings and the places of phones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voice.danish.export.network import Network
from voice.danish.export.nnet3 import final_mdl
from voice.danish.export.transition_model import silence_phones, word_boundaries
from voice.errors import ModelError


@dataclass(frozen=True)
class Features:
    """MFCCs: ``cepstra`` values a frame from as many mel bands between ``low`` and ``high`` Hz."""

    sample_rate: int = 8000
    cepstra: int = 40
    low: int = 20
    high: int = 3800

    def text(self) -> str:
        """As Kaldi's ``mfcc.conf``."""
        return _lines(
            {
                "use-energy": "false",
                "sample-frequency": self.sample_rate,
                "num-mel-bins": self.cepstra,
                "num-ceps": self.cepstra,
                "low-freq": self.low,
                "high-freq": self.high,
                "dither": 0,
                "allow-upsample": "true",
                "allow-downsample": "true",
            }
        )


@dataclass(frozen=True)
class Decoding:
    """How Vosk searches, and after how many seconds of silence it hears an utterance end.

    ``beam`` and ``lattice_beam`` are in log likelihood; ``acoustic_scale`` weighs sound against
    the language model. Silence ends an utterance after ``unspoken`` when nothing was said,
    after ``sure``, ``likely`` or ``unsure`` when words were, by how well they end the sentence;
    ``longest`` ends it anyway.
    """

    beam: float = 13.0
    lattice_beam: float = 3.0
    max_active: int = 5000
    acoustic_scale: float = 0.7
    unspoken: float = 5.0
    sure: float = 0.5
    likely: float = 1.0
    unsure: float = 2.0
    longest: float = 20.0

    def text(self) -> str:
        """As Vosk's ``model.conf``."""
        return _lines(
            {
                "max-active": self.max_active,
                "beam": self.beam,
                "lattice-beam": self.lattice_beam,
                "acoustic-scale": self.acoustic_scale,
                "frame-subsampling-factor": 3,
                "endpoint.silence-phones": ":".join(map(str, silence_phones())),
                "endpoint.rule1.min-trailing-silence": self.unspoken,
                "endpoint.rule2.min-trailing-silence": self.sure,
                "endpoint.rule3.min-trailing-silence": self.likely,
                "endpoint.rule4.min-trailing-silence": self.unsure,
                "endpoint.rule5.min-utterance-length": self.longest,
            }
        )


CLOSED: Final = Decoding(acoustic_scale=0.45)
"""For a closed list of phrases: no word rows weigh against the sound, so it must weigh less."""


def write_acoustics(
    network: Network,
    folder: Path,
    features: Features = Features(),
    decoding: Decoding = Decoding(),
    closed: Decoding = CLOSED,
) -> None:
    """Write ``am/``, ``conf/`` and ``graph/phones/``; the graph itself is made elsewhere.

    ``closed`` goes to ``conf/phrases.conf``, which is our own: Vosk reads ``model.conf`` alone.

    Makes the folder where it is missing. Raises ``ModelError`` when the network doesn't hear
    these features or doesn't give two values a phone.
    """
    if network.input_dim != features.cepstra:
        raise ModelError(
            f"the network hears {network.input_dim} values a frame, not {features.cepstra}"
        )
    places = "".join(f"{phone} {place}\n" for phone, place in word_boundaries().items())
    contents = {
        "am/final.mdl": final_mdl(network),
        "conf/mfcc.conf": features.text().encode(),
        "conf/model.conf": decoding.text().encode(),
        "conf/phrases.conf": closed.text().encode(),
        "graph/phones/word_boundary.int": places.encode(),
    }
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _lines(options: dict[str, object]) -> str:
    return "".join(f"--{name}={value}\n" for name, value in options.items())
