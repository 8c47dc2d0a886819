"""Who has the floor in a talk or a thread."""

from functools import partial

from graph_build import lexicon
from graph_build.extract.voices import sections
from graph_build.extract.voices.cast import Cast
from graph_build.model import Person, Segment
from graph_build.speakers import who_speaks

_pattern = partial(lexicon.pattern, "voices")


class Floor:
    """Who has the floor in a talk or a thread, as lines of their own, labels and mails' heads give it.

    Attributes:
        voice: The one who has it, ``None`` where nobody was given it.
        group: The group that has it, if it is one.
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        speakers = {who_speaks(part.text) for part in cast.source.segments if part.kind == "speaker"}
        # Where one or some groups only answer, nobody of them asks.
        self._answers = len(speakers) == 1 or all(map(_pattern("group").match, speakers))
        self._sender: str | None = None
        self._quoted: str | None = None
        self._quotes = False
        self._label: Segment | None = None
        self.voice: str | None = None
        self.group: str | None = None

    def goes_to(self, part: Segment) -> None:
        """Give the floor to whom a part names as the speaker, or leave it where it is."""
        if (label := _pattern("group-label").match(part.text)) and self._sender is None:
            self.voice = self.group = label.group("who")
            self._label = part
            # A group alone on a line has all that follows; one that opens a line what is set in under it.
            rest = part.text[label.end() :]
            self._alone = part.kind != "bullet" and (not rest or rest.endswith("?"))
            return
        if self._label is not None and not self._stays(part):
            self.voice = self.group = self._label = None
        if part.kind == "header-line":
            self._read_head(part)
        elif part.kind == "speaker":
            self.voice = self._quoted = _who(self._cast, who_speaks(part.text))
            self._quotes = self._is_quoted(part)
        elif self._sender is None and (part.kind == "heading" or (self._answers and part.text.endswith("?"))):
            self.voice = None
        elif self._sender is not None and self._is_quoted(part) != self._quotes:
            self._quotes = not self._quotes
            self.voice = self._quoted if self._quotes else self._sender
        elif part.kind == "paragraph" and _pattern("point").fullmatch(part.text):
            self.voice = sections.at_a_time(self._cast, part.start, part.text)
        elif part.kind == "paragraph" and (turn := _pattern("role-turn").match(part.text)):
            self.voice = _who(self._cast, turn.group("who"))

    def _is_quoted(self, part: Segment) -> bool:
        """Whether a part stands behind the sign by which mails quote."""
        text = self._cast.source.document.text
        return text[text.rfind("\n", 0, part.start) + 1 : part.start].lstrip().startswith(">")

    def _stays(self, part: Segment) -> bool:
        """Whether a part still belongs to the group whose label stands before."""
        label = self._label
        if label is None or part.kind in {"heading", "speaker", "header-line"}:
            return False
        if self._alone or part.kind == "furniture":
            return True
        return part.kind == "bullet" and (label.kind != "bullet" or part.level > label.level)

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
    if person := cast.called(who):
        return person
    chairs = [p.name for p in cast.found.persons if p.participation == "chair"]
    return chairs[0] if len(chairs) == 1 and _pattern("leads-talk").fullmatch(who) else who
