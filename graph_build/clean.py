"""A passage's words for reading, each code point of which leads back to the document's text.

Marks and tags are left out, white space is folded, and words that a PDF's line end broke are joined. What
is left out here still stands in the text as read: quotes are printed from there.
"""

import html
import re

# A word broken at a line's end ("kommis- sionen"), but not a shared ending ("institutions- og driftsledere").
_TOKEN = re.compile(
    r"(?P<hyphen>(?<=[a-zæøå])-(?:\s*\n\s*|[ ]+)(?=[a-zæøå]{2})(?!(?:og|eller|samt|men|til|som|både|resp|ift)\b))"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,80}>)"
    r"|(?P<mark>\*+|(?<![\w])_+(?=\w)|(?<=\w)_+(?![\w]))"
    r"|(?P<entity>&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)"
    r"|(?P<space>\s+)"
    r"|(?P<soft>[\u00ad\u200b\ufeff])"
)


def clean(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """The words of ``text[start:end]`` and, for each code point of them and their end, its offset in ``text``.

    Example:
        >>> clean("a **b**  c", 0, 10)[0]
        'a b c'
    """
    out: list[str] = []
    offsets: list[int] = []
    at = start
    for match in _TOKEN.finditer(text, start, end):
        out.append(text[at : match.start()])
        offsets.extend(range(at, match.start()))
        piece = _replacement(match, bool(offsets) and not _ends_blank(out))
        if piece:
            out.append(piece)
            offsets.extend([match.start()] * len(piece))
        at = match.end()
    out.append(text[at:end])
    offsets.extend(range(at, end))
    words = "".join(out)
    kept = len(words.rstrip())
    last = offsets[kept - 1] + 1 if kept else start
    return words[:kept], (*offsets[:kept], last)


def _replacement(match: re.Match[str], inside: bool) -> str:
    if match.lastgroup == "space" or match.lastgroup == "tag":
        return " " if inside and match.lastgroup == "space" else ""
    return html.unescape(match.group()) if match.lastgroup == "entity" else ""


def _ends_blank(out: list[str]) -> bool:
    return next((piece[-1].isspace() for piece in reversed(out) if piece), True)
