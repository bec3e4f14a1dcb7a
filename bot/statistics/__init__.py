"""How it goes: figures by day, what they mean, and how they are read."""
