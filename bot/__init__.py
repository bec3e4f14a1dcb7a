"""MUNI's core: one turn from a citizen's words to an answer, and what it needs."""
