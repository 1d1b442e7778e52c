"""The machine's side: the threads of BLAS, and caches that stay within bounds."""
