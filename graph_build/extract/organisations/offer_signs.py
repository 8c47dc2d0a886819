"""What a document shows of a name that may be a body's: in its words, around it, and as a whole."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.organisations.authority import known_forms
from graph_build.extract.organisations.bodies import Draft
from graph_build.extract.organisations.naming import is_none, normalise
from graph_build.language.names import word_classes
from graph_build.model import Segment

STEPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.9, 0.97)
_ENDINGS = (3, 4, 5, 6, 7)
# Words of a name whose runs are looked for in other names.
_INNER = 8
# Words of which what they show is kept.
_REMEMBERED = 4096
_CITY = "T"
# Signs that count otherwise for what rules found, for what stands free and for what touches it.
_CROSSED = (
    "in:", "opening", "whole", "caps", "after-person", "before-person", "first", "inner", "shouts", "b:",
    "a:", "town",
)  # fmt: skip
# Signs that tell whether a town stands for its municipality.
_OF_TOWNS = (
    "a:", "b:", "in:", "after-person", "before-person", "label", "keyed", "listed", "beside", "first",
    "count", "prep", "opening", "row", "cell",
)  # fmt: skip


@dataclass(slots=True)
class Offer:
    """What may be a body: how it is written, where, what shows it, and what the rules found, if they did."""

    key: str
    draft: Draft | None = None
    forms: list[str] = field(default_factory=list)
    places: list[tuple[Segment, int, int]] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """How it is written, better not in capitals."""
        return next((form for form in self.forms if form != form.upper()), self.forms[0])


def above(sign: str, share: float) -> tuple[str, ...]:
    """A sign for each step that a share reaches."""
    return _reached(sign, bisect_right(STEPS, share))


@cache
def _reached(sign: str, steps: int) -> tuple[str, ...]:
    return tuple(f"{sign}>{at}" for at in range(1, steps + 1))


@cache
def links() -> frozenset[str]:
    """Words in small letters and marks that stand within names."""
    return frozenset(lexicon.expression("organisations", "link").split("|"))


def is_town(name: str) -> bool:
    """Whether a name is that of a municipality's town."""
    return f"{name.lower()} kommune" in known_forms()


def _in_small(word: str) -> str:
    """A word in capitals as a name is written."""
    return word.title() if word.isupper() and len(word) > 3 else word


def is_place(word: str) -> bool:
    """Whether a word is the name of a town."""
    return is_town(word) or _CITY in word_classes().letters(word)


def in_words(name: str) -> Iterator[str]:
    """What the words of a name show."""
    words = name.split()
    yield f"n:{min(5, len(words))}"
    yield from _of_first(words[0])
    yield from _of_last(words[-1])
    lower = [word.lower().strip(".,") for word in words]
    yield from (f"wi:{word}" for word in lower[1:-1])
    if len(words) > 1:
        yield from (f"nx:{min(4, len(words))}{lower[-1][-4:]}", f"tail2:{' '.join(lower[-2:])}")
    yield "G:" + "|".join(map(_class_of, words[:5]))
    yield "S:" + "".join(map(_shape_of, words[:6]))
    yield from _marks_of(name, words)


@lru_cache(maxsize=_REMEMBERED)
def _of_first(word: str) -> tuple[str, ...]:
    plain = word.lower().strip(".,")
    return (f"w0:{plain}", *(f"y{size}:{plain[-size:]}" for size in _ENDINGS), *_classes_of("0", word, plain))


@lru_cache(maxsize=_REMEMBERED)
def _of_last(word: str) -> tuple[str, ...]:
    plain = word.lower().strip(".,")
    return (f"wl:{plain}", *(f"x{size}:{plain[-size:]}" for size in _ENDINGS), *_classes_of("l", word, plain))


def _classes_of(at: str, word: str, plain: str) -> tuple[str, ...]:
    classes = word_classes()
    letters, common = classes.letters(_in_small(word)), classes.commonness(plain)
    return f"g{at}:{letters}", f"k{at}:{common}", f"e{at}:{classes.ending(plain)}"


@lru_cache(maxsize=_REMEMBERED)
def _class_of(word: str) -> str:
    if word.lower() in links():
        return word
    if not word[0].isalpha() or word[0].islower():
        return "x"
    classes = word_classes()
    return classes.letters(_in_small(word)) or classes.commonness(word.lower())


def _shape_of(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return "A"
    if word[0].islower():
        return "a"
    return "d" if word[0].isdigit() else "A1" if len(word) == 1 else "Aa"


def _marks_of(name: str, words: Sequence[str]) -> Iterator[str]:
    titles, posts = lexicon.words("cues/titles.tsv"), lexicon.words("gazetteers/title_words.tsv")
    told = {
        "digit": any(map(str.isdigit, name)), "comma": "," in name, "hyphen": "-" in name,
        "gen": name[-1] == "s", "known": name.lower() in known_forms(), "town": is_town(name),
        "none": is_none(name),
        "title0": words[0].lower() in titles or words[0] in posts, "titlel": words[-1].lower() in titles,
        f"up:{min(9, len(name))}": name.isupper(),
    }  # fmt: skip
    return (sign for sign, holds in told.items() if holds)


@dataclass(frozen=True, slots=True)
class Document:
    """What a whole document shows of the names in it.

    Attributes:
        small: Its words in lower case.
        title: The words of its first parts, and their endings.
        drafts: The names that the rules found, normalised.
        runs: The other names that are offered, likewise.
        within: How often each run of words stands in a name of the rules', and in any.
        councils: How many municipalities the rules found.
    """

    small: frozenset[str]
    title: frozenset[str]
    drafts: frozenset[str]
    runs: frozenset[str]
    within: tuple[Counter[str], Counter[str]]
    councils: int

    @classmethod
    def of(cls, source: Source, drafts: Iterable[Offer], runs: Iterable[Offer]) -> "Document":
        """What the document shows, with the names that are offered in it."""
        parts = source.parts
        small = frozenset(re.findall(r"(?<![\w-])[a-zæøå][\w-]*", " ".join(part.text for part in parts)))
        opening = re.findall(r"[a-zæøå]{4,}", " ".join(part.text for part in parts[:3]).lower())
        found, all_runs = list(drafts), [offer.key for offer in runs]
        names = [normalise(offer.draft.name) for offer in found if offer.draft]
        ours = Counter(run for name in names for run in _inner(name))
        theirs = Counter(run for key in all_runs for run in _inner(key))
        councils = sum(offer.draft is not None and offer.draft.kind == "municipality" for offer in found)
        return cls(
            small, frozenset(opening) | {word[-7:] for word in opening},
            frozenset(names), frozenset(all_runs), (ours, ours + theirs), councils,
        )  # fmt: skip

    def signs_of(self, offer: Offer) -> set[str]:
        """What the document and the words of an offered name show of it, beside what its places show."""
        name = offer.name
        out = set(in_words(name)) | set(self._whole(offer, name))
        known = offer.signs | out
        if (" " not in name and (is_place(name) or is_place(name.removesuffix("s")))) or "loc>6" in known:
            out |= {"placelike", f"placelike-councils:{min(3, self.councils)}"}
            out |= {f"placelike&{sign}" for sign in known if sign.startswith(_OF_TOWNS)}
            out |= {f"placelike-t:{word}" for word in self.title}
        stands = "draft" if offer.draft else "free" if "rel:free" in known else "rel"
        return out | {f"{stands}&{sign}" for sign in known if sign.startswith(_CROSSED)}

    def _whole(self, offer: Offer, name: str) -> Iterator[str]:
        times = max(len(offer.places), len(offer.draft.mentions) if offer.draft else 0)
        yield from (f"count:{min(4, times)}", f"bodies:{min(6, len(self.drafts) // 3)}")
        if offer.draft is None and times > 1:
            yield "again"
        if " " not in name and name[0].isupper() and {name.lower(), f"{name.lower()}s"} & self.small:
            yield "lower-in-doc"
        pieces = [normalise(piece) for piece in re.split(r", | og | OG ", name) if piece]
        if len(pieces) > 1:
            yield f"pieces-named:{sum(one in self.drafts for one in pieces)}of{min(3, len(pieces))}"
            yield f"pieces-offered:{sum(one in self.runs for one in pieces)}of{min(3, len(pieces))}"
        plain = normalise(name)
        for sign, within in zip(("in-longer-draft", "in-longer"), self.within, strict=True):
            if within[plain]:
                yield sign


def _inner(key: str) -> set[str]:
    """The runs of words that a name holds, but for itself."""
    words = key.split()[:_INNER]
    ends = range(len(words) + 1)
    runs = {" ".join(words[a:b]) for a in ends for b in ends if a < b}
    return runs - {key}
