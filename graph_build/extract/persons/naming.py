"""What a person's full name, first name or title looks like."""

import re
from functools import cache, partial

from graph_build import lexicon

_pattern = partial(lexicon.pattern, "persons")
# Code points before a name in which its label's colon stands, and before the colon in which the label does.
_NEAR, _LONGEST = 400, 50
_INITIALS = re.compile(rf"(?:[A-ZÆØÅ]\.)+|(?:{_pattern('short-given').pattern})\.")
# Words that open no name, but may stand within one.
_INNER = frozenset({"der", "den", "maj", "august"})
_BEFORE_NAMES = frozenset({"af", "ved", "hr.", "fru", "dr.", "og", "v.", "fra", "hej", "kære", "vært"})


def is_name(text: str, listed: bool = False) -> bool:
    """Whether capitalised words can be a person's full name: none of them a common word or a body's.

    Where they stand in a list of participants, the name need not be a known one.

    Example:
        >>> is_name("Sidsel Aaby Mørch"), is_name("Roskilde Universitet"), is_name("Hotel Nyborg Strand")
        (True, False, False)
    """
    words = text.split()
    if len(words) < 2 or len(words) > 6 or any(c.isdigit() for c in text):
        return False
    plain = [plain_name(word) for word in words]
    shortened = plain[0] in _first_names() and is_initial(words[-1])
    # Spaced letters, and an abbreviation before a word ("HK Kommunal"), are no name.
    if (all(len(word) < 3 for word in words) and not shortened) or (
        words[0].isupper() and len(words[0]) > 1 and not text.isupper() and not is_initial(words[0])
    ):
        return False
    inner = frozenset(plain[1:-1]) & _INNER  # "Lisa van der Meer", "Ida Maj Lund"
    if any(word in _stops() or word in _titles() for word in plain if word not in inner):
        return False
    if sum(word.isupper() and len(word) > 2 for word in words) == len(words) and len(text) > 24:
        return False
    return (listed or is_known(text)) and not any(_pattern("body-word").search(word) for word in plain)


def is_known(name: str) -> bool:
    """Whether a full name's first name or surname is one that is met in Denmark."""
    first, *_, last = plain_name(name).split()
    known = first in _first_names() or first.split("-")[0] in _first_names()
    return known or not _surnames().isdisjoint({last.removesuffix("s"), *last.split("-")})


def is_initial(word: str) -> bool:
    """Whether a word is initials alone, as in "B. Mau", or a given name written short, as in "Chr. Mau".

    Example:
        >>> is_initial("B."), is_initial("H.C."), is_initial("Chr."), is_initial("Bo")
        (True, True, True, False)
    """
    return _INITIALS.fullmatch(word) is not None


def plain_name(name: str) -> str:
    """The name without regard to case, spacing and form of the apostrophe, as names are compared."""
    return " ".join(name.replace("\u00a0", " ").casefold().split()).replace("’", "'")


def without_genitive(name: str) -> str:
    """The name without the genitive's ending, where the surname is known without it and not with it."""
    name = re.sub(r"(?:'s|’s)$", "", name)
    last = plain_name(name.split()[-1])
    ours = (
        last.endswith("s")
        and last not in _surnames()
        and (last[:-1] in _surnames() or not last.endswith(("es", "is", "us", "as", "os")))
    )
    return name[:-1] if ours else name


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without titles and bodies before the name, a title after it, and marks around it.

    An initial that ends it keeps its stop ("Bo R."), and ends it before a word that opens no surname.
    """
    while match := _pattern("before-name").match(text, start, end):
        word = plain_name(match.group())
        after = plain_name(text[match.end() : end].split(" ", 1)[0])
        body = _pattern("body-word").search(word) is not None and is_first_name(after)
        if not (is_title(word) or word in _BEFORE_NAMES or body):
            break
        start = match.end()
    start = _start_of_given(text, start)
    first, _, rest = text[start:end].partition(" ")
    field = (
        " " in rest
        and not is_first_name(plain_name(first))
        and (_pattern("before-field").search(text, 0, start) or plain_name(first) in _common())
    )
    if field and is_first_name(plain_name(rest.split(" ", 1)[0])):
        start += len(first) + 1  # "Direktør for Velfærd Kim Holm"
    end = _end_of_initial(text, start, end)
    *before, last = text[start:end].split(" ")
    if len(before) >= 2 and is_title(plain_name(last)):
        end -= len(last) + 1
    if (house := text.find("/", start, end)) > 0:
        end = house  # "Jens-Ole Munk/3F"
    while end > start and text[end - 1] in " ,;:.)(-–\u00a0":
        end -= 1
    if text.startswith(".", end) and _pattern("ends-initial").search(text, start, end):
        end += 1
    return start, end


def label_before(text: str, start: int) -> str:
    """The words of the label under which a name stands, empty where it stands under none.

    Example:
        >>> text = "Mødt: Ida Holm, Bo Juhl (3F) Afbud: Per Bak"
        >>> label_before(text, text.index("Bo")), label_before(text, text.index("Per"))
        ('Mødt', 'Afbud')
    """
    colon = text.rfind(":", max(0, start - _NEAR), start)
    if colon < 0 or not text.startswith(" ", colon + 1) or _pattern("label-ends").search(text, colon, start):
        return ""
    match = _pattern("label").search(text[max(0, colon - _LONGEST) : colon])
    return match.group() if match else ""


def ends_with_line(text: str, start: int) -> bool:
    """Whether the line below the one where a name begins is somebody else's, as the name's label tells.

    Below one who is presented, and in a mail's head, stands that one's office.

    Example:
        >>> ends_with_line("Interviewer: Ida Holm", 13), ends_with_line("Interviewet: Bo Juhl", 13)
        (True, False)
    """
    label = label_before(text, start)
    return bool(label) and _pattern("presents").search(label) is None


def _start_of_given(text: str, start: int) -> int:
    """Where a name begins whose first given name was left out: "Hans" of "Hans Ole Ravn"."""
    while (before := _pattern("given-before").search(text, 0, start)) is not None:
        if plain_name(before.group("given")) not in _first_names():
            break
        start = before.start("given")
    return start


def _end_of_initial(text: str, start: int, end: int) -> int:
    """Where a name ends whose initial ended a sentence ("Kim H. Referent"), else where the span does."""
    for initial in _pattern("initial-within").finditer(text, start, end):
        word = plain_name(initial.group("next"))
        if word in _stops() or is_title(word):
            return initial.end("initial")
    return end


def is_first_name(plain: str) -> bool:
    """Whether a word, as ``plain_name`` gives it, is a known first name or its genitive."""
    first, names = plain.removesuffix("s"), _first_names()
    return plain in names or first in names or ("-" in first and names.issuperset(first.split("-")))


def as_first_name(word: str) -> str:
    """A first name without the genitive's ending.

    Example:
        >>> as_first_name("Kurts"), as_first_name("Jens")
        ('Kurt', 'Jens')
    """
    plain = plain_name(word)
    ours = plain.endswith("s") and plain not in _first_names() and is_first_name(plain[:-1])
    return word[:-1] if ours else word


def is_title(plain: str) -> bool:
    """Whether a word, as ``plain_name`` gives it, is a title or a compound that ends in one."""
    return plain in _titles() or (
        len(plain) > 7 and plain.endswith(tuple(t for t in _titles() if len(t) > 3))
    )


@cache
def title_pattern() -> re.Pattern[str]:
    """A title, with the word before it, at the start of some words."""
    endings = "|".join(re.escape(t) for t in sorted(_titles(), key=lambda t: (-len(t), t)))
    return re.compile(rf"(?:[\w.-]+ )?[\wæøå-]*(?:{endings})(?:en|n)?\b", re.IGNORECASE)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(plain_name(word) for word in lexicon.words("gazetteers/first_names.tsv"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(plain_name(word) for word in lexicon.words("gazetteers/surnames.tsv"))


@cache
def _common() -> frozenset[str]:
    return lexicon.words("gazetteers/common_words.tsv")


@cache
def _stops() -> frozenset[str]:
    return lexicon.words("cues/name_stop.tsv")


@cache
def _titles() -> frozenset[str]:
    return lexicon.words("cues/titles.tsv")
