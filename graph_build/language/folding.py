r"""One way to compare words: tags and marks left out, white space folded.

A quote is the document's own text folded this way; a name or cue is matched in its case-folded form.
"""

import html
import re

_TAG = re.compile(r"<[^>]+>")
# The signs that quote a line of a mail.
_QUOTED = re.compile(r"\n[ \t]*>[> \t]*")


def fold(text: str) -> str:
    r"""The text as a quote shows it: marks and entities resolved, white space folded to single blanks.

    Marks are tags, ``*``, and the signs that quote a line of a mail.

    Example:
        >>> fold("en <i>grund</i>  for\n**effekt**")
        'en grund for effekt'
    """
    if ">" in text:
        text = _QUOTED.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.replace("*", "").split())


def key(text: str) -> str:
    """The folded text without regard to case, for matching names and labels.

    Example:
        >>> key("Odense  KOMMUNE")
        'odense kommune'
    """
    return fold(text).casefold()
