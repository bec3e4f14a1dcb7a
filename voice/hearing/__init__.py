"""When a caller speaks, is done, breaks in, or is only the echo of what was said to them."""
