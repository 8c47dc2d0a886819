"""A stretch of a document's text as it is quoted, for those who find, write and check quotes."""

import html
import re

_TAG = re.compile(r"<[^>]+>")
# The signs that quote a line of a mail.
_QUOTED = re.compile(r"\n[ \t]*>[> \t]*")


def as_quote(source: str) -> str:
    r"""Give the text with marks left out, entities resolved and white space folded to single blanks.

    Marks are tags, ``*``, and the signs that quote a line of a mail.

    Example:
        >>> as_quote("en <i>grund</i>\nfor **effekt** &amp; mål")
        'en grund for effekt & mål'
    """
    if ">" in source:
        source = _QUOTED.sub(" ", source)
    if "<" in source:
        source = _TAG.sub(" ", source)
    if "&" in source:
        source = html.unescape(source)
    return " ".join(source.replace("*", "").split())
