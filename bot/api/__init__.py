"""MUNI's HTTP service."""
