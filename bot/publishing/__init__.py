"""Which model answers: the register of models, the pointer, who may be trusted, who watches."""
