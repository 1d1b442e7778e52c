"""The laboratory: pages on which a network is trained."""
