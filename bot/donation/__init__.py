"""Donations: a citizen gives a masked conversation, and takes it back with a code."""
