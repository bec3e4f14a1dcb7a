"""What is kept: conversations, their messages and feedback."""
