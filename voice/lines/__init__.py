"""Telephone lines, one protocol a file."""
