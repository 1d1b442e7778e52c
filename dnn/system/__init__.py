"""What has to do with the machine: the threads of BLAS, and caches that stay within bounds."""
