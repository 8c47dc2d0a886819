"""The library of queries: what each one asks, in Danish and English, and which parameters it takes.

A query is a ``.rq`` file whose leading comments describe it::

    # title-da: Anbefalinger om et tema
    # title-en: Recommendations on a theme
    # question-da: Hvad anbefales der om temaet, af hvem og til hvem?
    # question-en: What is recommended on the theme, by whom and to whom?
    # tags: recommendations, themes
    # param theme theme tillid Temaet | The theme

A query that takes long on a large graph says why in ``note-da`` and ``note-en``. A parameter line holds
name, type, default (in double quotes where it has spaces) and its description in both languages. The
parameter is the variable of that name, which the outermost SELECT must show. The default ``*`` leaves it
free. Every line is optional in a file of a user's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from graph_build.errors import QueryError
from queries.kinds import TYPES, ParameterType

__all__ = ["ANY", "Parameter", "Query", "library", "near", "parse", "query"]

ANY: Final = "*"
"""A parameter's value that leaves it free."""

_STEM = 6
"""Letters that a word asked for and one of a title begin with alike."""
_FIELD = re.compile(r"#\s*(title-da|title-en|question-da|question-en|note-da|note-en|tags|param)\s*:?\s+(.*)")
_PARAMETER = re.compile(r'(\w+)\s+(\S+)\s+(?:"([^"]*)"|(\S+))\s+([^|]+?)\s*\|\s*(.+)')


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: the variable's name, what it takes, its default as text, what it is in both languages."""

    name: str
    type: ParameterType
    default: str
    description_da: str
    description_en: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its description; titles, questions and notes are empty where the file has none.

    Attributes:
        name: The file's name without ``.rq``.
        text: The whole file, so that places in error messages are places in it.
    """

    name: str
    text: str
    title_da: str = ""
    title_en: str = ""
    question_da: str = ""
    question_en: str = ""
    note_da: str = ""
    note_en: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()


def parse(name: str, text: str) -> Query:
    """Give a query with what its leading comments say of it.

    Raises:
        QueryError: A parameter's line is not of the form above, or names a type that there is not.
    """
    fields: dict[str, str] = {}
    parameters = []
    for number, line in _header(text):
        found = _FIELD.match(line)
        if found and found[1] == "param":
            parameters.append(_parameter(name, number, found[2]))
        elif found:
            fields[found[1].replace("-", "_")] = found[2].strip()
    tags = tuple(filter(None, (tag.strip() for tag in fields.pop("tags", "").split(","))))
    return Query(name, text, **fields, tags=tags, parameters=tuple(parameters))


def _header(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            return
        yield number, line


def _parameter(query_name: str, number: int, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line.strip())
    if not found:
        raise QueryError(
            f"{query_name}, line {number}: a parameter is described as: "
            "# param NAME TYPE DEFAULT beskrivelse | description"
        )
    name, written, quoted, bare, danish, english = found.groups()
    kind = next((kind for kind in TYPES if kind == written), None)
    if kind is None:
        raise QueryError(f"{query_name}, line {number}: no parameter type {written!r}{near(written, TYPES)}")
    return Parameter(name, kind, quoted if quoted is not None else bare, danish, english)


@cache
def library() -> tuple[Query, ...]:
    """Give every query of the library, by name."""
    folder = files("queries") / "library"
    found = [file for file in folder.iterdir() if file.name.endswith(".rq")]
    return tuple(
        parse(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in sorted(found, key=lambda file: file.name)
    )


def query(name: str) -> Query:
    """Give the library's query of that name.

    Raises:
        QueryError: There is none; the message names those that come near.
    """
    by_name = {one.name: one for one in library()}
    if name not in by_name:
        titled = _titled(name)
        meant = f"; did you mean {', '.join(titled)}?" if titled else near(name, tuple(by_name))
        raise QueryError(f"no query {name!r}{meant}; see them with: ledelsesgraf queries")
    return by_name[name]


def _titled(word: str) -> list[str]:
    """The names of up to three queries, the shortest first, whose Danish title has a word that begins so."""
    stem = word.casefold()[:_STEM]
    titles = ((one.name, one.title_da.casefold().split()) for one in library())
    found = [name for name, words in titles if any(one.startswith(stem) for one in words)]
    return sorted(found, key=len)[:3] if len(stem) == _STEM else []


def near(word: str, choices: Sequence[str]) -> str:
    """Give the end of an error message that names up to three choices near to a mistyped word."""
    from rapidfuzz import process  # for mistakes alone, and it takes a while to load

    close = process.extract(word.casefold(), {c: c.casefold() for c in choices}, limit=3, score_cutoff=60)
    return f"; did you mean {', '.join(choice for _, _, choice in close)}?" if close else ""
