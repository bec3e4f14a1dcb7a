"""What is left of citizens after all is said and done: nothing that points at them."""
