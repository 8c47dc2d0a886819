"""What a person's full name, first name or title looks like."""

import re
from functools import cache, partial

from graph_build import lexicon

_pattern = partial(lexicon.pattern, "persons")
# Code points before a name in which its label's colon stands, and before the colon in which the label does.
_NEAR, _LONGEST = 400, 50
_BEFORE_NAMES = frozenset({"af", "ved", "hr.", "fru", "dr.", "og", "v.", "fra", "hej", "kære"})


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
    # Spaced letters, and an abbreviation before a word ("HK Kommunal"), are no name.
    if all(len(word) < 3 for word in words) or (
        words[0].isupper() and len(words[0]) > 1 and not text.isupper()
    ):
        return False
    if any(word in lexicon.words("cues/name_stop.tsv") or word in _titles() for word in plain):
        return False
    if sum(word.isupper() and len(word) > 2 for word in words) == len(words) and len(text) > 24:
        return False
    known = (
        plain[0] in _first_names()
        or plain[0].split("-")[0] in _first_names()
        or plain[-1].removesuffix("s") in _surnames()
    )
    return (known or listed) and not any(_pattern("body-word").search(word) for word in plain)


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
    """The span without titles and bodies before the name, a title after it, and marks around it."""
    while match := _pattern("before-name").match(text, start, end):
        word = plain_name(match.group())
        after = plain_name(text[match.end() : end].split(" ", 1)[0])
        body = _pattern("body-word").search(word) is not None and is_first_name(after)
        if not (is_title(word) or word in _BEFORE_NAMES or body):
            break
        start = match.end()
    first, _, rest = text[start:end].partition(" ")
    field = (
        " " in rest
        and not is_first_name(plain_name(first))
        and _pattern("before-field").search(text, 0, start)
    )
    if field and is_first_name(plain_name(rest.split(" ", 1)[0])):
        start += len(first) + 1  # "Direktør for Velfærd Kim Holm"
    *before, last = text[start:end].split(" ")
    if len(before) >= 2 and is_title(plain_name(last)):
        end -= len(last) + 1
    while end > start and text[end - 1] in " ,;:.)(-–\u00a0":
        end -= 1
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


def is_first_name(plain: str) -> bool:
    """Whether a word, as ``plain_name`` gives it, is a known first name or its genitive."""
    return plain in _first_names() or plain.removesuffix("s") in _first_names()


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
def _titles() -> frozenset[str]:
    return lexicon.words("cues/titles.tsv")
