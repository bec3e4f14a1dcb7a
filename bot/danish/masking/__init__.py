"""Masking of personal data in Danish text, before anything else sees the text."""
