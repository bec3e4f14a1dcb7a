"""The parts of one call."""
