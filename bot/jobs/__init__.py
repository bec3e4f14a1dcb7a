"""Work that takes minutes: a queue, and the process that does what is in it."""
