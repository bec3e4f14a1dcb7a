"""Which text answers a topic, for whom, on which channel."""
