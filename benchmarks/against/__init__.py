"""Those whom our training is measured against: a loop in C, numba, scikit-learn, PyTorch, JAX, Keras."""
