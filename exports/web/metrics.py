"""Counts for Prometheus, in its text format."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

__all__ = ["Metrics"]

_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE")


class Metrics:
    """What a server has done since it started.

    Attributes:
        open: Requests that are being answered.
    """

    def __init__(self) -> None:
        self.open = 0
        self._requests: Counter[tuple[str, int]] = Counter()
        self._durations = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0

    def observe(self, method: str, status: int, seconds: float) -> None:
        """Count an answered request; unknown methods are counted as one."""
        self._requests[method if method in _METHODS else "other", status] += 1
        self._durations[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds += seconds

    def text(self, gauges: Mapping[str, int], queries: Mapping[str, int]) -> str:
        """Give the counts as Prometheus reads them.

        Args:
            gauges: Further values of the moment, by name.
            queries: Queries by how they ended.
        """
        return "\n".join(self._lines(gauges, queries)) + "\n"

    def _lines(self, gauges: Mapping[str, int], queries: Mapping[str, int]) -> Iterator[str]:
        yield "# TYPE ledelsesgraf_requests_total counter"
        for (method, status), count in sorted(self._requests.items()):
            yield f'ledelsesgraf_requests_total{{method="{method}",status="{status}"}} {count}'
        yield "# TYPE ledelsesgraf_queries_total counter"
        for ended, count in sorted(queries.items()):
            yield f'ledelsesgraf_queries_total{{ended="{ended}"}} {count}'
        yield "# TYPE ledelsesgraf_request_seconds histogram"
        total = 0
        for bound, count in zip((*map(str, _BOUNDS), "+Inf"), self._durations, strict=True):
            total += count
            yield f'ledelsesgraf_request_seconds_bucket{{le="{bound}"}} {total}'
        yield f"ledelsesgraf_request_seconds_sum {self._seconds:.6f}"
        yield f"ledelsesgraf_request_seconds_count {total}"
        for name, value in {"requests_open": self.open, **gauges}.items():
            yield f"# TYPE ledelsesgraf_{name} gauge"
            yield f"ledelsesgraf_{name} {value}"
