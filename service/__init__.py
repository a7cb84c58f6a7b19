"""A bundle in, HTTP predictions out."""

import os

# Before numpy is loaded, because OpenBLAS reads it then: matrices are small here, and several
# threads would wait for one another longer than one works. Who sets it otherwise is obeyed.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
