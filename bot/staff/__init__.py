"""Staff: who they are, how they sign in, what they may, and what they did. No HTTP in here."""
