"""Look for documents that reading breaks on, led by the code that each one reaches.

    python tests/fuzz.py [FOLDER] [libFuzzer's options, e.g. -max_total_time=3600]

It needs the package atheris. What ends in anything but findings that hold or an error of ours is written to
``tests/cases/fuzz``, from where ``test_fuzz.py`` reads it ever after.
"""

import sys
from pathlib import Path

CASES = Path(__file__).parent / "cases" / "fuzz"
ENDINGS = (".txt", ".md", ".html", ".pdf", ".docx", ".pptx")
# What rules look for; a document of these in any order comes by all of them.
PIECES = (
    "\n", "\n\n", " ", ". ", ", ", ": ", "? ", "# ", "## ", "- ", "1. ", "a) ", "| ", "|\n", "> ", "**", "*", "_",
    "»", "«", "\"", "(", ")", "–", "…", "\t", "\u00ad", "\u200b", "&amp;", "&#248;", "<p>", "</p>", "<br>", "<b>",
    "Referat", "Dato", "Deltagere", "Afbud", "Sted", "Dagsorden", "Punkt 1", "Spørgsmål", "Svar", "Q", "A", "Q1",
    "Hvordan kan vi", "Hvad bør", "Kommissionen", "KL", "Odense Kommune", "Anne Holm", "Bo Ærø", "formanden",
    "Formand", "sagde, at", "betonede", "siger hun", "skal", "bør", "kan", "det anbefales, at", "vi anbefaler",
    "Anbefaling", "dilemma mellem", "på den ene side", "på den anden side", "både", "og", "eller", "men", "styring",
    "tillid", "drift", "udvikling", "mellem", "topledere", "borgerne", "medarbejdere", "56", "3,5", "pct.",
    "millioner", "kl. 10", "bl.a.", "m.v.", "d. 12. maj 2017", "2017-05-12", "Oplæg ved", "Bord 1", "aftalt, at",
    "besluttede", "senest", "uge 7", "ledelse", "ikke", "hinandens modsætninger", "er", "af", "i", "til", "de",
)  # fmt: skip


def document_of(data: bytes) -> tuple[str, bytes]:
    """Give the ending and the bytes of the document that some bytes stand for."""
    kind = data[0] % (2 * len(ENDINGS)) if data else 0
    if kind < len(ENDINGS):
        return ENDINGS[kind], data[1:]
    pieces = (PIECES[n] if n < len(PIECES) else chr(n) for n in data[1:])
    return (".md" if kind % 2 else ".txt"), "".join(pieces).encode()


def read_through(data: bytes, folder: Path) -> None:
    """Read the document that some bytes stand for, and check whatever is found."""
    from test_reading import hold

    from graph_build.errors import LedelsesgrafError
    from graph_build.reading import read_document

    ending, whole = document_of(data)
    path = folder / f"d{ending}"
    path.write_bytes(whole)
    try:
        found = read_document(path)
    except LedelsesgrafError:
        return
    hold(found)


def main() -> None:
    """Look until told to stop."""
    import tempfile

    import atheris

    sys.path.insert(0, str(Path(__file__).parent.parent))
    with atheris.instrument_imports(include=["graph_build"]):
        import graph_build.reading  # noqa: F401
    CASES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        options = ["-timeout=60", "-rss_limit_mb=3000", "-max_len=4000", f"-artifact_prefix={CASES}/"]
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:]], lambda data: read_through(data, Path(folder)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
