"""The exception tree; every message is one line that says what, where and what to do.

The command says each in Danish, too, as it stands in ``exports/messages_da.tsv``.

LedelsesgrafError
├── UsageError              the call's words are off (exit status 2)
├── ReadError               a document cannot be read; others still are
│   ├── EmptyDocumentError
│   ├── NotTextError
│   ├── UnsupportedFormatError
│   └── LimitError
├── GraphError              a graph folder is missing, broken or of another version
└── QueryError              a query or its parameters cannot be run
"""


class LedelsesgrafError(Exception):
    """Base of every error that Ledelsesgraf raises on purpose."""


class UsageError(LedelsesgrafError):
    """The call itself is wrong: a missing path, an unknown name, a bad parameter."""


class ReadError(LedelsesgrafError):
    """One document cannot be read; the build goes on with the others."""


class EmptyDocumentError(ReadError):
    """The document holds no text."""


class NotTextError(ReadError):
    """The file's bytes are no text in any encoding that we know."""


class UnsupportedFormatError(ReadError):
    """The file's format is none that we read."""


class LimitError(ReadError):
    """The document exceeds a limit of size, pages, time or memory."""


class GraphError(LedelsesgrafError):
    """The graph folder is missing, is no graph, or cannot be trusted."""


class QueryError(LedelsesgrafError):
    """A query cannot be parsed or run, or a parameter is missing or wrong."""
