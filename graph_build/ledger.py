"""What a build worked out of all documents together, kept so that the next one does only what changes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from graph_build.identity import Kind
from graph_build.likes import Likes
from graph_build.parts import Gist, Named
from graph_build.resolve import Entity, Names, Resolution
from graph_build.validation_report import Finding

__all__ = ["KEY", "Actors", "Ledger", "same_names"]

KEY = "ledger"
"""The ending of its file; it stands in the cache beside the state that it belongs to."""


@dataclass(slots=True)
class Actors:
    """Figures of who is who.

    Attributes:
        kinds: Number of entities by kind.
        paradoxes: Number of paradoxes.
        mentions: How often each entity is mentioned, by kind and name.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    paradoxes: int = 0
    mentions: Counter[tuple[Kind, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, entities: Iterable[Entity], paradoxes: int) -> "Actors":
        """Give the figures of a build, but for the mentions, which are counted document by document."""
        return cls(Counter(entity.kind for entity in entities), paradoxes)

    def count(self, named: Named, who: Resolution, times: int) -> None:
        """Put the mentions of a document in, or take them out where ``times`` is -1."""
        for (kind, name), count in named.mentions.items():
            self.mentions[kind, who.entity(kind, named.names.document, name).name] += times * count


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the last build worked out of all documents together.

    Attributes:
        began: When the build began, in ns, by which the state is known that it belongs to.
        gists: The documents' gists, by name.
        findings: What was found against each document, by name, where there is something.
        counts: Key of the counts of all parts and sections, but for the dataset's description.
        actors: Figures of who is who.
        likes: Where the likenesses stand.
    """

    began: int
    gists: Mapping[str, Gist]
    findings: Mapping[str, tuple[Finding, ...]]
    counts: str
    actors: Actors
    likes: Likes


def same_names(old: Named | None, new: Named | None, listed: Set[str]) -> bool:
    """Whether a document names the same as before, so that who is who stays as it was in all documents.

    Args:
        old: The document as it was, ``None`` where it was not there.
        new: As it is now.
        listed: Keys of the organisations of the authority file.
    """
    return old is not None and new is not None and _told(old.names, listed) == _told(new.names, listed)


def _told(names: Names, listed: Set[str]) -> tuple[object, ...]:
    """What of a document's names may tell who is who in another one.

    How often a name stands there tells the kind of an organisation that is not listed, and nothing else; of
    paradoxes their order counts, not their places.
    """
    weighed = {one for one in names.items if one.kind == "organisation" and one.key not in listed}
    items = {
        one._replace(variants=tuple(sorted(one.variants)), weight=one.weight if one in weighed else 0)
        for one in names.items
    }
    tensions = sorted(names.tensions, key=lambda one: (one.start, one.id))
    return names.document, items, [(one.id, one.poles) for one in tensions]
