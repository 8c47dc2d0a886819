"""Threads of mails: what one asks last, the mails of others after it answer."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Sentence
from graph_build.extract.discourse.gathered import Gathered, Posed, marker
from graph_build.extract.discourse.prose import looks_like_question
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# Parts that may stand under a mail's last question: a greeting and a name.
_MOST_AFTER = 3
# A shorter part is a greeting or a name.
_LEAST_CHARS = 25
_POSED = 0.5


class _Mail(NamedTuple):
    """A mail of a thread: who sent it, whether it replies, and the parts of its own words."""

    sender: str
    replies: bool
    parts: tuple[Segment, ...]


def read_mails(found: Gathered, posed: Posed) -> None:
    """Read what a mail asks at its end, and the first paragraph of each mail that others send after it."""
    mails = list(_mails(found))
    if len(mails) > 1 and mails[0].replies and not mails[-1].replies:
        mails.reverse()
    for at, mail in enumerate(mails):
        asked = _asked(found, mail, posed)
        said = [part for other in _after(mails, at) if (part := _first_words(found, other))]
        if asked is None or not said:
            continue
        mention = found.source.span(asked, asked, "questions.mail", posed(asked))
        words = found.question(mention, asked.segment.section)
        for part in said if _pattern("asks-all").search(asked.text) else said[:1]:
            found.used.add(id(part))
            ground, rule = "the next mail of somebody else", "answers.mail"
            found.answers_with(words, part, ground, rule=rule, confidence=0.6)


def _mails(found: Gathered) -> Iterator[_Mail]:
    """The mails in the order in which they stand."""
    parts = list(found.source.readable())
    tops = [at for at, part in enumerate(parts) if part.kind == "header-line" and _sender(part)]
    for at, end in zip(tops, [*tops[1:], len(parts)], strict=False):
        head = list(takewhile(lambda part: part.kind == "header-line", parts[at:end]))
        own = (part for part in parts[at + len(head) : end] if not marker(found.source, part).startswith(">"))
        replies = any(_pattern("replies").match(part.text) for part in head)
        yield _Mail(_sender(parts[at]), replies, tuple(own))


def _after(mails: Sequence[_Mail], at: int) -> Iterator[_Mail]:
    """The mails of others after one, until its sender writes again."""
    return takewhile(lambda other: other.sender != mails[at].sender, mails[at + 1 :])


def _sender(part: Segment) -> str:
    """Who sent the mail whose head a line begins; empty where it begins none."""
    match = _pattern("mail-from").match(part.text)
    return match.group("who").casefold() if match else ""


def _asked(found: Gathered, mail: _Mail, posed: Posed) -> Sentence | None:
    """What a mail asks at its end, if that is posed."""
    own = [part for part in mail.parts if part.kind in {"paragraph", "bullet"} and id(part) not in found.used]
    closing = [part for part in own if looks_like_question(part.text)]
    if not closing or len(_below(mail.parts, closing[-1])) > _MOST_AFTER:
        return None
    asking = [s for s in found.source.of_segment(closing[-1])[-1:] if looks_like_question(s.text)]
    return asking[0] if asking and posed(asking[0]) >= _POSED else None


def _below(parts: Sequence[Segment], part: Segment) -> Sequence[Segment]:
    return parts[next(at for at, other in enumerate(parts) if other is part) + 1 :]


def _first_words(found: Gathered, mail: _Mail) -> Segment | None:
    """The first paragraph of a mail that is no greeting."""
    words = (part for part in mail.parts if part.kind == "paragraph" and len(part.text) >= _LEAST_CHARS)
    first = next((part for part in words if not _pattern("greeting").fullmatch(part.text)), None)
    return first if first is not None and id(first) not in found.used else None
