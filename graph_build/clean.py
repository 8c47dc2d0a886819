"""A passage's words for reading, each code point of which leads back to the document's text.

Marks and tags are left out, white space is folded, and words that a PDF's line end broke are joined. What
is left out here still stands in the text as read: quotes are printed from there.
"""

import html
import re
from collections.abc import Sequence

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});")
# A word broken at a line's end ("kommis- sionen"), but not a shared ending ("institutions- og driftsledere");
# after a capital the hyphen is the word's own ("HR-chefer").
_SHARED = r"(?!(?:og|eller|samt|men|til|som|både|resp|ift)\b)"
# Each alternative begins with its first sign, so that most signs of a text are passed over at once.
_TOKEN = re.compile(
    rf"-(?:(?<=[a-zæøå]-)(?:\s*\n\s*|[ ]+)|(?<=[A-ZÆØÅ\d]-)\s*\n\s*)(?=[a-zæøå]{{2}}){_SHARED}"
    r"|</?[a-zA-Z][^<>\n]{0,80}>"
    r"|\*+|_(?:(?<!\w_)_*(?=[»\"“]?\w)|(?<=[\w?!.)»”\"]_)_*(?!\w))"
    rf"|{_ENTITY.pattern}"
    # A line's end, with the signs that quote the next line of a mail.
    r"| (?: *[^\S ]\s*(?:>[>\s]*(?<=\s))?| +)|[^\S ]\s*(?:>[>\s]*(?<=\s))?"
    r"|[\u00ad\u200b\ufeff]"
)


def _plain(piece: str) -> bool:
    """Whether nothing in a piece can be left out or joined: one look that is true of most lines."""
    # What is not printable is white space but for the blank, and what has no width.
    return piece.isprintable() and not (
        "  " in piece or "- " in piece or "*" in piece or "<" in piece or "&" in piece or "_" in piece
    )


def clean(text: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """The words of ``text[start:end]``; for each code point of them, and their end, its offset in ``text``.

    Example:
        >>> clean("a **b**  c", 0, 10)[0]
        'a b c'
    """
    piece = text[start:end]
    token = None if _plain(piece) else _TOKEN.search(text, start, end)
    if token is None:
        words = piece.strip(" ")
        first = start + (len(piece) - len(piece.lstrip(" ")) if words else 0)
        return words, range(first, first + len(words) + 1)
    out: list[str] = []
    offsets: list[int] = []
    at, blank = start, True
    for match in _TOKEN.finditer(text, token.start(), end):
        if match.start() > at:
            out.append(text[at : match.start()])
            offsets.extend(range(at, match.start()))
            blank = text[match.start() - 1] == " "
        piece = _replacement(match, not blank)
        if piece:
            out.append(piece)
            offsets.extend(match.span()[:1] * len(piece) if piece != match.group() else range(*match.span()))
            blank = piece[-1] == " "
        at = match.end()
    out.append(text[at:end])
    offsets.extend(range(at, end))
    words = "".join(out)
    if "  " in words or words[:1] == " ":
        words, offsets = _squeezed(words, offsets)
    kept = len(words.rstrip())
    last = piece_end(text, offsets[kept - 1]) if kept else start
    return words[:kept], (*offsets[:kept], last)


def _squeezed(words: str, offsets: list[int]) -> tuple[str, list[int]]:
    """The words without the blanks that what was left out has brought together."""
    kept = [n for n, char in enumerate(words) if char != " " or (n and words[n - 1] != " ")]
    return "".join(words[n] for n in kept), [offsets[n] for n in kept]


def piece_end(text: str, at: int) -> int:
    """Where the source ends that begins at ``at`` and stands for one code point: an entity, or itself.

    Example:
        >>> piece_end("K&oslash;ge", 1), piece_end("B & O", 2)
        (9, 3)
    """
    match = _ENTITY.match(text, at) if text.startswith("&", at) else None
    return match.end() if match and html.unescape(match.group()) != match.group() else at + 1


def _replacement(match: re.Match[str], inside: bool) -> str:
    """What stands for a token among the words; an entity may stand for a space, or for nothing known."""
    token = match.group()
    if token[0] == "-":
        # After a capital or a digit the hyphen is the word's own.
        return "" if match.string[match.start() - 1].islower() else "-"
    piece = html.unescape(token) if token[0] == "&" else ""
    if token[0].isspace() or (piece and not piece.strip()):
        return " " if inside else ""
    return piece
