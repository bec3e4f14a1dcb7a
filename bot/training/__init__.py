"""From examples to a model that may be published: compose, train, evaluate, compare."""
