"""HTML: the visible text, a blank line between blocks, headings, list items and rows marked as in Markdown.

lxml mends the page and tells what is visible, but not where it stands. So each run of text is marked with its
number before parsing; its words are then taken from the source itself, where their offsets are known.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from graph_build.errors import LimitError, NotTextError
from graph_build.read.text import Origin, is_row

_HIDDEN = frozenset({"script", "style", "head", "noscript", "template", "nav", "iframe", "object", "svg"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "head", "header", "hr", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_GAP_OF = {**dict.fromkeys(_BLOCKS, "\n\n"), "br": "\n"}
_CELLS = ("td", "th")
# So many tags in a cell, and code points of each text, are looked at: tables may lie in tables.
_MOST = 4000
_HEADINGS = {f"h{n}": "#" * n for n in range(1, 7)}
# A run of text goes on over a "<" that opens no tag.
_RUN = re.compile(r"(?:\A|(?<=>))(?!\s*(?:<[a-zA-Z/!?]|\Z))(?:[^<>]|<(?![a-zA-Z/!?]))*>?")
_WORD = re.compile(r"(?:&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?|[^\s&]|&)+")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);?")
_GAPS = ("", " ", " · ", "\n", "\n\n")
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_UNFIT = str.maketrans({_OPEN: "\ufffd", _CLOSE: "\ufffd", "\0": " "})


def extract(source: str, path: str) -> tuple[str, Origin]:
    """The visible text of an HTML document, and how its offsets lead back; nothing in it is fetched or run.

    Raises:
        NotTextError: The source cannot be parsed as HTML at all.
        LimitError: Its elements are nested too deep.
    """
    source = source.translate(_UNFIT)
    runs = [match.span() for match in _RUN.finditer(source)]
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(_marked(source, runs).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotTextError(f"{path}: cannot be read as HTML ({error}); save it anew or as text.") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise LimitError(f"{path}: its elements are nested too deep to be read; save it as text.")
    page = _Page(source, runs)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        page.take(event, element)
    return page.finished()


def _marked(source: str, runs: list[tuple[int, int]]) -> str:
    """The source with each run's number before its first word."""
    pieces, at = [], 0
    for number, (start, _) in enumerate(runs):
        pieces += [source[at:start], f"{_OPEN}{number}{_CLOSE}"]
        at = start
    return "".join([*pieces, source[at:]])


class _Page:
    """The text as it grows, and where its words stand in the source."""

    def __init__(self, source: str, runs: list[tuple[int, int]]) -> None:
        self._source, self._runs = source, runs
        self._pieces: list[str] = []
        self._origin: list[tuple[int, int]] = [(0, 0)]
        self._length = 0
        self._gap = ""  # what parts the next word from the last: "", a blank, a line break or two
        self._row: etree._Element | None = None  # the row being read as one line
        self._bars = ""  # what its cells put before the next word
        self._printed = 0  # depth of elements in which line breaks count

    def take(self, event: str, element: etree._Element) -> None:
        """Take what stands before or after an element's children, in document order, without recursion."""
        tag = element.tag if isinstance(element.tag, str) else ""
        self._printed += (tag == "pre") * (1 if event == "start" else -1)
        if event == "end":
            if element is self._row:
                self._close_row()
            if self._marked and (tag == "li" or tag in _HEADINGS):
                self._gap = self._gap.rstrip("#- ")
            self._part("\n\n" if tag in _BLOCKS or tag in _HEADINGS else "\n" if tag == "li" else "")
            self._text(element.tail)
            return
        if tag in _HIDDEN:
            for child in list(element):
                element.remove(child)
            return
        self._open(element, tag)
        self._text(element.text)

    def finished(self) -> tuple[str, Origin]:
        """The whole text and its origin."""
        return "".join(self._pieces) + "\n", tuple(self._origin)

    def _open(self, element: etree._Element, tag: str) -> None:
        if tag == "tr" and self._row is None and _reads_across(element):
            self._row, self._bars = element, "\n\n|"
        elif tag in _CELLS and element.getparent() is self._row:
            self._gap, self._bars = "", f"{self._bars} " if self._bars.endswith("\n|") else f"{self._bars} | "
        elif tag in _HEADINGS:
            self._part("\n\n", _HEADINGS[tag] + " ")
        elif tag == "li":
            self._part("\n", "- ")
        else:
            self._part(_GAP_OF.get(tag, ""))

    def _close_row(self) -> None:
        """End the line of a row, after its last cells where these are empty."""
        self._pieces.append(f"{self._bars} |")
        self._length += len(self._pieces[-1])
        self._row, self._bars, self._gap = None, "", ""

    def _part(self, gap: str, marker: str = "") -> None:
        """Part what follows from what stands before, at least by this gap; then a mark of list or heading.

        In a row's line a point stands for what parts the paragraphs of a cell.
        """
        if self._row is not None:
            gap, marker = " · " if "\n" in gap else gap, ""
        if marker or not self._marked:
            before = self._gap.rstrip("#- ") if self._marked else self._gap
            self._gap = max(before, gap, key=_GAPS.index) + marker

    @property
    def _marked(self) -> bool:
        """Whether a heading or list item has begun and still waits for its first word."""
        return self._gap.endswith(("# ", "- "))

    def _text(self, words: str | None) -> None:
        """The words of the runs that a text node names; what is not marked is white space."""
        if not words:
            return
        if words[0].isspace():
            self._part(" ")
        for mark in _MARK.finditer(words):
            self._run(*self._runs[int(mark.group(1))])

    def _run(self, start: int, end: int) -> None:
        at = start
        for match in _WORD.finditer(self._source, start, end):
            self._blank(self._source[at : match.start()])
            for place, piece in _pieces(self._source, *match.span()):
                self._add(place, piece)
            at = match.end()
        self._blank(self._source[at:end])

    def _blank(self, space: str) -> None:
        """Part by white space; where a page is printed as written, by its line breaks."""
        breaks = min(2, space.count("\n")) if self._printed else 0
        self._part("\n" * breaks or " " * bool(space))

    def _add(self, at: int, piece: str) -> None:
        if not piece.strip():
            self._part(" ")
            return
        gap = self._bars or self._gap
        gap = gap if self._pieces else gap.lstrip("\n ")
        self._pieces += [gap, piece]
        self._length += len(gap)
        self._gap = self._bars = ""
        if self._length - at != self._origin[-1][0] - self._origin[-1][1]:
            self._origin.append((self._length, at))
        self._length += len(piece)


def _reads_across(row: etree._Element) -> bool:
    """Whether a row is read as one line with its cells parted, as it is in a DOCX."""
    return is_row([sum(map(len, _words(cell))) for cell in row.iterchildren(*_CELLS)])


def _words(element: etree._Element) -> Iterator[str]:
    """The words under an element that are seen, or the first of them where it holds very many elements."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, child in islice(walk, _MOST):
        if event == "end":
            text = None if child is element else child.tail
        elif child.tag in _HIDDEN:
            walk.skip_subtree()
            continue
        else:
            text = child.text
        yield from _MARK.sub("", (text or "")[:_MOST]).split()


def _pieces(source: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The literal stretches and resolved entities of a word, each with its offset."""
    for entity in _ENTITY.finditer(source, start, end):
        if start < entity.start():
            yield start, source[start : entity.start()]
        yield entity.start(), html.unescape(entity.group())
        start = entity.end()
    if start < end:
        yield start, source[start:end]
