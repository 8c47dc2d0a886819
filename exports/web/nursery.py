"""The process that holds the graph and forks workers from it; the server starts it and alone speaks to it.

Loading happens once: a worker begins its life with the graph in place, so one that was killed is replaced
within milliseconds. This process never runs a query and has one thread, or it could not be forked from.
"""

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import pyoxigraph as ox

from exports.web import library, sandbox, search, wire
from exports.web.evaluate import Answer, Finder, JobError, answer

__all__ = ["main"]


def main() -> NoReturn:
    """Load the graph, say so, and do what the server asks until it is gone."""
    sandbox.die_with_parent()
    for name in (signal.SIGINT, signal.SIGTERM):  # a terminal sends these to all; the server decides
        signal.signal(name, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    received = wire.receive(control)
    if received is None:
        sys.exit(0)
    told = json.loads(received)
    try:
        store = _loaded(told)
    except (OSError, ValueError, SyntaxError) as error:
        control.sendall(wire.message({"error": " ".join(str(error).split())}))
        sys.exit(1)
    if told.get("index"):
        _fork_indexer(control, store, told)
    gc.freeze()  # what stands here is never garbage, and workers need not look through it
    control.sendall(wire.message({"ready": os.getpid()}))
    _tend(control, store, told)
    sys.exit(0)


def _loaded(told: Mapping[str, Any]) -> ox.Store | None:
    """Load the graph; ``None`` where each worker opens it from disk, as that starts threads."""
    if told["how"] == "memory":
        store = ox.Store()
        store.bulk_load(path=told["nquads"], format=ox.RdfFormat.N_QUADS)
        return store
    return ox.Store() if told["how"] == "empty" else None


def _opened(store: ox.Store | None, told: Mapping[str, Any]) -> ox.Store:
    if store is not None:
        return store
    return ox.Store(told["store"]) if told["how"] == "scratch" else ox.Store.read_only(told["store"])


def _tend(control: socket.socket, store: ox.Store | None, told: Mapping[str, Any]) -> None:
    """Fork a worker for each connection that is handed over, and end those that are named."""
    while True:
        received, handles, _, _ = socket.recv_fds(control, 4096, 2)
        if not received:
            return
        asked = json.loads(received)
        if asked["do"] == "fork":
            pid = os.fork()
            if pid == 0:
                control.close()
                _work(socket.socket(fileno=handles[0]), handles[1], store, told, asked)
            for handle in handles:
                os.close(handle)
            control.sendall(wire.message({"pid": pid}))
        else:
            control.sendall(wire.message({"status": _ended(asked["pid"])}))


def _ended(pid: int) -> int:
    """End a worker and tell how it ended: an exit status, or a signal's number below zero."""
    os.kill(pid, signal.SIGKILL)  # it is not waited for before, so the number is still its own
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _fork_indexer(control: socket.socket, store: ox.Store | None, told: Mapping[str, Any]) -> None:
    if os.fork() == 0:
        control.close()
        sandbox.die_with_parent()
        search.build(_opened(store, told), Path(told["index"]))
        os._exit(0)


def _work(
    connection: socket.socket,
    shared: int,
    store: ox.Store | None,
    told: Mapping[str, Any],
    asked: Mapping[str, Any],
) -> NoReturn:
    """Be a worker: answer jobs until the server hangs up."""
    try:
        sandbox.die_with_parent()
        sheet = wire.Sheet(wire.Room.behind(shared))
        opened = _opened(store, told)
        finder = search.Search(Path(told["find"])) if told.get("find") else None
        limit = 0 if told["how"] == "scratch" else told["memory"]
        if limit:
            sandbox.confine(limit, 0, bool(asked.get("network")))
        while (received := wire.receive(connection)) is not None:
            sheet.clear()
            head = _answered(opened, json.loads(received), finder, sheet)
            sheet.send(connection, head)
    except OSError as error:
        print(f"ledelsesgraf: a worker ended: {error}", file=sys.stderr)
        os._exit(3)
    os._exit(0)


def _answered(
    store: ox.Store, job: Mapping[str, Any], finder: Finder | None, sheet: wire.Sheet
) -> dict[str, Any]:
    """Do a job: write the answer, and give what there is to say of it."""
    try:
        other = {"library": library.answer, "choices": library.choices}.get(job["do"])
        done: Answer = other(store, job, sheet) if other else answer(store, job, finder, sheet)
    except JobError as error:
        failed = error
    except Exception as error:
        print(f"ledelsesgraf: {job['do']}: {error!r}", file=sys.stderr)
        failed = JobError(500, "internal", "The server failed at this; its log says more.")
    else:
        return {"kind": done.kind, "form": done.form, "cut": done.cut, **done.told}
    sheet.clear()
    return {"status": failed.status, "code": failed.code, "error": str(failed)}


if __name__ == "__main__":
    main()
