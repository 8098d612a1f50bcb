"""Every text of the shipped documents that reaches a screen, a card or a label: what documents.toml of each language has to have."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from station.resources import resource_names, resource_text


@cache
def texts_of_documents() -> frozenset[str]:
    """The English texts of all rubrics, of the catalogue of findings, and of the policies."""
    found = set(_catalogue(_read("rubrics/findings.toml")))
    found |= {str(_read(name)["label"]) for name in resource_names("rubrics") if not name.endswith("/findings.toml")}
    found |= {reason[part] for reason in _read("policies/holds.toml")["reasons"].values() for part in ("label", "question")}
    return frozenset(found)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resource_text(name))


def _catalogue(document: Mapping[str, Any]) -> Iterator[str]:
    for part in ("shots", "reworks", "attributes"):
        yield from document[part].values()
    for finding in document["findings"].values():
        yield finding["label"]
        yield finding["help"]
        yield from finding.get("decides", {}).values()
        if rework := finding.get("rework"):
            yield rework["asks"]
        for follow_up in finding.get("follow_ups", ()):
            yield follow_up["text"]
            yield from (answer["label"] for answer in follow_up["answers"])
    for check in document["checks"].values():
        yield from (check[part] for part in ("short", "text") if check.get(part))
        yield from (answer["label"] for answer in check["answers"])
