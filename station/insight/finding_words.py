"""What findings and reasons to hold are called: the documents that stand now in, a name for each code out."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from station.errors import Refusal
from station.texts import text_of, within, word

if TYPE_CHECKING:
    from station.knowledge.documents import Documents

Naming = Callable[[str], str]  # a person's id, or a finding's code -> what to call it

# The reasons first: there are few of them, and a screen that only tells of holds never reads the long list.
_SOURCES: Final = (("policy", "holds", "reasons"), ("rubric", "findings", "findings"))


def finding_names(documents: "Documents", language: str = "en") -> Naming:
    """Names in this language; a code that the documents do not know stays as it is."""
    without_finding = {"STOP": word("LAST_STOPPED", language), "SEAL": word("LAST_SEAL", language)}
    return lambda code: without_finding.get(code) or within(text_of(_label(documents, code), language), language)


def _label(documents: "Documents", code: str) -> str:
    for kind, name, part in _SOURCES:
        if known := _part(documents, kind, name, part).get(code):
            return str(known.get("label", code))
    return code


def _part(documents: "Documents", kind: str, name: str, part: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = documents.load(kind, name).data.get(part, {})
    except Refusal:
        return {}
    return found
