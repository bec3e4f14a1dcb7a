"""Training speech: spoken by synthesisers or people, then sent down a telephone line."""
