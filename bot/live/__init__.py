"""People take over conversations: queue, claim, talk, presence, contact. Knows no HTTP."""
