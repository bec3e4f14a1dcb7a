"""One router a matter."""
