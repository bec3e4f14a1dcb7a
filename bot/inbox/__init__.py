"""Questions that MUNI did badly on, gathered for staff to put right."""
