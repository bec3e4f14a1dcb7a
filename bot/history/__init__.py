"""The history of conversations: listed, searched, read, taken out as files."""
