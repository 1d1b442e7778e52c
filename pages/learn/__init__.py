"""Pages that explain: an iteration, the cache, dimensions, gradients, initialisation, notation; and practice."""
