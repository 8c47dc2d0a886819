"""A build's work on a Dask cluster: documents travel in batches, shards go to a folder that all can reach."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from graph_build import workers
from graph_build.errors import LedelsesgrafError, LimitError, UsageError
from graph_build.incremental import Task

__all__ = ["DaskEngine", "cluster"]

_BATCHES = 8
"""Batches a worker: few enough to cost little, many enough that none waits long for another."""
_LARGEST = 64


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """The workers of a Dask cluster; a batch whose worker dies is done again by another one."""

    client: Any

    def run(
        self, work: Callable[[Any], Any], tasks: Sequence[Task]
    ) -> Iterator[tuple[int, Any | LedelsesgrafError]]:
        """Do all tasks on the cluster's workers."""
        from distributed import as_completed

        size = max(1, min(_LARGEST, len(tasks) // (_BATCHES * max(1, len(self.client.nthreads())))))
        starts = range(0, len(tasks), size)
        futures = {self.client.submit(_batch, work, tasks[at : at + size], pure=False): at for at in starts}
        for future in as_completed(list(futures)):
            at = futures[future]
            if future.status == "finished":
                yield from ((at + number, done) for number, done in future.result())
                continue
            names = [name for name, *_ in tasks[at : at + size]]
            yield from ((at + number, _given_up(name)) for number, name in enumerate(names))


def _given_up(name: str) -> LimitError:
    return LimitError(
        f"{name}: the workers that had it died, one after the other; leave it out or give them more memory."
    )


_idle: workers.Idle[tuple[Callable[[Any], Any], Any]] = []
"""Children of this worker between batches: to start one takes as long as to read several documents."""


def _batch(work: Callable[[Any], Any], tasks: Sequence[Task]) -> list[tuple[int, Any]]:
    """Do some tasks one by one in a child of the worker, so that each has its limits there too."""
    todo = [(name, (work, task), limits) for name, task, limits in tasks]
    return list(workers.run(_do, todo, 1, fresh=True, idle=_idle))


def _do(task: tuple[Callable[[Any], Any], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
    work, given = task
    return work(given)


@contextmanager
def cluster(processes: int | None, scheduler: str | None) -> Iterator[DaskEngine]:
    """Join a cluster, or start one of processes here where no scheduler is named.

    Raises:
        UsageError: Dask is not installed, or the scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError(
            "--engine dask needs the extra [dask]; install it, or leave the option out."
        ) from error
    if scheduler is None:
        count = processes or workers.cores()
        with (
            LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as local,
            Client(local) as client,
        ):
            yield DaskEngine(client)
        return
    try:
        client = Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{scheduler}: no Dask scheduler answers there ({error}); check the address."
        ) from error
    with client:
        yield DaskEngine(client)
