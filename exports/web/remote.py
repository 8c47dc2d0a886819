"""Answers from any SPARQL 1.1 endpoint in place of our own store."""

import asyncio
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from typing import IO, Any, Final, get_args

import httpx
import pyoxigraph as ox

from exports.web import asking
from exports.web.backend import ALL_FORMS, Asked, check_services, empty
from exports.web.dialect import repaired
from exports.web.negotiation import MEDIA_TYPES
from exports.web.pool import AskError, Pool, Reply
from exports.web.screening import bound, with_values
from exports.web.settings import Settings
from graph_build.errors import QueryError
from ontology.terms import PREFIXES
from queries.catalogue import ANY, Parameter, Query, query
from queries.kinds import CLASSES, EntityType

__all__ = ["Remote"]

_TYPED: Final = {"integer": "integer", "decimal": "double", "date": "date"}
"""How a value is written for others; Virtuoso 7 cannot sort rows in which a decimal stands by VALUES."""


class Remote:
    """A SPARQL endpoint somewhere else, whose default graph is the union of its graphs.

    Every query passes our own parser first, over an empty store: what is an update or no SPARQL 1.1 never
    leaves, and the answer's kind is known before the endpoint is asked.
    """

    union = True
    searches = False

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings
        self._client = httpx.AsyncClient(follow_redirects=False, timeout=settings.seconds, trust_env=False)
        self._free = asyncio.Semaphore(8 * settings.workers)

    async def ask(self, asked: Asked) -> Reply:
        """Answer a query.

        Raises:
            AskError: It is refused, or the endpoint does not answer it.
        """
        check_services(asked.text, self._settings)
        kind, form = await self._parsed(asked)
        sent = [("query", self._prefixed(asked.text))]
        sent += [("default-graph-uri", iri) for iri in asked.default]
        sent += [("named-graph-uri", iri) for iri in asked.named]
        try:
            async with asyncio.timeout(self._settings.seconds), self._free:
                body = await self._post(
                    sent, MEDIA_TYPES["nt" if form == "jsonld" and kind == "graph" else form]
                )
        except TimeoutError:
            limit = f"{self._settings.seconds:g} seconds"
            said = f"The endpoint took longer than {limit}; ask for less, by LIMIT."
            raise AskError(503, "time", said) from None
        except httpx.HTTPError as error:
            said = f"The endpoint does not answer ({type(error).__name__})."
            raise AskError(502, "endpoint", said) from error
        if form == "json" and kind != "graph":
            body = _repaired(body, kind)
        elif form == "jsonld" and kind == "graph":  # Virtuoso 7 leaves the languages out of it
            body = await asyncio.to_thread(_as_jsonld, body)
        size = body.seek(0, 2)
        body.seek(0)
        return Reply({"kind": kind, "form": form, "cut": False, "size": size}, body)

    async def _parsed(self, asked: Asked) -> tuple[str, str]:
        job = {"do": "query", "text": asked.text, "base": asked.base, "rows": 1}
        told = (await self._pool.ask({**job, "forms": dict(asked.forms)})).told
        return told["kind"], told["form"]

    def _prefixed(self, text: str) -> str:
        """Declare the prefixes that we know and the other endpoint may not."""
        used = [prefix for prefix in PREFIXES if f"{prefix}:" in text]
        return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used) + text

    async def _post(self, sent: list[tuple[str, str]], accept: str) -> IO[bytes]:
        assert self._settings.endpoint is not None
        data: dict[str, list[str]] = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        body = tempfile.SpooledTemporaryFile(1 << 20)  # noqa: SIM115 - the reply's reader closes it
        url, headers = self._settings.endpoint, {"Accept": accept}
        async with self._client.stream("POST", url, data=data, headers=headers) as response:
            if response.status_code != 200:
                said = " ".join((await response.aread())[:2000].decode("utf-8", "replace").split())[:200]
                raise AskError(502, "endpoint", f"The endpoint answered {response.status_code}: {said}")
            async for part in response.aiter_bytes():
                body.write(part)
                if body.tell() > self._settings.result:
                    raise AskError(503, "size", "The answer is too large; ask for less, by LIMIT.")
        return body

    async def job(self, job: Mapping[str, Any]) -> Reply:
        """Run a query of the library, or give a graph."""
        if job["do"] == "library":
            return await self._library(job)
        if job["do"] == "graph":
            name = [asking.node(job["name"])] if job.get("name") else []
            text = bound(asking.query("graph"), {"this": name}) if name else asking.query("all")
            return await self.ask(Asked(text, job["forms"]))
        raise AskError(501, "endpoint", "That needs a graph of our own, and this server shows an endpoint's.")

    async def _library(self, job: Mapping[str, Any]) -> Reply:
        try:
            asked = query(job["name"])
        except QueryError as error:
            raise AskError(404, "unknown", str(error)) from error
        values = await self._values(asked, job["parameters"])
        reply = await self.ask(Asked(with_values(asked.text, values), {**ALL_FORMS, "graph": "nt"}))
        with reply.body as body:
            result = _result(reply.told["kind"], body.read())
        iris = {term["value"] for row in result["rows"] for term in row if term and term["type"] == "uri"}
        result["labels"] = await asking.labels(self, iris, job["language"])
        result["parameters"] = {name: {"type": "uri", "value": str(value)} for name, value in values.items()}
        return replace(empty(json.dumps(result, ensure_ascii=False)), told={"kind": "table", "form": "json"})

    async def _values(self, asked: Query, given: Mapping[str, str]) -> dict[str, object]:
        words = {one.name: given.get(one.name, one.default) for one in asked.parameters}
        wanted = [one for one in asked.parameters if words[one.name] != ANY]
        return {one.name: await self._value(one, words[one.name]) for one in wanted}

    async def _value(self, parameter: Parameter, words: str) -> object:
        """Give what words mean: a term, or the one thing that is called so."""
        if parameter.type not in get_args(EntityType):
            typed = f"^^<{PREFIXES['xsd']}{_TYPED[parameter.type]}>" if parameter.type in _TYPED else ""
            return f"{asking.literal(words)}{typed}"
        if words.startswith(("http://", "https://")):
            return asking.node(words)
        some = [found for kind, found in CLASSES.items() if parameter.type in (kind, "iri")]
        classes = [asking.node(str(one)) for found in some for one in found]
        found = await asking.rows(self, "named", words=[asking.literal(words)], classes=classes)
        found = [row for row in found if _of_kind(row, parameter.type)]
        found = [row for row in found if row["rank"] == found[0]["rank"]]
        if len(found) != 1:
            what = "nothing" if not found else "more than one thing"
            said = f"{parameter.name}: {what} is called {words[:100]!r}; give an IRI."
            raise AskError(400, "parameter", said)
        return asking.node(found[0]["thing"]["value"])


def _of_kind(row: asking.Row, kind: str) -> bool:
    """Tell a theme, which is a concept of the themes' scheme, from a concept of one of the small lists."""
    if kind not in ("theme", "concept"):
        return True
    schemes = {one.rsplit("/", 1)[-1] for one in row.get("schemes", {"value": ""})["value"].split()}
    return "theme" in schemes if kind == "theme" else bool(schemes - {"theme", "group"})


def _repaired(body: IO[bytes], kind: str) -> IO[bytes]:
    body.seek(0)
    with body:
        try:
            return io.BytesIO(repaired(body.read(), kind))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            said = "The endpoint's answer is not SPARQL's JSON; is its address right?"
            raise AskError(502, "endpoint", said) from error


def _as_jsonld(body: IO[bytes]) -> IO[bytes]:
    body.seek(0)
    with body:
        try:
            quads = ox.parse(body, format=ox.RdfFormat.N_TRIPLES, lenient=True)
            written = ox.serialize(quads, format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES)
        except (SyntaxError, ValueError) as error:
            said = "The endpoint's answer is no N-Triples; is its address right?"
            raise AskError(502, "endpoint", said) from error
    return io.BytesIO(written or b"")


def _result(kind: str, content: bytes) -> dict[str, Any]:
    """Give an answer as the library's own are given."""
    from exports.web.views import as_table

    columns, rows, answer = as_table(kind, content)
    return {"columns": columns, "rows": rows, "answer": answer}
