"""The IRI under which all instances stand."""

import re
from urllib.parse import urlsplit

from graph_build.errors import UsageError

__all__ = ["DEFAULT_BASE", "check_base"]

DEFAULT_BASE = "https://ledelsesgraf.example/"


def check_base(base: str) -> str:
    """Give ``base`` as it is used, ending in ``/``.

    Raises:
        UsageError: ``base`` is no absolute http(s) IRI without query and fragment.
    """
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(f"base IRI {base!r} is no absolute http(s) IRI; give one like {DEFAULT_BASE}")
    if re.search(r"[\x00-\x20<>\"{}|\\^`]", base):
        raise UsageError(f"base IRI {base!r} holds a character no IRI may hold; give one like {DEFAULT_BASE}")
    return base if base.endswith("/") else base + "/"
