"""Tests of the open pages and files."""
