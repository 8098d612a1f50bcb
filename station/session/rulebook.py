"""The rulebook of a station: every document that decides, loaded and validated. A rubric that fails is left out, and said."""

from collections.abc import Mapping
from typing import Any, Final

from station.errors import Refusal
from station.knowledge import Documents
from station.rules.disposition import Dispositions
from station.rules.policies import Conditions, Holds, compile_policy
from station.rules.rubric import compile_rubric
from station.rules.rulebook import Rulebook

CATALOGUE: Final = "findings"


def load_rulebook(documents: Documents) -> tuple[Rulebook, tuple[Refusal, ...]]:
    """The rulebook, and why rubrics are missing from it.

    Raises Refusal for a policy that is missing or wrong: without a disposition nothing can be graded, so the bench does not open.
    """
    problems: list[Refusal] = []
    rubrics, references, unreadable = {}, {}, set()
    catalogue = _data(documents, "rubric", CATALOGUE, problems)
    shared = f"+{documents.load('rubric', CATALOGUE).reference}" if catalogue else ""
    for name in documents.names("rubric"):
        if name == CATALOGUE:
            continue
        try:
            document = documents.load("rubric", name)
            if document.data.get("name") != name:
                raise Refusal("RUBRIC_WRONG", rubric=name, where="name", why=f"the file is called {name}.toml")
            rubrics[name] = compile_rubric(catalogue, document.data)
            # A rubric is its category and the catalogue together: a new edition of either is another rubric.
            references[name] = document.reference + shared
        except Refusal as refusal:
            problems.append(refusal)
            unreadable.add(name)
    policies = {name: documents.load("policy", name) for name in ("dispositions", "holds", "conditions")}
    references |= {name: document.reference for name, document in policies.items()}
    return (
        Rulebook(
            rubrics=rubrics,
            references=references,
            dispositions=compile_policy(Dispositions, policies["dispositions"].data),
            holds=compile_policy(Holds, policies["holds"].data),
            conditions=compile_policy(Conditions, policies["conditions"].data),
            unreadable=frozenset(unreadable),
        ),
        tuple(problems),
    )


def _data(documents: Documents, kind: str, name: str, problems: list[Refusal]) -> Mapping[str, Any]:
    try:
        return documents.load(kind, name).data
    except Refusal as refusal:
        problems.append(refusal)
        return {}
