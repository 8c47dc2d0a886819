"""Who has the floor in a talk or a thread."""

from functools import partial

from graph_build import lexicon
from graph_build.extract.voices.cast import Cast
from graph_build.model import Person, Segment
from graph_build.speakers import who_speaks

_pattern = partial(lexicon.pattern, "voices")


class Floor:
    """Who has the floor in a talk or a thread, as lines of their own, labels and mails' heads give it.

    Attributes:
        voice: The one who has it, ``None`` where nobody was given it.
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        speakers = {who_speaks(part.text) for part in cast.source.segments if part.kind == "speaker"}
        # Where one or some groups only answer, nobody of them asks.
        self._answers = len(speakers) == 1 or all(map(_pattern("group").match, speakers))
        self._sender: str | None = None
        self._quoted: str | None = None
        self._quotes = False
        self.voice: str | None = None

    def goes_to(self, part: Segment) -> None:
        """Give the floor to whom a part names as the speaker, or leave it where it is."""
        text = self._cast.source.document.text
        quotes = text[text.rfind("\n", 0, part.start) + 1 : part.start].lstrip().startswith(">")
        if part.kind == "header-line":
            self._read_head(part)
        elif part.kind == "speaker":
            self.voice = self._quoted = _who(self._cast, who_speaks(part.text))
            self._quotes = quotes
        elif self._sender is None and (part.kind == "heading" or (self._answers and part.text.endswith("?"))):
            self.voice = None
        elif self._sender is not None and quotes != self._quotes:
            self.voice = self._quoted if quotes else self._sender
            self._quotes = quotes
        elif part.kind == "paragraph" and (turn := _pattern("role-turn").match(part.text)):
            self.voice = _who(self._cast, turn.group("who"))

    def _read_head(self, part: Segment) -> None:
        """Read who sent a mail, and to whom, whose words it may quote."""
        named = [e.name for _, _, e in self._cast.within(part.start, part.end) if isinstance(e, Person)]
        if _pattern("sender").match(part.text):
            self._sender = self.voice = named[0] if named else None
            self._quoted, self._quotes = None, False
        elif self._sender is not None and len(named) == 1 and _pattern("addressee").match(part.text):
            self._quoted = named[0]


def _who(cast: Cast, who: str) -> str:
    """The person whom a line or label names as the speaker, or its words where it is none of them."""
    plain = who.casefold()
    for person in cast.found.persons:
        known = {person.name, *person.variants, person.name.split()[0]}
        if plain in {name.casefold() for name in known}:
            return person.name
    chairs = [p.name for p in cast.found.persons if p.participation == "chair"]
    return chairs[0] if len(chairs) == 1 and _pattern("leads-talk").fullmatch(who) else who
