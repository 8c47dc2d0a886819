"""Which of the names that are offered in a document are bodies', weighed by a trained classifier."""

from dataclasses import replace

from graph_build.context import Source
from graph_build.extract.organisations.bodies import Bodies, Draft
from graph_build.extract.organisations.offer_signs import Offer
from graph_build.extract.organisations.offers import offers
from graph_build.extract.tagging import Tagging
from graph_build.language import classifier

MODEL = "body-name"
"""The name of the classifier that tells which names are bodies'."""

# A name that no rule found may be a further form of a body that is found, and gains less than it may spoil.
_LEAST_NEW = 0.5


def weighed(source: Source, tagging: Tagging, found: Bodies) -> Bodies:
    """The bodies that are likely, the likeliest first, so that of names that overlap one is taken.

    Args:
        source: The document.
        tagging: What the tagger says of it.
        found: What the rules found in it.
    """
    model = classifier.load(MODEL)
    rated = [(model.probability(offer.signs), offer) for offer in offers(source, tagging, found)]
    bodies = Bodies(source)
    for share, offer in sorted(rated, key=lambda one: (-one[0], one[1].draft is None, one[1].key)):
        if share >= (_LEAST_NEW if offer.draft is None else model.threshold) or _is_phrase(offer):
            _take(bodies, offer, share)
    return bodies


def _is_phrase(offer: Offer) -> bool:
    """Whether a name says itself what body it is, and for what ("Kommissionen om tillid")."""
    return "rule:phrase" in offer.signs


def _take(bodies: Bodies, offer: Offer, share: float) -> None:
    if offer.draft is None:
        for part, start, end in offer.places:
            bodies.add(part, (start, end), "organisations.weighed", share)
        return
    draft = Draft(offer.draft.name, offer.draft.kind, offer.draft.key)
    for at, mention in offer.draft.mentions.items():
        if bodies.take(mention):
            draft.mentions[at] = replace(mention, confidence=round(share, 3))
    if draft.mentions:
        bodies.drafts[offer.key] = draft
