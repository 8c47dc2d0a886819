"""Looks at a query's text by its tokens, for what pyoxigraph has no switch for.

What a query or an update may do is for its parser to say; this only finds the services that are called, and
puts terms and datasets where the protocol wants them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from queries.tokens import Token, resolved, tokens

__all__ = ["bound", "looked_up", "names_dataset", "services", "using", "with_values"]

_FROM: Final = re.compile(r"from\b(?<!\wfrom)")  # one that begins with letters is looked for fast


def services(text: str) -> list[str | None]:
    """Give what a query calls by SERVICE: IRIs as written, ``None`` for a variable or a prefixed name."""
    if "service" not in resolved(text).lower():
        return []
    found: list[str | None] = []
    for version in dict.fromkeys((text, resolved(text))):
        named = [token for token in tokens(version) if token.kind in ("word", "iri", "variable", "name")]
        for at, token in enumerate(named):
            if token.kind == "word" and token.text.upper() == "SERVICE":
                found.append(_target(named[at + 1 : at + 3]))
    return list(dict.fromkeys(found))


def _target(following: Sequence[Token]) -> str | None:
    after = [one for one in following if one.text.upper() != "SILENT"]
    return after[0].text[1:-1] if after and after[0].kind == "iri" else None


def names_dataset(text: str) -> bool:
    """Tell whether a query has FROM of its own, so that the union is not its default graph."""
    if not _FROM.search(text.lower()):
        return False
    return any(token.kind == "word" and token.text.upper() == "FROM" for token in tokens(text))


def bound(text: str, values: Mapping[str, Iterable[object]]) -> str:
    """Give a query with terms in place of variables; several terms only within VALUES.

    Args:
        text: A query that shows none of these variables.
        values: Terms by the variable's name; ``str`` of one is the term in N-Triples.
    """
    return _replaced(
        text,
        lambda token: (
            " ".join(map(str, values[token.text[1:]]))
            if token.kind == "variable" and token.text[1:] in values
            else None
        ),
    )


def _replaced(text: str, change: Callable[[Token], str | None]) -> str:
    parts, done = [], 0
    for token in tokens(text):
        new = change(token)
        if new is not None:
            parts += [text[done : token.start], new]
            done = token.end
    return "".join([*parts, text[done:]])


def with_values(text: str, values: Mapping[str, object]) -> str:
    """Give a query that keeps only solutions in which the variables have these values.

    A value stands in the query's own group, and in each subquery that names the variable, as a subquery sees
    nothing of what is outside it.

    Args:
        text: A query of the library, in which WHERE is always written.
        values: Terms by the variable's name.
    """
    found = list(tokens(text))
    wheres = [at for at, one in enumerate(found) if one.kind == "word" and one.text.upper() == "WHERE"]
    parts, done = [], 0
    for at in wheres:
        named = {one.text[1:] for one in _around(found, at) if one.kind == "variable"}
        inside = found[at].depth > 0
        block = " ".join(
            f"VALUES ?{name} {{ {term} }}" for name, term in values.items() if name in named or not inside
        )
        opening = found[at + 1].end
        parts += [text[done:opening], f" {block} " if block else ""]
        done = opening
    return "".join([*parts, text[done:]])


def _around(found: Sequence[Token], where: int) -> Iterator[Token]:
    """Give what belongs to the query of a WHERE: from its SELECT to the end of the group around it."""
    depth = found[where].depth
    first = where
    while first and found[first - 1].depth >= depth and found[first].text.upper() != "SELECT":
        first -= 1
    for token in found[first:]:
        if token.depth < depth:
            return
        yield token


def using(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Give an update whose operations see the protocol's dataset.

    Args:
        text: An update.
        default: ``using-graph-uri``, each an IRI that can stand between ``<`` and ``>``.
        named: ``using-named-graph-uri``.

    Raises:
        ValueError: The update names a dataset itself, by USING or WITH.
    """
    clause = " ".join([*(f"USING <{iri}>" for iri in default), *(f"USING NAMED <{iri}>" for iri in named)])
    outer = [token for token in tokens(text) if token.kind == "word" and token.depth == 0]
    if any(token.text.upper() in ("USING", "WITH") for token in outer):
        raise ValueError("the update has USING or WITH, so using-graph-uri may not be given too.")
    before = {after.start: one.text.upper() for one, after in pairwise(outer)}
    return _replaced(
        text,
        lambda token: (
            f"{clause} {token.text}"
            if token.depth == 0 and token.text.upper() == "WHERE" and before.get(token.start) != "DELETE"
            else None
        ),
    )


def looked_up(text: str, predicates: Iterable[str], find: Callable[[str], Iterable[str]]) -> str:
    """Give a query in which the triple of a variable, a predicate and a string became what is found.

    Args:
        text: A query.
        predicates: The predicate as it may be written.
        find: Gives the IRIs for the string.
    """
    if not any(one in text for one in predicates):
        return text
    found = list(tokens(text))
    parts, done = [], 0
    for subject, predicate, words in zip(found, found[1:], found[2:], strict=False):
        asks = predicate.text in predicates and subject.kind == "variable" and words.kind == "string"
        if asks and _stand_alone(text, subject, predicate, words):
            iris = " ".join(f"<{iri}>" for iri in find(_unquoted(words.text)))
            parts += [text[done : subject.start], f"VALUES {subject.text} {{ {iris} }}"]
            done = words.end
    return "".join([*parts, text[done:]])


def _stand_alone(text: str, subject: Token, predicate: Token, words: Token) -> bool:
    """Tell whether nothing but space stands between the three, and nothing hangs on to them."""
    first, second = text[subject.end : predicate.start], text[predicate.end : words.start]
    hangs_on = text[words.end :].lstrip().startswith((";", ",", "@", "^"))
    return not first.strip() and not second.strip() and not hangs_on


def _unquoted(string: str) -> str:
    quotes = 3 if string.startswith(('"""', "'''")) else 1
    inner = string[quotes:-quotes]
    return re.sub(
        r"\\(.)",
        lambda found: {"n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]),
        inner,
        flags=re.DOTALL,
    )
