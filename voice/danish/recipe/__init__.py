"""The whole way from texts to a model folder, step by step; each step can be cut off and go on."""
