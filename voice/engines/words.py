"""The words of a vocabulary that are no words: noise, and speech that is not in it."""

from typing import Final

NOISE_WORD: Final = "[støj]"
UNKNOWN_WORD: Final = "[unk]"
