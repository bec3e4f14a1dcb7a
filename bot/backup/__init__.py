"""Backups of everything, and the way back from them."""
