"""Recognised words as a citizen would write them: figures, dates, times, amounts, numbers."""

from voice.danish.inverse.written import written

__all__ = ["written"]
