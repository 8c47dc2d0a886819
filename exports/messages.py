"""The command's messages in Danish, found by the English ones as they stand in ``messages_da.tsv``."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

__all__ = ["Template", "in_danish", "templates"]


# A longer message, as one that repeats what somebody pasted, stays in English alone: to take it apart, value
# within value, could take longer than the command.
_LONGEST = 2_000


class Template(NamedTuple):
    """An English message and the Danish one, with ``{}`` or ``{0}``, ``{1}`` … for the same values."""

    english: str
    danish: str


@cache
def templates() -> tuple[Template, ...]:
    """Give the messages that have a Danish one, in the order of their file."""
    from importlib.resources import files  # takes a while to load, and most calls end without a message

    lines = files("exports").joinpath("messages_da.tsv").read_text(encoding="utf-8").split("\n")
    return tuple(Template(*line.split("\t")) for line in lines if line.strip() and not line.startswith("# "))


def in_danish(message: str) -> str | None:
    """Give a message's Danish; ``None`` where it is none of ours, too long, or the same in both languages.

    A value that is itself a message of ours, as of the document for which a build stopped, is put into
    Danish, too; any other, as a path or what another library says, stays as it is.

    Example:
        >>> in_danish("notat.txt: no such file; check the path.")
        'notat.txt: Filen findes ikke. Kontrollér stien.'
    """
    if len(message) > _LONGEST:
        return None
    for one in _by_own_words():
        # To look for the words first spares the pattern, which tries long in a long message that lacks them.
        words = one.english.split("{}")
        if all(some in message for some in words) and (found := re.fullmatch(_pattern(words), message)):
            told = one.danish.format(*(in_danish(value) or value for value in found.groups()))
            return told if told != message else None
    return None


@cache
def _by_own_words() -> tuple[Template, ...]:
    """The messages, those with the most words of their own first, as others may fit them too."""
    return tuple(sorted(templates(), key=lambda one: -len(one.english.replace("{}", ""))))


def _pattern(words: Sequence[str]) -> str:
    """The shortest values that fit; but what a message begins with is a path, which may hold colons."""
    first, *rest = map(re.escape, words)
    begins = "(.*)" if not first else "(.*?)"
    return first + "".join((begins if at == 0 else "(.*?)") + part for at, part in enumerate(rest))
