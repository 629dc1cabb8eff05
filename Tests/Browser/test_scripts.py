"""The pages' scripts run in the web views of old phones: they are ES2017, and nothing newer."""

import esprima
import pytest

from portal import ROOT

SCRIPTS = sorted((ROOT / "Sources/ReviewWeb/Pages/Assets").glob("*.js"))


def newer(node, meta):
    """What the parser takes although it came after ES2017: spread and rest in objects."""
    if node.type == "ObjectExpression":
        assert not any(part.type == "SpreadElement" for part in node.properties), "an object is spread"
    if node.type == "ObjectPattern":
        assert not any(part.type == "RestElement" for part in node.properties), "the rest of an object is taken"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_es2017(script):
    esprima.parseScript(script.read_text(), {}, newer)


def test_what_is_newer_is_refused():
    for text in ["a?.b", "a ?? b", "try {} catch {}", "const a = { ...b }", "const { a, ...rest } = b"]:
        with pytest.raises((esprima.Error, AssertionError)):
            esprima.parseScript(text, {}, newer)
