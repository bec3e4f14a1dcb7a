"""A small, hardened SIP user agent that answers calls; it knows no RTP."""
