"""How a person took part, weighed by trained classifiers over all that the document shows of it."""

import re
from collections.abc import Iterator
from functools import cache, partial

from graph_build import lexicon
from graph_build.extract.heard import Heard, of_mentions
from graph_build.extract.persons.draft import Draft
from graph_build.extract.persons.people import People, place
from graph_build.extract.persons.rows import rows
from graph_build.extract.persons.speech import occasions, speech
from graph_build.extract.persons.wording import (
    beside_others,
    opening_words,
    plain_tokens,
    ways_told,
    wording,
)
from graph_build.language import classifier
from graph_build.language.classifier import Panel
from graph_build.language.network import ROLES
from graph_build.lines import header_key, key_meaning
from graph_build.model import Mention, ParticipationRole, Segment

_pattern = partial(lexicon.pattern, "persons")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Code points before and after a name that tell what its bearer does.
_AROUND = 60
# Parts at the head and at the foot of a document in which its authors stand.
_OPENING, _FOOT = 6, 4


def model_name(role: ParticipationRole) -> str:
    """The name of the classifier that weighs a way of taking part."""
    return f"participation-{role}"


def weigh_participation(people: People, genre: str, heard: Heard) -> None:
    """Let each person take part in the way that is likeliest, by the rules and by all else that is shown."""
    models, panel = [(role, classifier.load(model_name(role))) for role in ROLES], _panel()
    told = list(shapes(people, genre, heard))
    for draft, shape in told:
        scores = panel.scores(shape)
        rated = [(role, model.likelihood(scores[model.label])) for role, model in models]
        draft.participation = max(rated, key=lambda one: one[1])[0]


@cache
def _panel() -> Panel:
    return Panel([classifier.load(model_name(role)) for role in ROLES])


def shapes(people: People, genre: str, heard: Heard) -> Iterator[tuple[Draft, tuple[str, ...]]]:
    """Each person with what the document, and what the network says of it, show of how they took part."""
    parts = list(people.source.readable())
    edges = {part.start: "opening" for part in parts[:_OPENING]}
    edges |= {part.start: "foot" for part in parts[-_FOOT:]}
    drafts = list(people.drafts.values())
    listed = sum(draft.listed for draft in drafts)
    authors = sum(draft.participation == "author" for draft in drafts)
    told = occasions(parts)
    shared = (
        f"genre:{genre}", f"listed:{min(3, listed)}", f"persons:{min(4, len(drafts) // 3)}",
        f"authors:{min(2, authors)}", *(f"occasion:{one}" for one in told), *opening_words(parts),
    )  # fmt: skip
    first = min((min(draft.mentions) for draft in drafts), default=0)
    spoken, in_rows, ways = speech(people), rows(people), ways_told(drafts)
    at = {part.start: number for number, part in enumerate(parts)}
    for draft in drafts:
        own = {*shared, *_said(draft, genre), *_seen(people, draft, edges), *spoken.get(draft.name, ())}
        own |= in_rows.get(draft.name, set())
        own |= {f"first:{min(draft.mentions) == first}", f"first:{min(draft.mentions) == first}-{genre}"}
        own |= {f"{sign}-{one}" for sign in own if sign.startswith(("speaks:", "rule:")) for one in told}
        own |= {f"has-word:{_has_word(draft, own)}-{one}" for one in told}
        own.update(wording(people, draft, parts, at), beside_others(draft, ways))
        own.update(_told(people, draft, heard))
        yield draft, tuple(sorted(own))


def _told(people: People, draft: Draft, heard: Heard) -> Iterator[str]:
    """What the network says of the words of the person's mentions."""
    places = [(part, span) for part, _, span in people.placed(draft)]
    for role in ROLES:
        told = of_mentions(heard.words(part, role)(*span) for part, span in places)
        yield from (f"{role}-{sign}" for sign in told)


def _has_word(draft: Draft, signs: set[str]) -> str:
    """Whether somebody is listed, has turns of speech or is said to speak, as far as is known."""
    if draft.listed:
        return "listed"
    return "none" if {"speaks:0", "says:0"} <= signs else "says" if "speaks:0" in signs else "speaks"


def _said(draft: Draft, genre: str) -> Iterator[str]:
    """What the rules and the person's title say."""
    rule = draft.participation
    yield from (f"rule:{rule}", f"rule:{rule}-{genre}", f"mentions:{min(4, len(draft.mentions))}")
    yield f"rule:{rule}-mentions:{min(3, len(draft.mentions))}"
    yield f"words:{len(draft.name.split())}"
    for word in _TOKEN.findall((draft.role or "none").casefold()):
        yield f"role:{word}"
        yield f"role-ends:{word[-5:]}"
    yield f"house:{draft.affiliation is not None}"


def _seen(people: People, draft: Draft, edges: dict[int, str]) -> Iterator[str]:
    """What stands around the person's mentions."""
    turns = asks = 0
    for mention in draft.mentions.values():
        yield f"by:{mention.rule}"
        part = people.part_at(mention.start)
        if part is None:
            continue
        edge = edges.get(part.start, "middle")
        yield from (f"in:{part.kind}", f"edge:{edge}", f"edge:{edge}-{part.kind}")
        if found := header_key(part.text) if part.kind == "header-line" else None:
            yield f"key:{key_meaning(found[0])}"
            yield from (f"key-word:{word}" for word in _TOKEN.findall(found[0].casefold()))
        heading = people.source.heading(part.section) if part.kind != "heading" else ""
        yield from (f"under:{word}" for word in _TOKEN.findall(heading.casefold())[:4])
        yield from _words_around(part, mention)
        labels = part.text.startswith(":", place(part, mention)[1]) and part.kind != "header-line"
        if labels or part.kind == "speaker":
            turns += 1
            asks += part.text.rstrip().endswith("?")
    yield from (f"turns:{min(3, turns)}", f"asks:{min(3, asks)}", f"turns:{min(3, turns)}-{min(3, asks)}")


def _words_around(part: Segment, mention: Mention) -> Iterator[str]:
    start, end = place(part, mention)
    before = plain_tokens(part.text[max(0, start - _AROUND) : start])[-3:]
    after = plain_tokens(part.text[end : end + _AROUND])[:3]
    yield from (f"before:{word}" for word in before)
    yield from (f"after:{word}" for word in after)
    yield "before1:" + (before[-1] if before else "<")
    yield "after1:" + (after[0] if after else ">")
    words = part.text[max(0, start - 2 * _AROUND) : end + 2 * _AROUND]
    for name in ("presenting", "attending"):
        if _pattern(name).search(words):
            yield f"cue:{name}"
    if start == 0 and _pattern("signature").match(part.text) and len(part.text) < 2 * _AROUND:
        yield "signs"
