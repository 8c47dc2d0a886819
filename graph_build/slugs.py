"""Text as it is compared, and as a part of an IRI; no RDF, so that reading need not wait for its library."""

import hashlib
import re
import unicodedata
from functools import lru_cache

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})
_LONGEST_SLUG = 96


@lru_cache(1 << 16)
def fold(text: str) -> str:
    r"""Give text as it is compared: NFC, without case, white space folded.

    Example:
        >>> fold("  Birgit  lise\nANDERSEN ")
        'birgit lise andersen'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def digest(*parts: str) -> str:
    """Give 16 hexadecimal digits of the SHA-256 of ``parts``; their borders count.

    Example:
        >>> digest("a", "bc") == digest("ab", "c")
        False
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@lru_cache(1 << 14)
def slug(text: str) -> str:
    """Give text as a part of an IRI: lower-case ASCII letters and digits, hyphens between.

    Where letters had to be dropped (no Latin letters) or the text is very long, a digest of the
    folded text is added, so that two different texts do not fall together.

    Example:
        >>> slug("Birgit lise Ågård-Sørensen"), slug("7. møde i Følgegruppen")
        ('birgit-lise-aagaard-soerensen', '7-moede-i-foelgegruppen')
    """
    letters = unicodedata.normalize("NFKD", fold(text).translate(_DANISH))
    kept = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f'’]", "", letters)).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in letters)
    if kept and not lost and len(kept) <= _LONGEST_SLUG:
        return kept
    return f"{kept[:_LONGEST_SLUG]}-{digest(fold(text))}".strip("-")
