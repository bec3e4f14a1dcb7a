"""How MUNI speaks: answers become what is said, and that becomes sound."""
