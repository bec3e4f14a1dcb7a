"""Whole calls, spoken by voices that no training heard, through telephone codec and noise."""
