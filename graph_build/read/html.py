"""HTML: the visible text, a blank line between blocks, headings and list items marked as in Markdown."""

from lxml import etree
from lxml import html as lxml_html

from graph_build.errors import NotTextError

_HIDDEN = frozenset({"script", "style", "head", "noscript", "template", "nav", "iframe", "object", "svg"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
        "body",
    ]
)
_HEADINGS = {f"h{n}": "#" * n for n in range(1, 7)}


def extract(source: str, path: str) -> str:
    """The visible text of an HTML document; nothing in it is fetched or run.

    Raises:
        NotTextError: The source cannot be parsed as HTML at all.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotTextError(f"{path}: cannot be read as HTML ({error}); save it anew or as text.") from error
    parts: list[str] = []
    _walk(root, parts)
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return "\n".join(_squeeze(lines)) + "\n"


def _walk(root: etree._Element, parts: list[str]) -> None:
    """Collect text in document order without recursion, so that deep nesting cannot overflow the stack."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden = tag in _HIDDEN
            parts.append(_opening(tag))
            if element.text and not hidden:
                parts.append(element.text.replace("\n", " "))
            if hidden:
                for child in list(element):
                    element.remove(child)
        else:
            parts.append(_closing(tag))
            if element.tail and element is not root:
                parts.append(element.tail.replace("\n", " "))


def _opening(tag: str) -> str:
    if tag in _HEADINGS:
        return f"\n\n{_HEADINGS[tag]} "
    if tag == "li":
        return "\n- "
    if tag == "br":
        return "\n"
    return "\n\n" if tag in _BLOCKS else (" " if tag in {"td", "th"} else "")


def _closing(tag: str) -> str:
    return "\n\n" if tag in _BLOCKS or tag in _HEADINGS else ("\n" if tag == "li" else "")


def _squeeze(lines: list[str]) -> list[str]:
    """Leave one blank line where several follow each other."""
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return out
