"""The tables and the quads as Parquet, for data frames; needs pyarrow, of the extra ``tables``."""

import csv
import io
from collections.abc import Iterable, Mapping
from importlib.util import find_spec

import pyoxigraph as ox

from graph_build.errors import UsageError

__all__ = ["available", "to_parquet"]


def available() -> bool:
    """Tell whether pyarrow is there."""
    return find_spec("pyarrow") is not None


def to_parquet(tables: Mapping[str, bytes], quads: Iterable[ox.Quad]) -> dict[str, bytes]:
    """Give each CSV table as a Parquet file of the same rows, and ``quads.parquet`` with every quad.

    Args:
        tables: CSV files by name, with a byte order mark and a row of names.
        quads: The graph; in the given order.

    Raises:
        UsageError: pyarrow is not installed.
    """
    if not available():
        raise UsageError("Parquet needs pyarrow; install it with: pip install 'ledelsesgraf[tables]'")
    files = {}
    for name, content in tables.items():
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        columns = {column: [row[at] or None for row in rows] for at, column in enumerate(head)}
        files[name.removesuffix(".csv") + ".parquet"] = _file(columns)
    return {**files, "quads.parquet": _file(_columns(quads))}


def _columns(quads: Iterable[ox.Quad]) -> dict[str, list[str | None]]:
    columns: dict[str, list[str | None]] = {
        name: [] for name in ("subject", "predicate", "object", "datatype", "language", "graph")
    }
    for quad in quads:
        literal = quad.object if isinstance(quad.object, ox.Literal) else None
        row = (
            getattr(quad.subject, "value", str(quad.subject)),
            quad.predicate.value,
            getattr(quad.object, "value", str(quad.object)),
            literal.datatype.value if literal is not None else None,
            literal.language if literal is not None else None,
            getattr(quad.graph_name, "value", None),
        )
        for name, value in zip(columns, row, strict=True):
            columns[name].append(value)
    return columns


def _file(columns: Mapping[str, list[str | None]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd")
    return written.getvalue()
