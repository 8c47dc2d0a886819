"""What names of bodies look like, and how they are compared."""

import re
from functools import cache, lru_cache

from graph_build import lexicon
from graph_build.extract.organisations.authority import all_forms
from graph_build.model import OrganisationKind


@lru_cache(maxsize=4096)
def normalise(words: str) -> str:
    """A name as it is compared: lower case, genitive and doubled letters left out, broken words joined.

    Example:
        >>> normalise("Ledelseskommisionens") == normalise("Ledelseskommissionen")
        True
    """
    plain = re.sub(r"-\s+(?!og\b)", "", words.casefold())
    plain = re.sub(r"(.)\1", r"\1", " ".join(plain.split()))
    return re.sub(r"(?<=\w\w\w)(?:'s|s)$", "", plain)


def without_genitive(words: str) -> str:
    """A name without the genitive's ending where the form shows one, or the authority file does."""
    lowered = words.casefold()
    if lowered.endswith("s") and lowered not in all_forms() and lowered[:-1] in all_forms():
        return words[:-1]
    words = re.sub(r"(?<=\w)['’]s$", "", words)
    return re.sub(r"(en|et|ne|KL|mune|MUNE)(?:'s|s|S)$", r"\1", words)


def kind_of(name: str) -> OrganisationKind:
    """The kind of a body, by its name."""
    lowered = name.casefold()
    return next((kind for kind, pattern in _kind_patterns() if pattern.search(lowered)), "other")


@cache
def _kind_patterns() -> tuple[tuple[OrganisationKind, re.Pattern[str]], ...]:
    rows = lexicon.rows("cues/organisation_kinds.tsv")
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows)  # type: ignore[misc]


def is_none(words: str) -> bool:
    """Whether a name is that of a law, a reform, a plan or the like, not of a body that can act."""
    return _none_pattern().fullmatch(words.casefold().strip()) is not None


@cache
def _none_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in lexicon.rows("cues/not_organisations.tsv")))
