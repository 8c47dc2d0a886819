"""What QLever needs to serve the graph: its sorted N-Quads and a Qleverfile."""

__all__ = ["to_qlever"]

_QLEVERFILE = """[data]
NAME          = ledelsesgraf
GET_DATA_CMD  = true
DESCRIPTION   = Ledelsesgraf
FORMAT        = nq

[index]
INPUT_FILES   = ledelsesgraf.nq
CAT_INPUT_FILES = cat ${INPUT_FILES}
SETTINGS_JSON = { "num-triples-per-batch": 1000000, "prefixes-external": [""] }

[server]
PORT          = 7015
ACCESS_TOKEN  =
TIMEOUT       = 30s

[runtime]
SYSTEM        = native

[ui]
UI_CONFIG     = default
"""


def to_qlever(nquads: bytes) -> dict[str, bytes]:
    """Give the two files of a folder in which ``qlever index`` and ``qlever start`` run."""
    return {"ledelsesgraf.nq": nquads, "Qleverfile": _QLEVERFILE.encode()}
