"""Takes from a worker process what a query never needs: sockets, other programs, files to write, memory.

On Linux by resource limits and a seccomp filter, neither of which needs any right. Elsewhere only the limits
hold, and the text of a query is looked at before it is run.
"""

import ctypes
import platform
import resource
import signal
import struct
import sys
from typing import Final

__all__ = ["confine", "die_with_parent", "filtered"]

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_REFUSE: Final = 0x00050000 | 1  # the call fails with EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_OTHER_TABLE: Final = 0x40000000
"""Numbers from here on are another table of the same calls (x32), which would lead round the filter."""

_MACHINES: Final = {
    # socket, connect, accept, bind, listen, socketpair, accept4 · execve, execveat · ptrace,
    # process_vm_readv and _writev · io_uring, which makes calls that no filter sees
    "x86_64": (0xC000003E, (41, 42, 43, 49, 50, 53, 288, 59, 322, 101, 310, 311, 425, 426, 427)),
    "aarch64": (0xC00000B7, (198, 203, 202, 200, 201, 199, 242, 221, 281, 117, 270, 271, 425, 426, 427)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def filtered() -> bool:
    """Tell whether this machine has a seccomp filter that we can write."""
    return sys.platform == "linux" and platform.machine() in _MACHINES


def die_with_parent() -> None:
    """End this process when the one that started it ends."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def confine(memory: int, seconds: float, network: bool = False) -> None:
    """Limit this process for good.

    Args:
        memory: Bytes that it may use beyond what it uses now.
        seconds: CPU seconds after which the kernel ends it, should nobody else have.
        network: Whether it may open sockets.

    Raises:
        OSError: The kernel refuses the filter.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        used = int(open("/proc/self/statm", encoding="ascii").read().split()[0]) * resource.getpagesize()  # noqa: PTH123, SIM115
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    if seconds:
        spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + 1, int(spent + seconds) + 2))
    if filtered() and not network:
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        _install(_filter())


def _filter() -> bytes:
    machine, refused = _MACHINES[platform.machine()]
    code = [
        (_LOAD, 0, 0, 4),  # the machine that the call is made for
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # the call's number
        (_AT_LEAST, len(refused) + 1, 0, _OTHER_TABLE),
        *((_EQUAL, len(refused) - at, 0, number) for at, number in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in code)


def _install(code: bytes) -> None:
    program = _Program(len(code) // 8, code)
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program))


def _prctl(option: int, first: int, second: object = 0) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(option, ctypes.c_ulong(first), second, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) is refused")
