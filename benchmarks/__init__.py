"""Scripts that measure and print tables; each says in its first lines how it is run.

BLAS gets one thread before anything loads NumPy, as everywhere in this project.
"""

import os

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_variable] = "1"
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")
os.environ.setdefault("KERAS_BACKEND", "jax")
