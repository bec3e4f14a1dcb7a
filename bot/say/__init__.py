"""The citizens' say: suggestions on answers, what was changed for them, panels on drafts."""
