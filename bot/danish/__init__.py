"""The Danish language: normalising, the spaCy pipeline, masking, places."""
