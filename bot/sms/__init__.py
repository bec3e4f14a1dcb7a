"""Text messages: one port, a file adapter and a gateway adapter."""
