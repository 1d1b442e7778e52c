"""The machine's side: the threads of BLAS, the limit of file descriptors, and caches that stay within bounds."""
