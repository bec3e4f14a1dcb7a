"""Turns the text of an answer into sentences as they are said aloud."""

from voice.speech.reading.sentences import Sentence, read

__all__ = ["Sentence", "read"]
