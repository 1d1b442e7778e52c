"""The fast plan of training."""
