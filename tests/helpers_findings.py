"""Findings made from the readers' annotations, for tests of what comes after the reading."""

import bisect
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph_build import pipeline, store
from graph_build.assemble.shared import known_organisations
from graph_build.base import DEFAULT_BASE
from graph_build.model import (
    Answer,
    Decision,
    Figure,
    Findings,
    Group,
    Mention,
    Metadata,
    Organisation,
    Paradox,
    Person,
    Pole,
    Question,
    Recommendation,
    Statement,
    Theme,
)
from graph_build.quote import as_quote
from graph_build.read import read
from graph_build.resolve import resolve
from graph_build.segment import sections, segment

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
CORPUS = ROOT / "corpus"
RULE = "reader.by-hand"


class Finder:
    """Finds quotes in a text as read; case, white space and marks do not matter."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self.offsets = "", []
        pieces = []
        for match in re.finditer(r"<[^>]+>|\*|(\s)|(.)", text, re.DOTALL):
            char = match[2] or (" " if not pieces or pieces[-1] != " " else "")
            if match[0] != "*" and char:
                pieces.append(char.casefold() if len(char.casefold()) == 1 else char)
                self.offsets.append(match.start())
        self.folded = "".join(pieces)

    def spans(self, quote: str) -> list[tuple[int, int]]:
        """All places where the quote stands, in order."""
        wanted = as_quote(quote).casefold()
        found = [m.start() for m in re.finditer(re.escape(wanted), self.folded)] if wanted else []
        return [(self.offsets[at], self.offsets[at + len(wanted) - 1] + 1) for at in found]

    def mentions(self, *forms: str) -> tuple[Mention, ...]:
        """Every place where one of the forms stands as whole words, none inside another."""
        taken: list[tuple[int, int]] = []
        for form in sorted(set(forms), key=lambda form: (-len(form), form)):
            for start, end in self.spans(form):
                whole = not (self.text[start - 1 : start].isalnum() or self.text[end : end + 1].isalnum())
                if whole and not any(start < e and s < end for s, e in taken):
                    taken.append((start, end))
        return tuple(self.mention(*span) for span in sorted(taken))

    def mention(self, start: int, end: int) -> Mention:
        """The mention of a span."""
        return Mention(start, end, as_quote(self.text[start:end]), RULE, 1.0)


def findings(name: str) -> Findings:
    """What the readers found in a document of the corpus, but for words not found again in its text."""
    gold = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    document = read(CORPUS / f"{name}.txt", f"corpus/{name}.txt")
    parts = segment(document.text)
    finder, outline = Finder(document.text), sections(parts)
    starts = [section.start for section in outline]

    def base(item: dict, number: int, letter: str) -> dict | None:
        spans = finder.spans(item["quote"])
        if not spans:
            return None
        return {
            "id": item.get("id", f"{letter}{number}"),
            "mention": finder.mention(*spans[0]),
            "section": bisect.bisect_right(starts, spans[0][0]),
            "themes": tuple(item.get("themes", ())),
            "voiced_by": item.get("voiced_by"),
        }

    def statements(kind: str, make: type[Statement], **more: object) -> tuple:
        made = []
        for number, item in enumerate(gold.get(kind, ()), start=1):
            shared = base(item, number, kind[0])
            if shared:
                extra = {key: value(item) for key, value in more.items()}
                if None not in (extra.get("poles", ()),):
                    made.append(make(**shared, **extra))
        return tuple(made)

    def poles(item: dict) -> tuple[Pole, ...] | None:
        at = finder.spans(item["quote"])[0]
        inside = [[s for s in finder.spans(p) if at[0] <= s[0] and s[1] <= at[1]] for p in item["poles"]]
        spans = [found[0] if found else at for found in inside]
        themes = item.get("themes", [])
        return tuple(
            Pole(words, *span, tuple(themes[number : number + 1]))
            for number, (words, span) in enumerate(zip(item["poles"], spans, strict=True))
        )

    return Findings(
        document=document,
        metadata=Metadata(**gold["metadata"]),
        segments=parts,
        sections=outline,
        persons=_named(
            gold["persons"],
            lambda p, found: Person(
                p["name"], tuple(p["variants"]), p["participation"], p["role"], p["affiliation"], found
            ),
            finder,
        ),
        organisations=_named(
            gold["organisations"],
            lambda o, found: Organisation(o["name"], tuple(o["variants"]), o["kind"], found),
            finder,
        ),
        groups=_named(
            gold["groups"], lambda g, found: Group(g["label"], tuple(g["variants"]), found), finder
        ),
        themes=tuple(
            Theme(theme["id"], tuple(finder.mention(*spans[0]) for spans in found))
            for theme in gold["themes"]
            if (found := [spans for quote in theme["quotes"] if (spans := finder.spans(quote))])
        ),
        questions=statements("questions", Question),
        answers=statements(
            "answers", Answer, question=lambda i: i["answers"], ground=lambda _: "læst i hånden"
        ),
        paradoxes=statements("paradoxes", Paradox, poles=poles),
        recommendations=statements("recommendations", Recommendation, addressee=lambda i: i.get("addressee")),
        decisions=statements("decisions", Decision),
        figures=statements("figures", Figure, value=lambda i: i["value"], of=lambda i: i["of"]),
    )


def _named(items: list[dict], make: object, finder: Finder) -> tuple:
    made = []
    for item in items:
        forms = (item.get("name"), item.get("label"), *item["variants"])
        found = finder.mentions(*filter(None, forms))
        if found:
            made.append(make(item, found))
    return tuple(made)


def all_findings() -> tuple[Findings, ...]:
    """The findings of every document that readers annotated."""
    return tuple(findings(path.stem) for path in sorted(GOLD.glob("*.json")))


def put_together(found: Sequence[Findings], folder: Path) -> Path:
    """Write the graph of findings as ``publish`` does, but unvalidated, which saves most of the time."""
    resolution = resolve(found, known_organisations(DEFAULT_BASE))
    quads = pipeline._quads(found, resolution, DEFAULT_BASE, lambda *_: None)
    documents = (one.document for one in found)
    sources = [store.Source(one.name, one.path, one.sha256, one.text) for one in documents]
    store.write(quads, folder, DEFAULT_BASE, sources)
    return folder


KINDS = ("persons", "organisations", "groups", "themes")
STATEMENTS = ("questions", "answers", "paradoxes", "recommendations", "decisions", "figures")


def minimal(found: Findings, **changes: tuple) -> Findings:
    """A document with nothing found in it but what is given."""
    return replace(found, **dict.fromkeys((*KINDS, *STATEMENTS), ()) | changes)


def place(found: Findings, words: str | None = None) -> Mention:
    """The first place of some words in a document, or of its first word."""
    text = found.document.text
    start = text.index(words or text.split()[0])
    return Mention(start, start + len(words or text.split()[0]), words or text.split()[0], RULE, 1.0)
