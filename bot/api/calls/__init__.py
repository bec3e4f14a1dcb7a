"""The bot behind the telephone: voice/desk.py's port, answered by the same turn as the chat."""
