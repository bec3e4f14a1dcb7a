"""Sound over UDP: one call's RTP stream (RFC 3550, 3551, 4733), both ways."""
