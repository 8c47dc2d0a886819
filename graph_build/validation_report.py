"""What validation found, as frozen values and in plain words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final, Literal

Severity = Literal["violation", "warning", "info"]
Language = Literal["da", "en"]

SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")
SHOWN: Final = 3
_WORDS: Final[dict[Language, dict[Severity, tuple[str, str]]]] = {
    "da": {"violation": ("fejl", "fejl"), "warning": ("advarsel", "advarsler"), "info": ("vink", "vink")},
    "en": {"violation": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("hint", "hints")},
}
_CLEAN: Final[dict[Language, str]] = {"da": "i orden", "en": "in order"}
_DOCUMENTS: Final[dict[Language, tuple[str, str]]] = {
    "da": ("dokument", "dokumenter"),
    "en": ("document", "documents"),
}
_SHARED: Final[dict[Language, str]] = {"da": "fælles for dokumenterne", "en": "shared by the documents"}
_MORE: Final[dict[Language, str]] = {"da": "og {} til", "en": "and {} more"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes:
        document: Name of the document, empty for what several documents share.
        severity: ``violation`` breaks conformance; ``warning`` and ``info`` do not.
        da: What is wrong and what to do, in Danish.
        en: The same in English.
        name: The thing's label or words, shortened; its IRI's end where it has none.
        focus: The thing's IRI.
        path: IRI of the property in question, empty where it is the thing itself or a longer path.
        value: The value in question, empty where one is missing.
    """

    document: str
    severity: Severity
    da: str
    en: str
    name: str
    focus: str
    path: str = ""
    value: str = ""

    @property
    def rank(self) -> tuple[str | int, ...]:
        """By what findings are sorted: the document, how grave, the message, then the thing."""
        at = SEVERITIES.index(self.severity)
        return (self.document, at, self.da, self.name, self.focus, self.path, self.value)

    def message(self, language: Language) -> str:
        """What is wrong and what to do."""
        return self.da if language == "da" else self.en


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found.

    Attributes:
        documents: Names of all documents looked at, sorted.
        findings: By document, gravity, message and name; no two are equal.
    """

    documents: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and hints do not count."""
        return not any(found.severity == "violation" for found in self.findings)

    def of(self, document: str) -> tuple[Finding, ...]:
        """The findings in one document; under the empty name those that several share."""
        return tuple(found for found in self.findings if found.document == document)

    def lines(self, language: Language = "da") -> tuple[str, ...]:
        """The report in words: what is to be looked at, the gravest first, and how many are in order.

        A line per document with findings, under it one per message with the things it concerns.
        """
        found = [(name, tuple(group)) for name, group in groupby(self.findings, lambda one: one.document)]
        found.sort(key=lambda of: (min(SEVERITIES.index(one.severity) for one in of[1]), not of[0]))
        told = [line for name, group in found for line in _told(name, group, language)]
        clean = len(self.documents) - sum(name != "" for name, _ in found)
        if clean:
            told.append(f"{clean} {_DOCUMENTS[language][clean != 1]}: {_CLEAN[language]}")
        return tuple(told)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, fit for JSON."""
        return {
            "conforms": self.conforms,
            "documents": list(self.documents),
            "findings": [asdict(found) for found in self.findings],
        }


def _told(document: str, findings: tuple[Finding, ...], language: Language) -> Iterator[str]:
    yield f"{document or _SHARED[language]}: {_counts(findings, language)}"
    for (severity, message), group in groupby(findings, lambda f: (f.severity, f.message(language))):
        names = list(dict.fromkeys(found.name for found in group))
        rest = [_MORE[language].format(len(names) - SHOWN)] if len(names) > SHOWN else []
        concerned = "; ".join([f"»{name}«" for name in names[:SHOWN]] + rest)
        yield f"  {_WORDS[language][severity][0]}: {message} {concerned}"


def _counts(findings: tuple[Finding, ...], language: Language) -> str:
    counts = [(severity, sum(f.severity == severity for f in findings)) for severity in SEVERITIES]
    told = [f"{count} {_WORDS[language][severity][count != 1]}" for severity, count in counts if count]
    return ", ".join(told)
