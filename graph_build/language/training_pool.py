"""Processes that networks are trained in, beside each other."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

# Large pages of memory where glibc can ask for them: each step's arrays are so large that a third of the
# time went into handing out pages of four kB.
_MEMORY = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


def training_pool(workers: int) -> ProcessPoolExecutor:
    """Processes with JAX in them, each on one core."""
    # A process looks at this when it begins, so it is set for those to come.
    os.environ.update(_MEMORY)
    return ProcessPoolExecutor(workers, get_context("spawn"), initializer=_on_one_core)


def _on_one_core() -> None:
    """Before JAX begins: threads of several processes would wait for each other a quarter of the time."""
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
