"""The parts of one call: what it hears with, speaks with, and asks by itself."""
