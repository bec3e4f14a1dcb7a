"""Adapters behind the recognizer port, one engine a module, and how their models are taken in."""
