"""Training of the acoustic model in PyTorch; the only place that knows torch."""
