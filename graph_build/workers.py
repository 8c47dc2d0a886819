"""Child processes that do one piece of work at a time, each within limits of time and memory.

A piece that hangs, swells or kills its process costs that piece alone. Every child has a pipe of its own, so
none that dies can hold a lock that others need; children end with the process that started them.
"""

import contextlib
import ctypes
import gc
import math
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, TypeVar

from graph_build.errors import GraphError, LedelsesgrafError, LimitError, ReadError

__all__ = ["Helper", "Idle", "Limits", "apart", "away", "cores", "run"]

T = TypeVar("T")
R = TypeVar("R")

MEMORY: Final = 3 << 30
"""Bytes of address space that a child may take beyond what it starts with."""
# The libraries of macOS do not stand a fork once NumPy has used them.
_CAN_FORK: Final = hasattr(os, "fork") and sys.platform != "darwin"
_PR_SET_PDEATHSIG: Final = 1
_PATIENCE: Final = 4
_END: Final = None
_AHEAD: Final = 32
"""Pieces that a helper may have to do; of more than fit into its pipe both sides would wait for the other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take: ``seconds`` of a processor's time, ``memory`` in bytes.

    Of wall clock it may take four times as many seconds where its process does not get a processor.
    """

    seconds: float = 60.0
    memory: int = MEMORY


@dataclass(slots=True)
class _Child(Generic[T]):
    """A child process, what it does and until when it may."""

    pid: int
    pipe: Connection
    process: subprocess.Popen[bytes] | None = None
    number: int = -1
    task: T | None = None
    limits: Limits = field(default_factory=Limits)
    until: float = 0.0
    began: float = 0.0
    used: float = 0.0


Idle = list[_Child[T]]
"""Children that wait for work."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # pragma: no cover - where there is no affinity


def run(
    work: Callable[[T], R],
    tasks: Iterable[tuple[str, T, Limits]],
    workers: int | None = None,
    *,
    fresh: bool = False,
    idle: "Idle[T] | None" = None,
) -> Iterator[tuple[int, R | LedelsesgrafError]]:
    """Do pieces of work in child processes.

    Args:
        work: A module's function. What it raises is given back, a fault of ours as a ``ReadError``.
        tasks: What each piece is called in messages, its argument, and its limits.
        workers: How many children at once; by default one a processor.
        fresh: Start children as new interpreters and not as copies of this one: slower to start, but safe
            where this process runs threads of others.
        idle: Children that an earlier call for the same work has left, which are taken first; those that are
            at rest at the end are left there. By default children end with the call.

    Yields:
        The piece's number and what came of it, as each is done, in no fixed order.
    """
    waiting = iter(enumerate(tasks))
    kept = idle is not None
    idle = [] if idle is None else idle
    busy: list[_Child[T]] = []
    most = workers or cores()
    start = _spawn if fresh or not _CAN_FORK else _fork
    try:
        more = True
        while more or busy:
            while more and len(busy) < most:
                piece = next(waiting, None)
                more = piece is not None
                if piece is not None:
                    child = idle.pop() if idle else start(work, [*busy, *idle])
                    busy.append(_set_to_work(child, piece, lambda: start(work, [*busy, *idle])))
            yield from _collect(busy, idle)
    finally:
        for child in busy if kept else [*busy, *idle]:
            _end(child)


def apart(walk: Callable[[], Iterable[R]]) -> Iterator[R]:
    """Give what a copy of this process finds one after the other; the memory that it takes ends with it.

    Where this process cannot be copied, it walks itself.

    Raises:
        GraphError: The copy died.
        Exception: What the walk raised.
    """
    if not _CAN_FORK:  # pragma: no cover - not Linux
        yield from walk()
        return
    child: _Child[None] = _copy(lambda pipe, parent: _hand_over(pipe, walk, parent), [])
    try:
        while (found := child.pipe.recv()) is not _END:
            if isinstance(found, Exception):
                raise found
            yield found[0]
    except (EOFError, ConnectionError) as error:
        raise GraphError(
            "the process at this step of the build died; build again, with more memory if it was short."
        ) from error
    finally:
        _end(child)


def away(call: Callable[[], R]) -> R:
    """Give what a call gives, made in a copy of this process; see ``apart``."""
    [found] = apart(lambda: [call()])
    return found


def _hand_over(pipe: Connection, walk: Callable[[], Iterable[R]], parent: int) -> None:
    _belong_to(parent)
    gc.freeze()
    gc.disable()
    try:
        for found in walk():
            pipe.send((found,))
        pipe.send(_END)
    except Exception as error:
        error.add_note(traceback.format_exc())
        pipe.send(error)


def _set_to_work(
    child: _Child[T], piece: tuple[int, tuple[str, T, Limits]], another: Callable[[], _Child[T]]
) -> _Child[T]:
    number, (name, task, limits) = piece
    try:
        child.pipe.send((name, task, limits.memory))
    except OSError:  # it died while it had nothing to do
        _end(child)
        child = another()
        child.pipe.send((name, task, limits.memory))
    child.number, child.task, child.limits = number, task, limits
    child.began, child.used = time.monotonic(), _processor_time(child.pid)
    child.until = child.began + limits.seconds
    child_names[child.pid] = name
    return child


class Helper(Generic[T]):
    """One child that does piece after piece, in order, while this process goes on with other things."""

    def __init__(self, name: str, work: Callable[[T], None]) -> None:
        """Start the child; ``name`` is what its work is called in messages."""
        self._name = name
        self._child: _Child[T] | None = _spawn(work, [])
        self._open = 0

    def give(self, task: T) -> None:
        """Have a piece of work done after those that were given before.

        Raises:
            LedelsesgrafError: A piece that was given before failed, or the child died.
        """
        while self._open >= _AHEAD:
            self._wait()
        if self._child is not None:
            with contextlib.suppress(OSError):  # that it died is told when its answer is waited for
                self._child.pipe.send((self._name, task, MEMORY))
            self._open += 1

    def finish(self) -> None:
        """Wait until everything is done, and end the child.

        Raises:
            LedelsesgrafError: A piece failed, or the child died.
        """
        while self._open:
            self._wait()
        self.close()

    def close(self) -> None:
        """End the child, whatever it is at."""
        if self._child is not None:
            _end(self._child)
        self._child, self._open = None, 0

    def _wait(self) -> None:
        child = self._child
        if child is None:
            return
        try:
            answer = child.pipe.recv()
        except Exception:  # the pipe broke, or half an answer stands in it
            self._child = None
            answer = GraphError(f"{self._name}: the process at it died ({_ended(_end(child))}); build again.")
        self._open -= 1
        if isinstance(answer, LedelsesgrafError):
            self.close()
            raise answer


child_names: dict[int, str] = {}
"""By process id, what each child is at; for messages."""


def _collect(busy: list[_Child[T]], idle: list[_Child[T]]) -> Iterator[tuple[int, Any]]:
    """Give what is done, end what is over its time; waits until there is something of the kind."""
    if not busy:
        return
    soonest = min(child.until for child in busy)
    ready = set(wait([child.pipe for child in busy], max(0.0, soonest - time.monotonic())))
    for child in list(busy):
        name = child_names.get(child.pid, "")
        if child.pipe in ready:
            busy.remove(child)
            try:
                answer = child.pipe.recv()
                idle.append(child)
            except Exception:  # the pipe broke, or half an answer stands in it
                answer = _death(name, _end(child))
            yield child.number, answer
        elif time.monotonic() >= child.until and not _may_go_on(child):
            busy.remove(child)
            _end(child)
            yield child.number, _late(name, child.limits.seconds)


def _may_go_on(child: _Child[Any]) -> bool:
    """Whether a child has not had the time that it may take, as others took the processors; it gets more."""
    now, seconds = time.monotonic(), child.limits.seconds
    used = _processor_time(child.pid)
    left = 0.0 if math.isinf(used) else seconds - (used - child.used)
    if left <= 0 or now - child.began >= _PATIENCE * seconds:
        return False
    child.until = min(now + left, child.began + _PATIENCE * seconds)
    return True


def _processor_time(pid: int) -> float:
    """Seconds of processor time that a process has used; without end where that cannot be told."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as told:  # noqa: PTH123
            fields = told.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return math.inf


def _death(name: str, status: int) -> LedelsesgrafError:
    return ReadError(
        f"{name}: the process that worked on it died ({_ended(status)}); leave it out and report it."
    )


def _late(name: str, seconds: float) -> LedelsesgrafError:
    return LimitError(
        f"{name}: was not done within {seconds:.0f} s and was given up; split the document or leave it out."
    )


def _ended(status: int) -> str:
    """How a process ended, in words."""
    ended = f"signal {-status}" if status < 0 else f"exit status {status}"
    with contextlib.suppress(ValueError):
        ended = signal.Signals(-status).name if status < 0 else ended
    return ended


def _end(child: _Child[Any]) -> int:
    """End a child for good and give how it ended, negative for a signal."""
    child.pipe.close()
    child_names.pop(child.pid, None)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    if child.process is not None:
        return child.process.wait()
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
    except ChildProcessError:
        return 1


def _fork(work: Callable[[T], R], others: Sequence[_Child[T]]) -> _Child[T]:
    """Start a child as a copy of this process: at once, with all models loaded that are loaded here."""
    return _copy(lambda pipe, parent: _serve(pipe, work, parent), others)


def _copy(do: Callable[[Connection, int], None], others: Sequence[_Child[T]]) -> _Child[T]:
    """Copy this process; the copy is given its end of a pipe and this process's id."""
    ours, theirs = socket.socketpair()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        theirs.close()
        return _Child(pid, Connection(ours.detach()))
    status = 1
    try:
        ours.close()
        for other in others:
            other.pipe.close()
        _let_go_of_locks()
        do(Connection(theirs.detach()), parent)
        status = 0
    finally:
        os._exit(status)


def _spawn(work: Callable[[T], R], others: Sequence[_Child[T]]) -> _Child[T]:
    """Start a child as a new interpreter, told by name what function to call."""
    ours, theirs = socket.socketpair()
    theirs.set_inheritable(True)
    code = "import sys; from graph_build.workers import main; main(*map(int, sys.argv[1:]))"
    call = [sys.executable, "-c", code, str(theirs.fileno()), str(os.getpid())]
    path = os.pathsep.join(filter(None, [*sys.path]))
    process = subprocess.Popen(
        call, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path}
    )
    theirs.close()
    child: _Child[T] = _Child(process.pid, Connection(ours.detach()), process)
    child.pipe.send(work)
    return child


def main(handle: int, parent: int) -> None:
    """Run a child process that was started as a new interpreter; ``handle`` is its end of the pipe."""
    pipe = Connection(handle)
    _serve(pipe, pipe.recv(), parent)


def _let_go_of_locks() -> None:
    from graph_build.replace import forget_locks

    forget_locks()


def _serve(pipe: Connection, work: Callable[[Any], Any], parent: int) -> None:
    """Do what comes through the pipe until the other end closes."""
    _belong_to(parent)
    started = _address_space()
    gc.freeze()  # what is loaded stays; looking through it again and again is two fifths of the time
    gc.disable()
    while True:
        try:
            name, task, memory = pipe.recv()
        except (EOFError, OSError):
            return
        _confine(started + memory)
        answer = _answer(name, work, task)
        _confine(None)
        try:
            pipe.send(answer)
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            pipe.send(_fault(name, error))
        del answer
        gc.collect()
        gc.freeze()  # models that the piece had to load, words that it remembers


def _answer(name: str, work: Callable[[T], R], task: T) -> R | LedelsesgrafError:
    try:
        return work(task)
    except LedelsesgrafError as error:
        return error
    except MemoryError:
        return LimitError(f"{name}: took more memory than a document may; split it or leave it out.")
    except RecursionError:
        return LimitError(f"{name}: is nested too deeply; leave it out.")
    except Exception as error:  # a fault of ours in one document must not cost the others
        return _fault(name, error)


def _fault(name: str, error: Exception) -> LedelsesgrafError:
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return ReadError(f"{name}: reading failed ({what}); leave it out and report it.")


def _belong_to(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _die_with(parent)


def _die_with(parent: int) -> None:
    """End this process when its parent ends, however that ends."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)
            return
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()  # pragma: no cover - not Linux


def _watch(parent: int) -> None:  # pragma: no cover - not Linux
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _address_space() -> int:
    """Bytes of address space in use, 0 where that cannot be told."""
    with contextlib.suppress(OSError, ValueError), open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123
        return int(told.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _confine(most: int | None) -> None:
    """Limit the address space to ``most`` bytes, or lift the limit."""
    try:
        import resource
    except ImportError:  # pragma: no cover - there is no such limit on Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = hard if most is None else most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
