"""What the public may have: figures that betray no one, all answers, and the catalogue of both."""
