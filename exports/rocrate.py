"""The release as an RO-Crate 1.1: one JSON-LD file that says what each of the files beside it is."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from exports.catalogue_dcat import media_type
from exports.lookup import Lookup
from graph_build.dataset import LICENCE, build_time
from ontology import terms as t

__all__ = ["to_rocrate"]

_SPEC: Final = "https://w3id.org/ro/crate/1.1"


def to_rocrate(look: Lookup, base: str, sha256: str, files: Mapping[str, bytes]) -> bytes:
    """Give ``ro-crate-metadata.json`` for a folder of files.

    The specification demands a date of publication. Without ``SOURCE_DATE_EPOCH`` it is the last date of
    which a document of the graph tells, or is left out where none does.

    Args:
        look: The graph.
        base: The IRI under which instances stand.
        sha256: Of the graph's canonical N-Quads, as its manifest states it.
        files: The files of the release, by path.
    """
    dataset = f"{base}id/dataset/ledelsesgraf"
    software, publisher = f"{base}id/software/ledelsesgraf", f"{base}id/agent/ledelsesgraf"
    date = _date(look)
    parts = [_file(path, content) for path, content in sorted(files.items())]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": f"urn:sha256:{sha256}",
        "name": look.word(dataset, t.DCTERMS_TITLE, "en"),
        "description": look.word(dataset, t.DCTERMS_DESCRIPTION, "en"),
        "inLanguage": "da",
        "license": {"@id": str(LICENCE)},
        "publisher": {"@id": publisher},
        "version": look.word(dataset, t.DCAT_VERSION),
        **({"datePublished": date} if date else {}),
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "mentions": [{"@id": "#build"}],
    }
    graph = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _SPEC},
        },
        root,
        *parts,
        {
            "@id": "#build",
            "@type": "CreateAction",
            "name": "Building of the graph",
            "instrument": {"@id": software},
            "result": {"@id": "./"},
        },
        {
            "@id": software,
            "@type": "SoftwareApplication",
            "name": look.word(software, t.RDFS_LABEL),
            "version": look.word(software, t.OWL_VERSION_INFO),
        },
        {"@id": publisher, "@type": "Organization", "name": look.word(publisher, t.FOAF_NAME)},
        {"@id": str(LICENCE), "@type": "CreativeWork", "name": "MIT License"},
    ]
    crate = {"@context": f"{_SPEC}/context", "@graph": graph}
    return (json.dumps(crate, ensure_ascii=False, indent=1) + "\n").encode()


def _date(look: Lookup) -> str | None:
    time = build_time()
    if time is not None:
        return time.strftime("%Y-%m-%d")
    documents = look.instances(t.SCHEMA_DIGITAL_DOCUMENT)
    return max((date for one in documents for date in look.words(one, t.DCTERMS_CREATED)), default=None)


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": path,
        "@type": "File",
        "name": path,
        "contentSize": str(len(content)),
        "encodingFormat": media_type(path),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
