"""The benchmarks' tests hear with the same small model as those of hearing."""

from tests.voice.conftest import tiny_model

__all__ = ["tiny_model"]
