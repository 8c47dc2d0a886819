"""One person in the making."""

from dataclasses import dataclass, field

from graph_build.model import Mention, ParticipationRole

# Where several places tell how somebody took part, the one that says more counts.
RANK: dict[ParticipationRole, int] = {
    "chair": 8,
    "absentee": 7,
    "presenter": 6,
    "attendee": 5,
    "secretariat": 4,
    "rapporteur": 4,
    "author": 3,
    "mentioned": 0,
}


@dataclass(slots=True)
class Draft:
    """A person in the making; mentions and grounds stand under the offset where the mention begins."""

    name: str
    mentions: dict[int, Mention] = field(default_factory=dict)
    grounds: dict[int, str] = field(default_factory=dict)
    participation: ParticipationRole = "mentioned"
    role: str | None = None
    affiliation: str | None = None

    def within(self, start: int, end: int) -> bool:
        """Whether a mention of the person begins between two offsets of the text."""
        return any(start <= at < end for at in self.mentions)

    def takes_part(self, participation: ParticipationRole) -> None:
        """Note how the person took part, unless what is known says more."""
        if RANK[participation] > RANK[self.participation]:
            self.participation = participation

    @property
    def only_named(self) -> bool:
        """Whether the person is named in full, and nothing yet says how they took part."""
        return self.participation == "mentioned" and " " in self.name

    @property
    def listed(self) -> bool:
        """Whether a list of participants names the person."""
        return any(mention.rule.startswith("persons.header") for mention in self.mentions.values())
