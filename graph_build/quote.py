"""A stretch of a document's text as it is quoted."""

import html
import re

_TAG = re.compile(r"<[^>]+>")
# The signs that quote a line of a mail.
_QUOTED = re.compile(r"\n[ \t]*>[> \t]*")


def as_quote(source: str) -> str:
    r"""Give the text with tags and marks left out, entities resolved and white space folded.

    Example:
        >>> as_quote("en <i>grund</i>\nfor **effekt** &amp; mål")
        'en grund for effekt & mål'
    """
    if ">" in source:
        source = _QUOTED.sub(" ", source)
    if not any(mark in source for mark in "<&*"):
        return " ".join(source.split())
    return " ".join(html.unescape(_TAG.sub(" ", source)).replace("*", "").split())
