"""The same build on a Dask cluster of worker processes, one of which is killed in the middle."""

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from graph_build import store
from graph_build.errors import UsageError
from graph_build.incremental import LocalEngine
from graph_build.pipeline import build, engine

ROOT = Path(__file__).parent.parent


def test_a_scheduler_without_the_engine_is_told():
    """An address of a scheduler alone is a wrong call."""
    with pytest.raises(UsageError, match="--engine dask"), engine("local", None, "tcp://127.0.0.1:1"):
        pass


def test_one_process_two_and_a_cluster_that_loses_a_worker_give_the_same_bytes(tmp_path, monkeypatch):
    """The hash of the graph does not depend on what did the work, nor on a worker's death."""
    distributed = pytest.importorskip("distributed")
    from graph_build.cluster import DaskEngine

    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "corpus", tmp_path / "in")
    for number in range(20):
        shutil.copy(ROOT / "corpus" / "lejre-moede.txt", tmp_path / "in" / f"m{number}.txt")
    for count in (1, 2):
        build([Path("in")], Path(f"g{count}"), engine=LocalEngine(count))
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        pids = list(client.run(os.getpid).values())
        threading.Timer(2.5, lambda: os.kill(pids[0], signal.SIGKILL)).start()
        begin = time.monotonic()
        report = build([Path("in")], Path("g3"), engine=DaskEngine(client))
        took = time.monotonic() - begin
    assert report.failures == ()
    assert took > 2.5, "the worker was killed after the work was done"
    hashes = {store.verify(Path(f"g{count}")).sha256 for count in (1, 2, 3)}
    assert len(hashes) == 1
