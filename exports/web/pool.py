"""The server's side of the workers: hands them jobs, waits no longer than it promised, and ends them."""

import asyncio
import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from exports.web import wire
from exports.web.settings import Settings
from graph_build.errors import GraphError

__all__ = ["AskError", "Pool", "Reply"]

_LESS: Final = "Ask for less: add LIMIT, name the graph or the class, or leave out ORDER BY and DISTINCT."


class AskError(Exception):
    """A job that was not done; ``status`` is HTTP's, ``code`` a word for programs."""

    def __init__(self, status: int, code: str, message: str, retry: int | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.retry = status, code, retry


@dataclass(frozen=True, slots=True)
class Reply:
    """A worker's answer: what it said of it, and the body, to be read from its start."""

    told: Mapping[str, Any]
    body: IO[bytes]

    def text(self) -> str:
        """Give the whole body, which is for short ones."""
        return self.body.read().decode()


class _Nursery:
    """The process that holds one build of the graph; it loads its program until it is told of the graph."""

    def __init__(self, room: int) -> None:
        self._room = room
        ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "exports.web.nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        self._control = ours
        self._lock = asyncio.Lock()
        self.workers = 0

    def load(self, how: Mapping[str, Any]) -> None:
        """Have the graph loaded."""
        self._control.sendall(wire.message(how))

    async def ready(self) -> None:
        """Wait until the graph is loaded.

        Raises:
            GraphError: It cannot be.
        """
        self._control.setblocking(False)
        try:
            said = json.loads(await wire.read(self._control))
        except ConnectionError:
            said = {"error": "the process that loads it ended"}
        if "error" in said:
            raise GraphError(f"the graph cannot be served ({said['error']}); build it anew.")

    async def fork(self, network: bool) -> "_Worker":
        """Start a worker."""
        ours, theirs = socket.socketpair()
        shared = wire.shared_file(self._room)
        with theirs:
            said = await self._ask({"do": "fork", "network": network}, theirs.fileno(), shared)
        room = wire.Room.behind(shared)
        self.workers += 1
        _, line = await asyncio.get_running_loop().create_unix_connection(wire.Line, sock=ours)
        return _Worker(self, said["pid"], line, room)

    async def end(self, worker: "_Worker") -> int:
        """End a worker; give its exit status, or the number of the signal that ended it below zero."""
        worker.close()
        self.workers -= 1
        try:
            status: int = (await self._ask({"do": "end", "pid": worker.pid}))["status"]
        except OSError:  # this process ended, and its workers with it
            return -signal.SIGKILL
        return status

    async def _ask(self, what: Mapping[str, Any], *handles: int) -> dict[str, Any]:
        async with self._lock:
            socket.send_fds(self._control, [json.dumps(what).encode()], handles)
            said: dict[str, Any] = json.loads(await wire.read(self._control))
        return said

    def close(self) -> None:
        """End the process, and with it its workers."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


@dataclass(slots=True)
class _Worker:
    nursery: _Nursery
    pid: int
    line: wire.Line
    room: wire.Room

    def close(self) -> None:
        self.line.close()
        self.room.close()


class Pool:
    """Workers over one graph, which is loaded by ``load`` and then ``start``.

    Attributes:
        running: Jobs that are being done.
        waiting: Jobs that wait for a worker.
        counts: Jobs by how they ended: ``done``, or an error's code.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free = asyncio.Semaphore(settings.workers if settings.scratch is None else 1)
        self._nursery = _Nursery(settings.result)
        self._how: Mapping[str, Any] = {}
        self._idle: list[_Worker] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self.running = self.waiting = 0
        self.counts: dict[str, int] = {}

    def load(self, how: Mapping[str, Any]) -> None:
        """Have the graph loaded, by other processes.

        Args:
            how: As ``Loaded.how``.
        """
        self._how = {**how, "memory": self._settings.memory}
        self._nursery.load(self._how)

    async def start(self) -> None:
        """Wait until the graph is loaded and a worker is warm."""
        await self._nursery.ready()
        self._idle.append(await self._nursery.fork(network=False))

    async def swap(self, how: Mapping[str, Any]) -> None:
        """Serve another build from now on; jobs that run finish on the old one."""
        self._how = {**how, "memory": self._settings.memory}
        fresh = _Nursery(self._settings.result)
        try:
            fresh.load(self._how)
            await fresh.ready()
        except BaseException:
            fresh.close()
            raise
        old, self._nursery = self._nursery, fresh
        idle, self._idle = self._idle, []
        for worker in idle:
            await old.end(worker)
        if not old.workers:
            old.close()

    @property
    def alive(self) -> bool:
        """Whether the process that holds the graph runs."""
        return self._nursery.process.poll() is None

    async def revive(self) -> None:
        """Start the process that holds the graph anew, where it has ended.

        Raises:
            GraphError: The graph cannot be loaded.
        """
        if not self.alive:
            await self.swap(self._how)

    def close(self) -> None:
        """End all processes."""
        for worker in self._idle:
            worker.close()
        self._nursery.close()

    async def ask(self, job: Mapping[str, Any], network: bool = False) -> Reply:
        """Have a job done by a worker.

        Args:
            job: As ``evaluate`` takes it.
            network: Whether the job may open sockets; then a worker is started for it alone.

        Raises:
            AskError: It was refused, took too long, or ended its worker.
        """
        code = "cancelled"
        try:
            await self._turn()
            try:
                self.running += 1
                reply = await self._asked(job, network)
            finally:
                self.running -= 1
                self._free.release()
            code = "done"
        except AskError as error:
            code = error.code
            raise
        finally:
            self.counts[code] = self.counts.get(code, 0) + 1
        return reply

    async def _turn(self) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        if self.waiting >= self._settings.queue:
            raise self._busy(f"{self.waiting} queries are waiting already")
        self.waiting += 1
        try:
            async with asyncio.timeout(self._settings.wait):
                await self._free.acquire()
        except TimeoutError:
            raise self._busy(f"no worker was free for {self._settings.wait:g} seconds") from None
        finally:
            self.waiting -= 1

    def _busy(self, why: str) -> AskError:
        return AskError(429, "busy", f"Too many queries at once: {why}. Try again in a few seconds.", retry=5)

    async def _asked(self, job: Mapping[str, Any], network: bool) -> Reply:
        try:
            worker = await self._worker(network)
        except OSError:
            raise self._away() from None
        try:
            async with asyncio.timeout(self._settings.seconds):
                reply = await self._exchange(worker, job)
        except asyncio.CancelledError:
            self._later(worker)
            raise
        except TimeoutError:
            self._later(worker)
            limit = f"{self._settings.seconds:g} seconds"
            raise AskError(
                503, "time", f"The query took longer than {limit} and was stopped. {_LESS}"
            ) from None
        except ConnectionError:
            status = await self._end(worker)
            raise (self._fallen(status) if self.alive else self._away()) from None
        if network or worker.nursery is not self._nursery:
            self._later(worker)
        else:
            self._idle.append(worker)
        if "error" in reply.told:
            raise AskError(reply.told["status"], reply.told["code"], reply.told["error"])
        return reply

    async def _worker(self, network: bool) -> _Worker:
        if self._idle and not network:
            return self._idle.pop()
        forking = asyncio.create_task(self._nursery.fork(network))
        try:
            return await asyncio.shield(forking)
        except asyncio.CancelledError:  # half a talk with the nursery would mix up all that follow
            forking.add_done_callback(lambda done: self._later(done.result()))
            raise

    async def _exchange(self, worker: _Worker, job: Mapping[str, Any]) -> Reply:
        told = json.loads(await worker.line.ask(wire.message(job)))
        if told["size"] <= wire.KEPT:
            return Reply(told, io.BytesIO(worker.room[: told["size"]]))
        return Reply(told, await _in_file(worker, told["size"]))

    def _later(self, worker: _Worker) -> None:
        """End a worker without waiting for it, also where the one who asked is gone."""
        task = asyncio.create_task(self._end(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end(self, worker: _Worker) -> int:
        status = await worker.nursery.end(worker)
        if worker.nursery is not self._nursery and not worker.nursery.workers:
            worker.nursery.close()
        return status

    def _away(self) -> AskError:
        said = "The process that holds the graph ended and is started anew. Try again in a few seconds."
        return AskError(503, "restarting", said, retry=5)

    def _fallen(self, status: int) -> AskError:
        if status == -signal.SIGSEGV:
            return AskError(400, "nested", "The query nests too deep to be parsed; make it simpler.")
        megabytes = self._settings.memory >> 20
        said = f"The query needed more than {megabytes} MB of memory and was stopped. {_LESS}"
        return AskError(503, "memory", said)


async def _in_file(worker: _Worker, size: int) -> IO[bytes]:
    """Take over an answer that a slow client may leave waiting for long."""
    body = tempfile.TemporaryFile()  # noqa: SIM115 - the reply's reader closes it
    for start in range(0, size, len(worker.room)):
        if start:
            await worker.line.ask(wire.frame(b""))
        end = min(size - start, len(worker.room))
        for at in range(0, end, wire.KEPT):
            body.write(worker.room[at : min(at + wire.KEPT, end)])
            await asyncio.sleep(0)  # others are answered meanwhile
    body.seek(0)
    return body
