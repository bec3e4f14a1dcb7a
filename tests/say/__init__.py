"""Tests of the citizens' say."""
