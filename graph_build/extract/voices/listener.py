"""Whose words each sentence is, as a reader carries it from sentence to sentence."""

from typing import Literal, NamedTuple

from graph_build.context import Sentence
from graph_build.extract.voices import labels, own_words, quotations, sayings, sections
from graph_build.extract.voices.cast import Cast
from graph_build.extract.voices.floor import Floor
from graph_build.model import DocumentKind, Segment

# Kinds of documents in which a paragraph is not still whose the one before it was.
_ANEW: frozenset[DocumentKind] = frozenset({"article", "meeting-notes", "other"})


Ground = Literal["named", "part", "many", "floor", "section", "document", "carried"]
"""By what a voice is told: the sentence or another of its part names it, many said it together, whoever has
the floor, the section, the document as a whole, or what came before."""


class Voice(NamedTuple):
    """Whose words a sentence is.

    Attributes:
        who: A name or a label; ``None`` where nobody is named.
        ground: By what it is told.
    """

    who: str | None
    ground: Ground


class Listener:
    """Hears a document sentence by sentence, and remembers whose words they are until another's follow."""

    def __init__(self, cast: Cast) -> None:
        kind = cast.found.metadata.kind
        self._cast, self._anew, self._of_talk = cast, kind in _ANEW, kind in sayings.OF_TALK
        self._floor, self._read = Floor(cast), 0
        self._default = self._voice = own_words.of_document(cast)
        # In an interview what is quoted is its subject's; in other articles, whose name came last.
        self._reports = kind == "article" and own_words.subject(cast) is None
        self._body = own_words.body(cast) if kind == "minutes" else None
        self._people = frozenset(one.name for one in cast.found.persons)
        self._bodies = frozenset(one.name for one in cast.found.organisations)
        self._section, self._part = -1, cast.source.parts[0]
        # Whose the section is, and the group whose it is.
        self._owner: str | None = None
        self._group: str | None = None
        # The voice as the part opened, before the list, and before one who is not named spoke.
        self._held = self._led = self._lasting = self._voice
        self._in_list = self._in_passing = False
        # Who spoke last, and who did in this part; and its sentences that nobody was named for.
        self._spoken: str | None = None
        self._here: str | None = None
        self._since = 0
        self._unnamed: list[int] = []
        self._out: dict[int, Voice] = {}

    def voices(self) -> dict[int, Voice]:
        """The voice of each sentence by its number; to be asked once."""
        for sentence in self._cast.source.sentences:
            opening = sentence.number == 0 or sentence.segment is not self._part
            if opening:
                self._turn_to(sentence)
            elif self._in_passing and not quotations.holds(
                self._cast, self._part, self._part.offsets[sentence.start]
            ):
                self._back()
            self._hear(sentence, opening=opening)
        return self._out

    def _turn_to(self, sentence: Sentence) -> None:
        """Begin a part: whose it is by the floor, its section, its list or the one before it."""
        had, before, part = self._floor.voice, self._part, sentence.segment
        # A line that returns ("Bord 2", "Bord 3") is held for a running head, and may still give the floor.
        for passed in self._cast.source.segments[self._read : sentence.at + 1]:
            self._floor.goes_to(passed)
        self._read = sentence.at + 1
        if self._in_passing:
            self._back()
        self._list(before, part)
        self._part, self._here, self._since, self._unnamed = part, None, part.start, []
        if part.section != self._section:
            self._section = part.section
            self._owner = sections.owner(self._cast, part.section)
            self._group = sections.group(self._cast, part.section)
            self._voice = self._floor.voice or self._owner or self._default
        if labels.lists(self._cast, before):
            self._voice = self._held
        self._held = self._voice
        if self._floor.voice or had or self._anew:
            quoted = self._spoken if self._reports and quotations.opens(self._cast, part) else None
            led = self._led if self._in_list else quoted or self._owner or self._default
            self._voice = self._floor.voice or led

    def _list(self, before: Segment, part: Segment) -> None:
        """Remember whose the words are that lead to a list ("Hendes råd er:"), as long as it goes on."""
        if before.text.endswith(":") and before.kind != "heading":
            self._led = self._voice
            self._in_list = part.kind == "bullet"
        self._in_list = self._in_list and part.kind == "bullet"

    def _back(self) -> None:
        """Leave the one who is not named for whom was heard before."""
        self._voice, self._in_passing = self._lasting, False

    def _hear(self, sentence: Sentence, *, opening: bool) -> None:
        told = sayings.told_in(sentence.text)
        group = self._floor.group or self._group
        of_many = "open-debate" in told or (self._of_talk and bool({"together", "some-say"} & told.keys()))
        if "open-debate" in told:
            self._voice = None
        elif "together" in told and self._of_talk:
            self._voice = group or self._body
        elif "some-say" in told and self._of_talk:
            self._voice = group
        elif self._voice in self._bodies and sayings.of_oneself(sentence.text):
            # No body says "I": who says so is the one whose text it is.
            self._voice = self._floor.voice or self._default
        own = sayings.speaker(
            self._cast, sayings.Heard(sentence, opening, told, group, self._here, self._since)
        )
        if own:
            if self._unnamed and quotations.closes(self._cast, sentence, told):
                self._out |= dict.fromkeys(self._unnamed, Voice(own, "part"))
            # One who is not named, and in somebody's own text a body, is heard for what is told of it alone.
            told_of = self._anew and "verb" in told and own not in self._people
            if not (told_of or sayings.is_nobody(own)):
                self._in_passing = False
            elif not self._in_passing:
                self._lasting, self._in_passing = self._voice, True
            self._voice = self._spoken = self._here = own
            self._since = self._part.offsets[sentence.start]
        self._unnamed = [] if own else [*self._unnamed, sentence.number]
        self._out[sentence.number] = Voice(self._voice, "named" if own else self._ground(of_many=of_many))

    def _ground(self, *, of_many: bool) -> Ground:
        """By what the voice is told of a sentence that names nobody."""
        if self._voice is not None and self._voice == self._here:
            return "part"
        if of_many or (self._voice is not None and self._voice == self._floor.group):
            return "many"
        by: dict[str | None, Ground] = {
            self._default: "document",
            self._owner: "section",
            self._floor.voice: "floor",
        }
        return by.get(self._voice, "carried")
