"""Every term that the graph uses as a typed constant; generated, never edited.

A constant is named ``PREFIX_LOCAL_NAME``, e.g. ``LED_HAS_POLE`` for ``led:hasPole``. Where a class and a
property differ in case alone, the property ends in ``_PROPERTY``: ``PROV_AGENT``, ``PROV_AGENT_PROPERTY``.
Written from ``core.ttl`` and ``paradox.ttl`` by ``python -m ontology.generate``.
"""

from typing import Final, NewType

from rdflib import URIRef

Class = NewType("Class", URIRef)
ObjectProperty = NewType("ObjectProperty", URIRef)
DatatypeProperty = NewType("DatatypeProperty", URIRef)
AnnotationProperty = NewType("AnnotationProperty", URIRef)
Individual = NewType("Individual", URIRef)
BaseTerm = NewType("BaseTerm", URIRef)

BASE: Final[str] = "https://ledelsesgraf.example/"
"""Under which instances and concepts stand unless told otherwise."""
PREFIXES: Final[dict[str, str]] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcat-dk": "https://data.gov.dk/model/core/dcat-dk/",
    "dcterms": "http://purl.org/dc/terms/",
    "doco": "http://purl.org/spar/doco/",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frbr": "http://purl.org/vocab/frbr/core#",
    "led": "https://ledelsesgraf.example/model/core/",
    "mdl": "https://data.gov.dk/model/core/modelling#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "voag": "http://voag.linkedmodel.org/schema/voag#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Namespaces by prefix, as in ``core.ttl``."""

ADMS_STATUS: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://www.w3.org/ns/adms#status"))
"""The model's status."""
ADMS_VERSION_NOTES: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/ns/adms#versionNotes")
)
"""What is new in the model's version."""
DCAT_ACCESS_URL: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://www.w3.org/ns/dcat#accessURL"))
"""Where the file can be had."""
DCAT_BYTE_SIZE: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://www.w3.org/ns/dcat#byteSize"))
"""The file's size."""
DCAT_CATALOG: Final[Class] = Class(URIRef("http://www.w3.org/ns/dcat#Catalog"))
"""The list in which the dataset stands."""
DCAT_CATALOG_RECORD: Final[Class] = Class(URIRef("http://www.w3.org/ns/dcat#CatalogRecord"))
"""Data on the entry itself; written where the time of the build is given."""
DCAT_DATASET: Final[Class] = Class(URIRef("http://www.w3.org/ns/dcat#Dataset"))
"""The whole graph as a published dataset."""
DCAT_DATASET_PROPERTY: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/dcat#dataset"))
"""From the catalogue to the dataset."""
DCAT_DISTRIBUTION: Final[Class] = Class(URIRef("http://www.w3.org/ns/dcat#Distribution"))
"""A file with the dataset in one format."""
DCAT_DISTRIBUTION_PROPERTY: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/dcat#distribution")
)
"""From the dataset to a file."""
DCAT_DK_PERSONAL_DATA_CATEGORY: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("https://data.gov.dk/model/core/dcat-dk/personalDataCategory")
)
"""Which kind of personal data the dataset holds."""
DCAT_DOWNLOAD_URL: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/ns/dcat#downloadURL")
)
"""The address of the file itself."""
DCAT_KEYWORD: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://www.w3.org/ns/dcat#keyword"))
"""Words about the dataset."""
DCAT_MEDIA_TYPE: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://www.w3.org/ns/dcat#mediaType"))
"""The file's media type."""
DCAT_RECORD: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/dcat#record"))
"""From the catalogue to the record on the dataset."""
DCAT_THEME: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://www.w3.org/ns/dcat#theme"))
"""The dataset's or the model's theme."""
DCAT_THEME_TAXONOMY: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/ns/dcat#themeTaxonomy")
)
"""List that the catalogue's themes are taken from."""
DCAT_VERSION: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://www.w3.org/ns/dcat#version"))
"""The dataset's version."""
DCTERMS_CONFORMS_TO: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/dc/terms/conformsTo")
)
"""Standard that is followed."""
DCTERMS_CREATED: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/created"))
"""The document's date (xsd:date)."""
DCTERMS_CREATOR: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/creator"))
"""The one who created it."""
DCTERMS_DESCRIPTION: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/dc/terms/description")
)
"""Description of a thing."""
DCTERMS_IDENTIFIER: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/dc/terms/identifier")
)
"""The document's name."""
DCTERMS_ISSUED: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/issued"))
"""Date of publication."""
DCTERMS_IS_PART_OF: Final[ObjectProperty] = ObjectProperty(URIRef("http://purl.org/dc/terms/isPartOf"))
"""From a part to its whole: section, document."""
DCTERMS_LANGUAGE: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/language"))
"""The document's language, e.g. 'da'."""
DCTERMS_LICENSE: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/license"))
"""Terms of use."""
DCTERMS_MODIFIED: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/modified"))
"""Date of the latest change."""
DCTERMS_PUBLISHER: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/dc/terms/publisher")
)
"""The one who publishes."""
DCTERMS_REFERENCES: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/dc/terms/references")
)
"""Term of a base vocabulary that the model uses, or property that a source has facts of."""
DCTERMS_RIGHTS: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/rights"))
"""To whom the words of quotes belong."""
DCTERMS_SOURCE: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/source"))
"""Where something comes from: a file's path or a term's source."""
DCTERMS_SUBJECT: Final[ObjectProperty] = ObjectProperty(URIRef("http://purl.org/dc/terms/subject"))
"""From a document to a theme it treats."""
DCTERMS_TITLE: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://purl.org/dc/terms/title"))
"""A document's or section's title."""
DOCO_PARAGRAPH: Final[Class] = Class(URIRef("http://purl.org/spar/doco/Paragraph"))
"""A paragraph of a section."""
DOCO_SECTION: Final[Class] = Class(URIRef("http://purl.org/spar/doco/Section"))
"""A heading with what stands under it."""
ELI_DL_ACTIVITY: Final[Class] = Class(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#Activity")
)
"""Meeting or other activity recorded in a document."""
ELI_DL_ACTIVITY_DATE: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#activity_date")
)
"""The event's date (xsd:date)."""
ELI_DL_HAD_EXCUSED_PERSON: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#had_excused_person")
)
"""From an event to a person who sent regrets."""
ELI_DL_HAD_PARTICIPANT_PERSON: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#had_participant_person")
)
"""From a participation to the person."""
ELI_DL_HAD_PARTICIPATION: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#had_participation")
)
"""From an event to a participation."""
ELI_DL_PARTICIPATION: Final[Class] = Class(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#Participation")
)
"""A person's part in an event in a certain role."""
ELI_DL_PARTICIPATION_IN_NAME_OF: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#participation_in_name_of")
)
"""From a participation to the organisation the person took part for."""
ELI_DL_PARTICIPATION_ROLE: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#participation_role")
)
"""From a participation to the role."""
ELI_DL_RECORDED_IN_A_REALIZATION_OF: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://data.europa.eu/eli/eli-draft-legislation-ontology#recorded_in_a_realization_of")
)
"""From an event to the document that records it."""
FOAF_AGENT: Final[Class] = Class(URIRef("http://xmlns.com/foaf/0.1/Agent"))
"""The publisher, whom DCAT-AP-DK wants named."""
FOAF_NAME: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://xmlns.com/foaf/0.1/name"))
"""The person's full name."""
FOAF_PERSON: Final[Class] = Class(URIRef("http://xmlns.com/foaf/0.1/Person"))
"""Named human being."""
FOAF_PRIMARY_TOPIC: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://xmlns.com/foaf/0.1/primaryTopic")
)
"""From the record to the dataset."""
FRBR_RESPONSIBLE_ENTITY: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/vocab/frbr/core#responsibleEntity")
)
"""The one who answers for the model."""
LED_ACTION_BY: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/actionBy")
)
"""Tells the actor who is to carry out the decision."""
LED_ACTION_BY_TEXT: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/actionByText")
)
"""Tells the words by which the document denotes who is to act."""
LED_ACTOR_GROUP: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/ActorGroup"))
"""Kind of actors spoken of as one, which can voice a statement, be its addressee or benefit from it."""
LED_ADDRESSEE: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/addressee")
)
"""Tells the actor to whom the recommendation is directed."""
LED_ADDRESSEE_TEXT: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/addresseeText")
)
"""Tells the words by which the document denotes the addressee."""
LED_AS_OF: Final[DatatypeProperty] = DatatypeProperty(URIRef("https://ledelsesgraf.example/model/core/asOf"))
"""Tells the date on which the affiliation is attested (xsd:date)."""
LED_BENEFICIARY: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/beneficiary")
)
"""Tells the actor whom the recommended action is to benefit."""
LED_BENEFICIARY_TEXT: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/beneficiaryText")
)
"""Tells the words by which the document denotes the beneficiary."""
LED_CHARACTER_COUNT: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/characterCount")
)
"""Tells of how many Unicode code points the text consists."""
LED_CONFIDENCE: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/confidence")
)
"""Tells, from 0 to 1, how often findings of this kind are right."""
LED_COUNT_OF: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/countOf")
)
"""Tells what is counted or measured."""
LED_DECISION: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Decision"))
"""Statement of what a meeting itself agreed should be done."""
LED_DOCUMENT_KIND: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/documentKind")
)
"""Tells which kind of document it is."""
LED_DOCUMENT_TEXT: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/DocumentText"))
"""The text of a document as it was read, in which offsets count."""
LED_DUE_BY: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/dueBy")
)
"""Tells by when the decision is to be carried out: an ISO date or the document's words."""
LED_EMPHASISED_BY: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/emphasisedBy")
)
"""Tells a pole that lays weight on the theme."""
LED_EMPHASISES: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/emphasises")
)
"""Tells a theme on which the pole lays weight."""
LED_EXPRESSES: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/expresses")
)
"""Tells the paradox that the statement puts into words."""
LED_EXTRACTION_ACTIVITY: Final[Class] = Class(
    URIRef("https://ledelsesgraf.example/model/core/ExtractionActivity")
)
"""Application of one rule to one document's text, by which findings come about."""
LED_FIGURE: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Figure"))
"""Statement of a count or an indicator and of what is counted."""
LED_FRAMING: Final[ObjectProperty] = ObjectProperty(URIRef("https://ledelsesgraf.example/model/core/framing"))
"""Tells how the statement presents the tension between the poles."""
LED_GROUND: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/ground")
)
"""Tells why the words were taken to denote this very thing."""
LED_HAS_POLE: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/hasPole")
)
"""Tells one of the paradox's two poles."""
LED_IN_DOCUMENT: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/inDocument")
)
"""Tells the document in which the finding was made."""
LED_IN_TENSION_WITH: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/inTensionWith")
)
"""Tells a theme emphasised by the opposing pole of at least one paradox."""
LED_LIST_ITEM: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/ListItem"))
"""Part of a document that is one member of a bulleted or numbered list."""
LED_MENTION: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Mention"))
"""Occurrence in a document of words that denote a certain person, organisation, group of actors or theme."""
LED_MENTION_OF: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/mentionOf")
)
"""Tells the person, organisation, group of actors or theme that the words denote."""
LED_MODALITY: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/modality")
)
"""Tells how binding the recommendation's wording is."""
LED_ON_BEHALF_OF: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/onBehalfOf")
)
"""Tells the organisation in whose name the voice speaks."""
LED_OPPOSED_TO: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/opposedTo")
)
"""Tells the other pole of the same paradox."""
LED_ORDER: Final[DatatypeProperty] = DatatypeProperty(URIRef("https://ledelsesgraf.example/model/core/order"))
"""Tells the part's place in reading order within the document."""
LED_PAGE: Final[DatatypeProperty] = DatatypeProperty(URIRef("https://ledelsesgraf.example/model/core/page"))
"""Tells the page or slide on which the words stand, counted from 1."""
LED_PAIRING_GROUND: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/pairingGround")
)
"""Tells why the answer belongs to that very question."""
LED_PARADOX: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Paradox"))
"""Lasting tension between exactly two poles that belong together and must both be honoured."""
LED_PARADOX_STATEMENT: Final[Class] = Class(
    URIRef("https://ledelsesgraf.example/model/core/ParadoxStatement")
)
"""Statement that expresses a tension between two concerns, both of which are named."""
LED_POLE: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Pole"))
"""One of the two sides of a paradox."""
LED_POLE_OF: Final[ObjectProperty] = ObjectProperty(URIRef("https://ledelsesgraf.example/model/core/poleOf"))
"""Tells the paradox of which the pole is one side."""
LED_RECOMMENDATION: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Recommendation"))
"""Statement of what somebody must, should or can do."""
LED_RESPONDS_TO: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/respondsTo")
)
"""Tells the question or paradox to which the recommendation responds."""
LED_ROLE_TITLE: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/roleTitle")
)
"""Tells the person's post or role in the organisation, in the document's words."""
LED_RULE: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Rule"))
"""Procedure by which one kind of finding is drawn from a text."""
LED_SEQUENCE_NUMBER: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/sequenceNumber")
)
"""Tells the event's number in its series."""
LED_SHA256: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/sha256")
)
"""Tells the SHA-256 checksum of the content, written as 64 hexadecimal digits."""
LED_SIMILAR_TO: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/similarTo")
)
"""Tells a statement whose words are so like this one's that the two should be read together."""
LED_STATEMENT: Final[Class] = Class(URIRef("https://ledelsesgraf.example/model/core/Statement"))
"""Something that a document reports somebody as saying, given in the document's own words."""
LED_TEXT: Final[DatatypeProperty] = DatatypeProperty(URIRef("https://ledelsesgraf.example/model/core/text"))
"""Tells the statement's words, with white space folded and mark-up left out."""
LED_UNIT: Final[DatatypeProperty] = DatatypeProperty(URIRef("https://ledelsesgraf.example/model/core/unit"))
"""Tells the unit in which the value is expressed."""
LED_VALUE: Final[DatatypeProperty] = DatatypeProperty(URIRef("https://ledelsesgraf.example/model/core/value"))
"""Tells the number as a decimal, or as printed where it is not a single number."""
LED_VOICED_AS: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://ledelsesgraf.example/model/core/voicedAs")
)
"""Tells the words by which the document denotes the voice."""
LED_VOICED_AT: Final[ObjectProperty] = ObjectProperty(
    URIRef("https://ledelsesgraf.example/model/core/voicedAt")
)
"""Tells the event at which the statement was made."""
MDL_MODEL_SCOPE: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("https://data.gov.dk/model/core/modelling#modelScope")
)
"""Whether the model is a core model or an application model."""
OA_END: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://www.w3.org/ns/oa#end"))
"""One past the last code point."""
OA_EXACT: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://www.w3.org/ns/oa#exact"))
"""The passage's words, white space folded and mark-up left out."""
OA_HAS_SELECTOR: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/oa#hasSelector"))
"""From a passage to a selector."""
OA_HAS_SOURCE: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/oa#hasSource"))
"""From a passage to the document text."""
OA_PREFIX: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://www.w3.org/ns/oa#prefix"))
"""The words just before."""
OA_SELECTOR: Final[Class] = Class(URIRef("http://www.w3.org/ns/oa#Selector"))
"""Tells which stretch of a text is meant."""
OA_SPECIFIC_RESOURCE: Final[Class] = Class(URIRef("http://www.w3.org/ns/oa#SpecificResource"))
"""Place in a document's text: a stretch with a start and an end."""
OA_START: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://www.w3.org/ns/oa#start"))
"""First code point, counted from 0."""
OA_SUFFIX: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://www.w3.org/ns/oa#suffix"))
"""The words just after."""
OA_TEXT_POSITION_SELECTOR: Final[Class] = Class(URIRef("http://www.w3.org/ns/oa#TextPositionSelector"))
"""Points out a passage by offsets."""
OA_TEXT_QUOTE_SELECTOR: Final[Class] = Class(URIRef("http://www.w3.org/ns/oa#TextQuoteSelector"))
"""Points out a passage by its words and those around it."""
ORG_CLASSIFICATION: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/org#classification"))
"""From an organisation to its kind."""
ORG_FORMAL_ORGANIZATION: Final[Class] = Class(URIRef("http://www.w3.org/ns/org#FormalOrganization"))
"""Body that can act: municipality, ministry, association, commission, company."""
ORG_HAS_MEMBER: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/org#hasMember"))
"""From an organisation to a person; derived."""
ORG_HAS_MEMBERSHIP: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/org#hasMembership"))
"""From a person to a membership; derived."""
ORG_HAS_SUB_ORGANIZATION: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/org#hasSubOrganization")
)
"""From an organisation to one under it; derived."""
ORG_MEMBER: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/org#member"))
"""From a membership to the person."""
ORG_MEMBERSHIP: Final[Class] = Class(URIRef("http://www.w3.org/ns/org#Membership"))
"""A person's affiliation with an organisation as the document attests it."""
ORG_MEMBER_OF: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/org#memberOf"))
"""From a person to an organisation to which a membership bears witness; derived."""
ORG_ORGANIZATION: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/org#organization"))
"""From a membership to the organisation."""
ORG_SUB_ORGANIZATION_OF: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/org#subOrganizationOf")
)
"""From an organisation to the one it is under."""
OWL_VERSION_INFO: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2002/07/owl#versionInfo"))
PROV_ACTIVITY: Final[Class] = Class(URIRef("http://www.w3.org/ns/prov#Activity"))
"""Something that takes place over time and uses or makes entities."""
PROV_AGENT: Final[Class] = Class(URIRef("http://www.w3.org/ns/prov#Agent"))
"""Person, organisation, group of actors or program to which something can be attributed."""
PROV_AGENT_PROPERTY: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/prov#agent"))
"""From an association to the program."""
PROV_ASSOCIATION: Final[Class] = Class(URIRef("http://www.w3.org/ns/prov#Association"))
"""Links an extraction to the program and the rule followed."""
PROV_ENDED_AT_TIME: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/ns/prov#endedAtTime")
)
"""When the graph was built; written where the environment's SOURCE_DATE_EPOCH tells it."""
PROV_ENTITY: Final[Class] = Class(URIRef("http://www.w3.org/ns/prov#Entity"))
"""Thing whose origin is described."""
PROV_HAD_PLAN: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/prov#hadPlan"))
"""From an association to the rule followed."""
PROV_PLAN: Final[Class] = Class(URIRef("http://www.w3.org/ns/prov#Plan"))
"""Superclass of the rules that were followed."""
PROV_QUALIFIED_ASSOCIATION: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/prov#qualifiedAssociation")
)
"""From an extraction to its association with program and rule."""
PROV_SOFTWARE_AGENT: Final[Class] = Class(URIRef("http://www.w3.org/ns/prov#SoftwareAgent"))
"""The program that built the graph."""
PROV_USED: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/ns/prov#used"))
"""From an extraction to the text it read."""
PROV_WAS_ASSOCIATED_WITH: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/prov#wasAssociatedWith")
)
"""From an extraction to the program."""
PROV_WAS_ATTRIBUTED_TO: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/prov#wasAttributedTo")
)
"""From a statement to the one whose words it is."""
PROV_WAS_DERIVED_FROM: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
)
"""From document to file and from text to document."""
PROV_WAS_GENERATED_BY: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/prov#wasGeneratedBy")
)
"""From a finding to the extraction that made it."""
PROV_WAS_QUOTED_FROM: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/ns/prov#wasQuotedFrom")
)
"""From a finding to the place in the text where its words stand."""
RDFS_COMMENT: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2000/01/rdf-schema#comment"))
RDFS_IS_DEFINED_BY: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2000/01/rdf-schema#isDefinedBy"))
RDFS_LABEL: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2000/01/rdf-schema#label"))
RDFS_SEE_ALSO: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2000/01/rdf-schema#seeAlso"))
RDFS_SUB_CLASS_OF: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf"))
RDF_TYPE: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))
SCHEMA_ABOUT: Final[ObjectProperty] = ObjectProperty(URIRef("https://schema.org/about"))
"""From a statement to a theme."""
SCHEMA_ANSWER: Final[Class] = Class(URIRef("https://schema.org/Answer"))
"""Answer to a question in the same document."""
SCHEMA_DIGITAL_DOCUMENT: Final[Class] = Class(URIRef("https://schema.org/DigitalDocument"))
"""A document as a whole of content."""
SCHEMA_DOMAIN_INCLUDES: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("https://schema.org/domainIncludes")
)
"""Class of things the property is used of."""
SCHEMA_ENCODING_FORMAT: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("https://schema.org/encodingFormat")
)
"""The file's format."""
SCHEMA_EVENT: Final[Class] = Class(URIRef("https://schema.org/Event"))
"""Meeting, conference, relay or interview."""
SCHEMA_LOCATION: Final[AnnotationProperty] = AnnotationProperty(URIRef("https://schema.org/location"))
"""The event's place, as words or as a thing."""
SCHEMA_MAIN_ENTITY: Final[ObjectProperty] = ObjectProperty(URIRef("https://schema.org/mainEntity"))
"""From a document to the event it records."""
SCHEMA_MEDIA_OBJECT: Final[Class] = Class(URIRef("https://schema.org/MediaObject"))
"""The file from which the document was read."""
SCHEMA_ORGANIZER: Final[AnnotationProperty] = AnnotationProperty(URIRef("https://schema.org/organizer"))
"""The event's host, as words or as a thing."""
SCHEMA_QUESTION: Final[Class] = Class(URIRef("https://schema.org/Question"))
"""Question that somebody poses and the document prints to be answered or discussed."""
SCHEMA_RANGE_INCLUDES: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("https://schema.org/rangeIncludes")
)
"""Class to which the property's values belong."""
SCHEMA_SAME_AS: Final[ObjectProperty] = ObjectProperty(URIRef("https://schema.org/sameAs"))
"""From an organisation to the same one in Wikidata or a registry."""
SCHEMA_SUGGESTED_ANSWER: Final[ObjectProperty] = ObjectProperty(URIRef("https://schema.org/suggestedAnswer"))
"""From a question to an answer to it."""
SKOS_ALT_LABEL: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#altLabel")
)
"""Other names that documents use."""
SKOS_BROADER: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/2004/02/skos/core#broader"))
"""From a theme or a group of actors to the one just above it."""
SKOS_BROADER_TRANSITIVE: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#broaderTransitive")
)
"""From a theme to any theme above it; derived."""
SKOS_BROAD_MATCH: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#broadMatch")
)
"""From a concept to a broader one in another collection."""
SKOS_CLOSE_MATCH: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#closeMatch")
)
"""From a concept to a nearly equal one in another collection."""
SKOS_CONCEPT: Final[Class] = Class(URIRef("http://www.w3.org/2004/02/skos/core#Concept"))
"""Theme or other value in one of the model's lists."""
SKOS_CONCEPT_SCHEME: Final[Class] = Class(URIRef("http://www.w3.org/2004/02/skos/core#ConceptScheme"))
"""List to which concepts belong."""
SKOS_DEFINITION: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#definition")
)
"""What the term means."""
SKOS_EDITORIAL_NOTE: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#editorialNote")
)
"""Remark on how the entry came about, shared by several: labels without a source and concepts without a match."""
SKOS_EXACT_MATCH: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#exactMatch")
)
"""From a concept to the same concept in another collection."""
SKOS_EXAMPLE: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#example")
)
"""An example of the term's use."""
SKOS_HAS_TOP_CONCEPT: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#hasTopConcept")
)
"""From the list to a topmost theme."""
SKOS_HIDDEN_LABEL: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#hiddenLabel")
)
"""Forms used for recognition only."""
SKOS_IN_SCHEME: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/2004/02/skos/core#inScheme"))
"""From a concept to its list."""
SKOS_NARROWER: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/2004/02/skos/core#narrower"))
"""From a theme or a group of actors to one just below it."""
SKOS_NARROWER_TRANSITIVE: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#narrowerTransitive")
)
"""From a theme to any theme below it; derived."""
SKOS_NARROW_MATCH: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#narrowMatch")
)
"""From a concept to a narrower one in another collection."""
SKOS_NOTATION: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#notation")
)
"""The concept's short id."""
SKOS_NOTE: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://www.w3.org/2004/02/skos/core#note"))
"""Why a property has no class or no kind of value in the model; whose an organisation was, with the date."""
SKOS_PREF_LABEL: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
)
"""The thing's preferred name, one per language."""
SKOS_RELATED: Final[ObjectProperty] = ObjectProperty(URIRef("http://www.w3.org/2004/02/skos/core#related"))
"""From a theme or a group of actors to a related one of the same kind."""
SKOS_SCOPE_NOTE: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#scopeNote")
)
"""How the model uses a reused term."""
SKOS_TOP_CONCEPT_OF: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://www.w3.org/2004/02/skos/core#topConceptOf")
)
"""From a topmost theme to the list."""
SPDX_ALGORITHM: Final[ObjectProperty] = ObjectProperty(URIRef("http://spdx.org/rdf/terms#algorithm"))
"""From a checksum to the algorithm."""
SPDX_CHECKSUM: Final[Class] = Class(URIRef("http://spdx.org/rdf/terms#Checksum"))
"""A file's checksum with the algorithm used."""
SPDX_CHECKSUM_ALGORITHM_SHA256: Final[Individual] = Individual(
    URIRef("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
)
"""The algorithm behind every checksum here."""
SPDX_CHECKSUM_PROPERTY: Final[ObjectProperty] = ObjectProperty(URIRef("http://spdx.org/rdf/terms#checksum"))
"""From a file to its checksum."""
SPDX_CHECKSUM_VALUE: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("http://spdx.org/rdf/terms#checksumValue")
)
"""The checksum as hexadecimal digits."""
VANN_PREFERRED_NAMESPACE_PREFIX: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix")
)
"""The model's prefix."""
VANN_PREFERRED_NAMESPACE_URI: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://purl.org/vocab/vann/preferredNamespaceUri")
)
"""The model's namespace."""
VOAG_HAS_APPROVAL_STATUS: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://voag.linkedmodel.org/schema/voag#hasApprovalStatus")
)
"""Whether the model is approved in a forum."""
VOID_CLASS: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://rdfs.org/ns/void#class"))
"""The part's class."""
VOID_CLASSES: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://rdfs.org/ns/void#classes"))
"""How many classes have members."""
VOID_CLASS_PARTITION: Final[ObjectProperty] = ObjectProperty(URIRef("http://rdfs.org/ns/void#classPartition"))
"""From the dataset to the part with one class."""
VOID_DATASET: Final[Class] = Class(URIRef("http://rdfs.org/ns/void#Dataset"))
"""The graph seen as RDF, with figures of its content."""
VOID_DATA_DUMP: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://rdfs.org/ns/void#dataDump"))
"""File with the whole dataset."""
VOID_DISTINCT_OBJECTS: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("http://rdfs.org/ns/void#distinctObjects")
)
"""How many different values are said."""
VOID_DISTINCT_SUBJECTS: Final[DatatypeProperty] = DatatypeProperty(
    URIRef("http://rdfs.org/ns/void#distinctSubjects")
)
"""Of how many things something is said."""
VOID_DOCUMENTS: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://rdfs.org/ns/void#documents"))
"""Of how many documents the graph is built."""
VOID_ENTITIES: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://rdfs.org/ns/void#entities"))
"""How many things the dataset or a part of it describes."""
VOID_EXAMPLE_RESOURCE: Final[AnnotationProperty] = AnnotationProperty(
    URIRef("http://rdfs.org/ns/void#exampleResource")
)
"""A thing that shows what the dataset holds."""
VOID_PROPERTIES: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://rdfs.org/ns/void#properties"))
"""How many different properties are used."""
VOID_PROPERTY: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://rdfs.org/ns/void#property"))
"""The part's property."""
VOID_PROPERTY_PARTITION: Final[ObjectProperty] = ObjectProperty(
    URIRef("http://rdfs.org/ns/void#propertyPartition")
)
"""From the dataset to the part with one property."""
VOID_SUBSET: Final[ObjectProperty] = ObjectProperty(URIRef("http://rdfs.org/ns/void#subset"))
"""From the dataset to one of its named graphs."""
VOID_TRIPLES: Final[DatatypeProperty] = DatatypeProperty(URIRef("http://rdfs.org/ns/void#triples"))
"""How many triples the dataset has."""
VOID_URI_SPACE: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://rdfs.org/ns/void#uriSpace"))
"""What the dataset's IRIs begin with."""
VOID_VOCABULARY: Final[AnnotationProperty] = AnnotationProperty(URIRef("http://rdfs.org/ns/void#vocabulary"))
"""Vocabulary that the dataset uses."""
XSD_DATE: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2001/XMLSchema#date"))
XSD_DATE_TIME: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2001/XMLSchema#dateTime"))
XSD_DECIMAL: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2001/XMLSchema#decimal"))
XSD_HEX_BINARY: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2001/XMLSchema#hexBinary"))
XSD_INTEGER: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2001/XMLSchema#integer"))
XSD_STRING: Final[BaseTerm] = BaseTerm(URIRef("http://www.w3.org/2001/XMLSchema#string"))
