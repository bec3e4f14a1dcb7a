"""Understanding and dialogue: Rasa behind one interface."""
