"""Who answers queries: a pool of workers over our own store, or any SPARQL 1.1 endpoint."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, Protocol

from exports.web import negotiation
from exports.web.pool import AskError, Pool, Reply
from exports.web.screening import services
from exports.web.settings import Settings

__all__ = ["ALL_FORMS", "Asked", "Backend", "Local"]

ALL_FORMS: Final = {"table": "json", "boolean": "json", "graph": "nt"}
"""The formats that our own pages ask for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update, and the dataset that the protocol names for it.

    Attributes:
        text: The SPARQL text.
        forms: The format to write each kind of answer in; a kind that is not there is not accepted.
        default: IRIs of the default graph's parts.
        named: IRIs of the named graphs.
        base: The IRI against which relative ones stand.
        update: Whether it is an update.
        rows: Rows to give at most, fewer than the server's own limit.
    """

    text: str
    forms: Mapping[str, str]
    default: Sequence[str] = ()
    named: Sequence[str] = ()
    base: str | None = None
    update: bool = False
    rows: int | None = None


class Backend(Protocol):
    """What pages and protocol need of whoever answers."""

    union: bool
    """Whether the default graph is the union of all graphs."""
    searches: bool
    """Whether ``led:search`` may be asked."""

    async def ask(self, asked: Asked) -> Reply:
        """Answer a query, or do an update.

        Raises:
            AskError: It is refused, wrong, or costs too much.
        """
        ...

    async def job(self, job: Mapping[str, Any]) -> Reply:
        """Do another job of a worker's.

        Raises:
            AskError: As for ``ask``, or whoever answers can do no such job.
        """
        ...


class Local:
    """Our own store."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.pool = pool
        self._settings = settings
        self.union = settings.scratch is None
        self.searches = settings.scratch is None

    async def ask(self, asked: Asked) -> Reply:
        """Answer a query, or do an update."""
        network = check_services(asked.text, self._settings)
        job = {
            "do": "update" if asked.update else "query",
            "text": asked.text,
            "forms": dict(asked.forms),
            "default": list(asked.default),
            "named": list(asked.named),
            "base": asked.base,
            "rows": min(asked.rows or self._settings.rows, self._settings.rows),
        }
        return await self._do(job, network)

    async def job(self, job: Mapping[str, Any]) -> Reply:
        """Do another job of a worker's."""
        return await self._do(job, False)

    async def _do(self, job: Mapping[str, Any], network: bool) -> Reply:
        limits = {"rows": self._settings.rows, "union": self.union}
        return await self.pool.ask({**limits, **job}, network)


def check_services(text: str, settings: Settings) -> bool:
    """Tell whether a query calls services, all of which are allowed.

    Raises:
        AskError: It calls one that is not.
    """
    called = services(text)
    for service in called:
        if service is None or service not in settings.services:
            what = f"<{service}>" if service else "a variable or a prefixed name"
            listed = ", ".join(f"<{one}>" for one in settings.services) or "none"
            said = f"SERVICE {what} is refused; this server calls {listed}. Ask the other endpoint yourself."
            raise AskError(403, "service", said)
    return bool(called)


@lru_cache(maxsize=256)  # clients say the same again and again
def forms_for(accept: str, wanted: str | None = None) -> Mapping[str, str]:
    """Give the format for each kind of answer by an Accept header, or by a format's short name."""
    offers = {"table": negotiation.TABLES, "boolean": negotiation.BOOLEANS, "graph": negotiation.GRAPHS}
    found = {}
    for kind, offered in offers.items():
        form = wanted if wanted in offered else None if wanted else negotiation.choose(accept, offered)
        if form:
            found[kind] = form
    return MappingProxyType(found)


def empty(text: str = "") -> Reply:
    """Give a reply that holds a text."""
    return Reply({}, io.BytesIO(text.encode()))
