"""Where the time of a build goes, step by step."""

import os
import time
from collections import defaultdict
from collections.abc import Callable

__all__ = ["Timings"]


class Timings:
    """Takes part in a build as its progress, hands on what it is told, and keeps the time of each step.

    Seconds of a processor are those of this process and of the children that it has ended; what a cluster's
    workers use is not among them.
    """

    def __init__(self, tell: Callable[[str, int, int], None]) -> None:
        self._tell = tell
        self._step = ""
        self._since = _now()
        self._spent: dict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))

    def __call__(self, step: str, done: int, total: int) -> None:
        """Be told of a step; its first word says what kind of work it is."""
        kind = step.split(maxsplit=1)[0]
        if kind != self._step:
            self._change(kind)
        self._tell(step, done, total)

    def rows(self) -> list[tuple[str, float, float]]:
        """Give each step with its seconds of the clock and of processors, in the order in which they came."""
        self._change(self._step)
        return [(step, clock, processor) for step, (clock, processor) in self._spent.items()]

    def _change(self, step: str) -> None:
        now = _now()
        if self._step:
            clock, processor = self._spent[self._step]
            spent = clock + now[0] - self._since[0], processor + now[1] - self._since[1]
            self._spent[self._step] = spent
        self._step, self._since = step, now


def _now() -> tuple[float, float]:
    used = os.times()
    return time.perf_counter(), used.user + used.system + used.children_user + used.children_system
