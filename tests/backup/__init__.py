"""Backups, the way back from them, and what must not come back."""
