"""One way to compare names, labels and quotes."""

from graph_build.quote import as_quote


def key(text: str) -> str:
    """The text as it is quoted, without regard to case.

    Example:
        >>> key("Odense  KOMMUNE")
        'odense kommune'
    """
    return as_quote(text).casefold()
