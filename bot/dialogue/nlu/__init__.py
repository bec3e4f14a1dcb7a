"""MUNI's own components in Rasa's NLU pipeline."""
