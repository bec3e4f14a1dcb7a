"""For how long what is kept, what goes when, and the deleting of it."""
