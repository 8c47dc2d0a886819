"""Makes folders of varied documents: minutes, relays of questions and answers, articles; no two alike.

    python benchmarks/documents.py FOLDER --count 1000 [--seed 1]

People, bodies and places come from the project's word lists, themes from its own; sentences are put together
of parts, so that each document has words, names, tensions and recommendations of its own. The same seed gives
the same bytes, and document n is the same whatever the count.
"""

import argparse
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from graph_build.lexicon import __file__ as _lexicon

_LISTS = Path(_lexicon).parent / "gazetteers"
THEMES = (
    "tillid", "faglighed", "digitalisering", "borgerinddragelse", "kvalitet", "innovation", "samskabelse",
    "arbejdsmiljø", "økonomistyring", "lederuddannelse", "tværfagligt samarbejde", "forebyggelse", "åbenhed",
    "dokumentation", "politisk ledelse", "medindflydelse", "rekruttering", "fastholdelse", "datadrevet ledelse",
    "velfærd", "sammenhæng", "forandring", "strategi", "nærhed", "handlekraft",
)  # fmt: skip
POLES = (
    ("central styring", "lokal frihed"), ("drift", "udvikling"), ("kontrol", "tillid"), ("hurtige beslutninger",
    "grundig inddragelse"), ("fælles standarder", "faglige skøn"), ("kortsigtede mål", "langsigtet effekt"),
    ("effektivitet", "omsorg"), ("ensartethed", "mangfoldighed"), ("stabilitet", "forandring"),
)  # fmt: skip
ACTORS = (
    "topledere",
    "institutionsledere",
    "afdelingsledere",
    "medarbejdere",
    "borgere",
    "politikere",
    "HR-chefer",
)
DOING = ("styrke", "udvikle", "måle", "drøfte", "prioritere", "beskrive", "afprøve", "evaluere", "fastholde")
WHERE = ("på skoleområdet", "i ældreplejen", "i daginstitutionerne", "på sygehusene", "i jobcentrene",
         "i forvaltningen", "på tværs af kommunen", "i socialpsykiatrien", "i borgerservice")  # fmt: skip
WHY = ("så borgerne mærker en forskel", "fordi hverdagen er presset", "når budgettet er stramt", "inden næste år",
       "uden at øge bureaukratiet", "med respekt for fagligheden", "i et ligeværdigt samspil")  # fmt: skip
BODIES = (
    "Kommune",
    "Erhvervsråd",
    "Ældreråd",
    "Museum",
    "Gymnasium",
    "Sygehus",
    "Bibliotek",
    "Lærerforening",
)
_WORDS = 30


@cache
def _column(name: str) -> tuple[str, ...]:
    lines = (_LISTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


class Writer:
    """Writes one document by chance of its own."""

    def __init__(self, number: int, seed: int) -> None:
        self.chance = random.Random(f"{seed} {number}")
        self.number = number
        place = self.of(_column("places"))
        self.people = [f"{self.of(_column('first_names'))} {self.of(_column('surnames'))}" for _ in range(12)]
        self.bodies = [f"{place} {self.of(BODIES)}", f"{self.of(_column('places'))} Kommune", "KL"]
        self.words = self.chance.sample(_column("common_words"), _WORDS)
        self.themes = self.chance.sample(THEMES, 6)

    def of(self, many: tuple[str, ...] | list[str]) -> str:
        return self.chance.choice(many)

    def sentence(self) -> str:
        """A sentence of one of several kinds, with words of this document."""
        kind: Callable[[], str] = self.chance.choice(
            (self.said, self.advised, self.tense, self.counted, self.told, self.told, self.told)
        )
        return kind()

    def said(self) -> str:
        return f"{self.of(self.people)} fra {self.of(self.bodies)} sagde, at {self.about()} {self.of(WHY)}."

    def advised(self) -> str:
        how = self.of(("skal", "bør", "kan"))
        return f"{self.of(ACTORS).capitalize()} {how} {self.of(DOING)} {self.of(self.themes)} {self.of(WHERE)}, {self.of(WHY)}."

    def tense(self) -> str:
        one, other = self.of(POLES)
        return f"Der er et dilemma mellem {one} og {other} {self.of(WHERE)}, {self.of(WHY)}."

    def counted(self) -> str:
        return f"{self.chance.randint(3, 950)} {self.of(ACTORS)} {self.of(WHERE)} har svaret på spørgsmål om {self.of(self.themes)}."

    def told(self) -> str:
        extra = " ".join(self.chance.sample(self.words, 4))
        return f"Der blev talt om {self.of(self.themes)} og {extra} {self.of(WHERE)}, {self.of(WHY)}."

    def about(self) -> str:
        return f"{self.of(self.themes)} og {self.of(self.words)} {self.of(('fylder', 'mangler', 'virker', 'koster'))} {self.of(WHERE)}"

    def paragraph(self, most: int = 7) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randint(2, most)))

    def asked(self) -> str:
        who = self.of(self.people)
        question = f"Hvordan kan {self.of(ACTORS)} {self.of(DOING)} {self.of(self.themes)} {self.of(WHERE)}?"
        return f"Spørgsmål fra {who}: {question}\n\nSvar: {self.paragraph(4)}"

    def document(self) -> str:
        """The whole text, of 2 to 14 sections."""
        c = self.chance
        day = f"{c.randint(1, 28)}. {c.choice(('januar', 'marts', 'maj', 'august', 'oktober'))} {c.randint(2015, 2025)}"
        kind = c.choice(("Referat fra {n}. møde i {b}", "Stafet om {t} i {b}", "{t} i {b}: en artikel"))
        title = kind.format(n=c.randint(1, 99), b=self.bodies[0], t=self.themes[0].capitalize())
        parts = [
            f"# {title}",
            f"Dato: {day}",
            f"Deltagere: {', '.join(self.people[:8])} og {self.people[8]}.",
        ]
        for number in range(1, c.randint(3, 15)):
            parts.append(f"## {number}. {self.of(self.themes).capitalize()} {self.of(WHERE)}")
            parts += [self.asked() if c.random() < 0.25 else self.paragraph() for _ in range(c.randint(1, 4))]
        return "\n\n".join(parts) + "\n"


def write(folder: Path, count: int, seed: int = 1) -> int:
    """Write so many documents and give their size in bytes; many go into sub-folders of a thousand."""
    size = 0
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"dokument-{number:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(Writer(number, seed).document().encode())
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(write(given.folder, given.count, given.seed), "bytes")


if __name__ == "__main__":
    main()
