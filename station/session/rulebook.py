"""The rulebook of a station: every document that decides, loaded and validated. A rubric that fails is left out, and said."""

from collections.abc import Mapping
from typing import Any, Final

from station.errors import Refusal
from station.knowledge.documents import Documents
from station.rules.coherence import contradictions
from station.rules.conditions import Conditions
from station.rules.disposition import Dispositions
from station.rules.policies import Holds, compile_policy
from station.rules.rubric import Condition, Rubric, compile_rubric
from station.rules.rulebook import Rulebook

CATALOGUE: Final = "findings"


def load_rulebook(documents: Documents) -> tuple[Rulebook, tuple[Refusal, ...]]:
    """The rulebook, and why rubrics are missing from it.

    Raises Refusal for a policy that is missing or wrong: without a disposition nothing can be graded, so the bench does not open.
    """
    problems: list[Refusal] = []
    rubrics: dict[str, Rubric] = {}
    references: dict[str, str] = {}
    unreadable, unreadable_if = set[str](), dict[str, Condition]()
    catalogue = _data(documents, "rubric", CATALOGUE, problems)
    shared = f"+{documents.load('rubric', CATALOGUE).reference}" if catalogue else ""
    for name in documents.names("rubric"):
        if name == CATALOGUE:
            continue
        try:
            document = documents.load("rubric", name)
            chosen_if = document.data.get("chosen_if", {})
            unreadable_if[name] = chosen_if if isinstance(chosen_if, dict) else {}
            if document.data.get("name") != name:
                raise Refusal("RUBRIC_WRONG", rubric=name, where="name", why=f"the file is called {name}.toml")
            rubrics[name] = compile_rubric(catalogue, document.data)
            # A rubric is its category and the catalogue together: a new edition of either is another rubric.
            references[name] = document.reference + shared
            _chosen_once(rubrics, name)
            del unreadable_if[name]
        except Refusal as refusal:
            problems.append(refusal)
            rubrics.pop(name, None)
            unreadable.add(name)
    policies = {name: documents.load("policy", name) for name in ("dispositions", "holds", "conditions")}
    references |= {name: document.reference for name, document in policies.items()}
    rulebook = Rulebook(
        rubrics=rubrics,
        references=references,
        dispositions=compile_policy(Dispositions, policies["dispositions"].data),
        holds=compile_policy(Holds, policies["holds"].data),
        conditions=compile_policy(Conditions, policies["conditions"].data),
        unreadable=frozenset(unreadable),
        unreadable_if=unreadable_if,
    )
    for policy, where, why in contradictions(rulebook.dispositions, rulebook.holds, rubrics.values()):
        raise Refusal("POLICY_WRONG", policy=policy, where=where, why=why)
    return rulebook, tuple(problems)


def _data(documents: Documents, kind: str, name: str, problems: list[Refusal]) -> Mapping[str, Any]:
    try:
        return documents.load(kind, name).data
    except Refusal as refusal:
        problems.append(refusal)
        return {}


def _chosen_once(rubrics: Mapping[str, Rubric], name: str) -> None:
    """Two rubrics for the same goods would let their names decide; the later one is left out."""
    for other, rubric in rubrics.items():
        if other != name and rubric.chosen_if and rubric.chosen_if == rubrics[name].chosen_if:
            raise Refusal("RUBRIC_WRONG", rubric=name, where="chosen_if", why=f"the rubric {other} is for the same goods")
