"""Every error of the voice room.

VoiceError
├── AudioError            a recording or stream can't be heard
├── ModelError            a speech model folder is missing, broken or of another kind
├── GraphError            a vocabulary or grammar can't be built
├── SynthesisError       speech can't be made
├── LineError            a telephone line can't be opened, or a peer breaks its protocol
├── DeskError            the bot behind the telephone can't answer now
└── CorpusError           training speech is missing or laid out in another way than said
"""

from __future__ import annotations


class VoiceError(Exception):
    """Root of the voice room's errors; its text says what to do next."""


class AudioError(VoiceError):
    """A recording or stream can't be heard."""


class ModelError(VoiceError):
    """A speech model folder is missing, broken or of another kind."""


class GraphError(VoiceError):
    """A vocabulary or grammar can't be built."""


class SynthesisError(VoiceError):
    """Speech can't be made."""


class CorpusError(VoiceError):
    """Training speech is missing or laid out in another way than said."""


class LineError(VoiceError):
    """A telephone line can't be opened, or a peer breaks its protocol."""


class DeskError(VoiceError):
    """The bot behind the telephone can't answer now."""
