"""What a server is told: where the graph is, who may ask, and how much a query may cost."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from graph_build.base import DEFAULT_BASE
from graph_build.errors import UsageError

__all__ = ["LOOPBACK", "Settings", "from_environment"]

LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_PREFIX: Final = "LEDELSESGRAF_"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server behaves; each field but the first five has an environment variable of its name.

    Attributes:
        graph: The graph folder; ``None`` where another endpoint or a scratch store is served.
        endpoint: URL of a SPARQL 1.1 endpoint that is asked instead of a graph folder.
        scratch: Folder of a store of its own that a holder of the token may change.
        base: The IRI under which an endpoint's things stand; a graph folder says so itself.
        url: Where people reach the server from outside, if not at its host and port.
        hosts: Further host names that requests may name.
        cors: Origins whose scripts may read answers; ``*`` for all, empty for none.
        token: What a client shows to change the scratch store.
        services: IRIs of endpoints that a query may call by SERVICE.
        workers: Queries that run at once.
        queue: Queries that may wait for a worker; one more is told to come back (429).
        wait: Seconds that a query waits for a worker.
        seconds: Seconds that a query runs.
        memory: Bytes that a query may use beyond the graph.
        rows: Rows or triples in an answer; more are cut, and a header says so.
        result: Bytes of an answer.
        body: Bytes of a request's body.
        receive: Seconds in which a request must have arrived.
        in_memory: Quads up to which the graph is held in memory, where joins are several times faster.
        assets: Folder of the query editor's files, where they were built.
        cache: Folder for the search index where it cannot be kept beside the graph.
    """

    graph: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    endpoint: str | None = None
    scratch: Path | None = None
    base: str = DEFAULT_BASE
    url: str = ""
    hosts: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()
    token: str = ""
    services: tuple[str, ...] = ()
    workers: int = 2
    queue: int = 200
    wait: float = 2.0
    seconds: float = 10.0
    memory: int = 1 << 30
    rows: int = 100_000
    result: int = 32 << 20
    body: int = 1 << 20
    receive: float = 10.0
    in_memory: int = 1_000_000
    assets: Path = Path("build/web")
    cache: Path | None = None

    @property
    def names(self) -> frozenset[str]:
        """The host names that a request may name, without port."""
        own = () if _is_any(self.host) else (self.host,)
        outside = urlsplit(self.url).hostname if self.url else None
        return frozenset([*LOOPBACK, *own, *self.hosts, *([outside] if outside else [])])

    @property
    def explored(self) -> Path | None:
        """The graph folder that the explorer shows; an endpoint or a scratch store has none."""
        return None if self.endpoint or self.scratch is not None else self.graph

    @property
    def loopback(self) -> bool:
        """Whether the server listens on this machine alone."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def from_environment(environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """Give settings: what is given, else the environment's variables, else the defaults.

    Raises:
        UsageError: A variable's value is of the wrong kind.
    """
    variables = os.environ if environment is None else environment
    values: dict[str, object] = {}
    for name in Settings.__dataclass_fields__:
        words = variables.get(_PREFIX + name.upper())
        if words and given.get(name) is None and name not in ("graph", "host", "port", "endpoint", "scratch"):
            values[name] = _value(name, words)
    given = {name: value for name, value in given.items() if value is not None}
    return Settings(**values, **given)  # type: ignore[arg-type]


def _value(name: str, words: str) -> object:
    default: object = Settings.__dataclass_fields__[name].default
    if default is None:
        return Path(words)
    if isinstance(default, tuple):
        return tuple(words.split())
    if isinstance(default, str | Path):
        return type(default)(words)
    try:
        return int(words) if isinstance(default, int) else float(words)
    except ValueError as error:
        variable = _PREFIX + name.upper()
        if isinstance(default, int):
            raise UsageError(f"{variable}: {words!r} is no whole number.") from error
        raise UsageError(f"{variable}: {words!r} is no number.") from error


def _is_any(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")
