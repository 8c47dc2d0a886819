"""The examples in docstrings are true."""

import doctest
from importlib import import_module

import pytest
from helpers_files import ROOT

_PACKAGES = ("ontology", "graph_build", "queries", "exports")
_SHOWING = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in _PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def test_examples_are_found():
    """Modules of the text wing and of the RDF wing show examples."""
    assert {"graph_build.extract.poles", "graph_build.slugs"} <= set(_SHOWING)


@pytest.mark.parametrize("module", _SHOWING)
def test_an_example_gives_what_it_says(module):
    """What a docstring shows is what comes out."""
    assert doctest.testmod(import_module(module)).failed == 0
