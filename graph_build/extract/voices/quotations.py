"""What stands within a quotation, and where one ends."""

import re
from collections.abc import Mapping
from functools import partial

from graph_build import lexicon
from graph_build.context import Sentence
from graph_build.extract.voices.cast import Cast
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "voices")


def opens(cast: Cast, part: Segment) -> bool:
    """Whether a part opens with a sign that quotes, or with a dash and a whole sentence after it."""
    text = cast.source.document.text
    line = text[text.rfind("\n", 0, part.offsets[0]) + 1 : part.offsets[0] + 1]
    match = _pattern("quotation").match(line)
    return match is not None and (match["dash"] is None or part.text[-1] in '.?!:»"”')


def closes(cast: Cast, sentence: Sentence, told: Mapping[str, re.Match[str]]) -> bool:
    """Whether a sentence ends what somebody is quoted for from the part's beginning.

    It says so ("- … …, siger hun.") or gives the name in brackets after the rest ("… (Bo)").
    """
    if _pattern("put-down-alone").fullmatch(sentence.text):
        return True
    verb = told.get("verb")
    if verb is None or not _pattern("quote-ends").search(sentence.text[: verb.start()]):
        return False
    return opens(cast, sentence.segment)


def any_in(words: str) -> bool:
    """Whether some words hold a sign that quotes."""
    return _pattern("sign").search(words) is not None


def holds(cast: Cast, part: Segment, at: int) -> bool:
    """Whether a place of the text stands within a quotation that began in a part."""
    if at < part.start:
        return False
    words = cast.source.document.text[part.start : at]
    if words.rfind("»") > words.rfind("«") or words.count('"') % 2:
        return True
    return not ("«" in words or '"' in words or _pattern("quote-ends").search(words)) and opens(cast, part)
