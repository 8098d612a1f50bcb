"""Checking and publishing a document: a file in; all that is wrong with it, and what is doubtful, as the bench itself would find out.

A document that is wrong is never written, so the one before it stands.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, select

from station.errors import Refusal
from station.knowledge.documents import CATALOGUE, Document, Documents, insert_document, publication
from station.knowledge.knowledge import Knowledge
from station.knowledge.publishing import highest_edition, put_in_place
from station.ledger.ledger import Ledger
from station.model.grades import SELLABLE, Disposition
from station.rules.coherence import Doubt, doubts
from station.rules.entries import place_key
from station.rules.policies import POLICIES, wrong_in
from station.rules.rulebook import Rulebook
from station.session.layouts import LONG_NAME, wrong_layouts
from station.session.rulebook import load_rulebook
from station.store.schema import products

_MOST: Final = 50  # problems of one document: whoever reads more than that starts anew anyway


@dataclass(frozen=True)
class Surroundings:
    """What the station knows and a document may name: clients, their categories, bins of products (where stock lies).

    `station` is its name, which decides how long the codes on its labels become.
    """

    clients: Collection[str] = ()
    categories: Collection[str] = ()
    bins: Collection[str] = ()
    station: str = LONG_NAME


@dataclass(frozen=True)
class Checked:
    """`wrong` refuses the document; `doubtful` does not. `rules` is what a bench would start with, None where it would not."""

    document: Document
    wrong: tuple[Refusal, ...]
    doubtful: tuple[Doubt, ...] = ()
    rules: Rulebook | None = None


@dataclass(frozen=True)
class Listed:
    """One document of the station; `edition` 0 for one that cannot be read, `wrong` why a bench could not use it."""

    kind: str
    name: str
    edition: int
    own: bool
    wrong: Refusal | None


def listed(documents: Documents) -> list[Listed]:
    """All documents, policies first and labels last; a policy of a name that nothing reads is wrong too."""
    return [_listed(documents, kind, name) for kind in ("policy", "rubric", "label") for name in documents.names(kind)]


def _listed(documents: Documents, kind: str, name: str) -> Listed:
    try:
        document = documents.load(kind, name)
    except Refusal as refusal:
        return Listed(kind, name, 0, documents.own_file(kind, name).is_file(), refusal)
    if kind == "policy" and name not in POLICIES:
        return Listed(kind, name, document.edition, document.own, Refusal("DOCUMENT_NEVER_READ", name=name, known=", ".join(POLICIES)))
    if kind == "label" and not document.own:
        return Listed(kind, name, document.edition, document.own, None)  # tried by our tests, on every size
    return Listed(kind, name, document.edition, document.own, next(iter(check(documents, document).wrong), None))


def surroundings(reader: Engine, knowledge: Knowledge, station: str = LONG_NAME) -> Surroundings:
    """What documents may name here. Reads every product: for a check, never for a scan."""
    with reader.connect() as connection:
        categories = connection.execute(select(products.c.category).distinct()).scalars().all()
        bins = connection.execute(select(products.c.bin).where(products.c.bin != "").distinct()).scalars().all()
    return Surroundings(knowledge.clients(), categories, bins, station)


def check(documents: Documents, document: Document, around: Surroundings = Surroundings()) -> Checked:
    """The document together with all others of this station."""
    if document.kind == "label":
        return Checked(document, tuple(wrong_layouts(documents, document, around.station)[:_MOST]))
    if document.name in POLICIES and (wrong := wrong_in(POLICIES[document.name], document.data)):
        return Checked(document, tuple(wrong[:_MOST]))
    try:
        rules, problems = load_rulebook(documents.trying(document))
    except Refusal as refusal:
        if str(refusal) != str(_refusal_now(documents)):
            return Checked(document, (refusal,))
        # Another document is wrong already; two of them could otherwise never be put right one after the other.
        return Checked(document, (), (Doubt(document.name, "", "DOUBT_OTHERS", {"why": refusal}),))
    found = doubts(rules.dispositions, rules.conditions, rules.rubrics, around.clients, around.categories)
    if document.name not in POLICIES:
        return Checked(document, tuple(_caused(documents, document, problems)), tuple(_new(documents, found, around)[:_MOST]), rules)
    wrong, doubtful = _among_stock(rules, around.bins) if document.name == "dispositions" else ([], [])
    doubtful += [doubt for doubt in found if doubt.document == document.name]
    return Checked(document, tuple(wrong), tuple(doubtful[:_MOST]), rules)


def publish(ledger: Ledger, documents: Documents, checked: Checked, actor: str) -> Path:
    """The document is the station's own from now on, and a fact says so. Raises Refusal: the first that is wrong, or EDITION_NOT_HIGHER."""
    if checked.wrong:
        raise checked.wrong[0]
    document = checked.document
    with ledger.reader.connect() as connection:
        highest = highest_edition(connection, documents, document)
    if document.edition <= highest:
        raise Refusal("EDITION_NOT_HIGHER", name=document.name, edition=document.edition, present=highest)
    # First the file: if power fails between the two, the next start of the station finds it and writes the fact.
    target = put_in_place(documents, document)

    def keep(connection: Connection, _facts: object) -> None:
        insert_document(connection, document)

    ledger.append(actor, [publication(document)], keep)
    return target


def _refusal_now(documents: Documents) -> Refusal | None:
    """Why a bench would not start with the documents as they are."""
    try:
        load_rulebook(documents)
    except Refusal as refusal:
        return refusal
    return None


def _caused(documents: Documents, document: Document, problems: Collection[Refusal]) -> list[Refusal]:
    """The problems with rubrics that this document brings, and not those that are there without it."""
    if document.name != CATALOGUE:
        return [each for each in problems if document.source in each.params.values() or each.params.get("rubric") == document.name]
    try:
        before = {str(each) for each in load_rulebook(documents)[1]}
    except Refusal:
        before = set()
    return [each for each in problems if str(each) not in before]


def _new(documents: Documents, found: list[Doubt], around: Surroundings) -> list[Doubt]:
    """The doubts about policies that a rubric brings with it, such as a finding that none of them has any more."""
    try:
        now, _problems = load_rulebook(documents)
    except Refusal:
        return found
    before = doubts(now.dispositions, now.conditions, now.rubrics, around.clients, around.categories)
    return [doubt for doubt in found if doubt not in before]


def _among_stock(rules: Rulebook, bins: Collection[str]) -> tuple[list[Refusal], list[Doubt]]:
    """Bins of the policy that are the own bins of products: what is not for sale must not lie there, the rest is doubtful."""
    stock = {place_key(place) for place in bins}
    wrong, doubtful = [], []
    for kind, place in rules.dispositions.places:
        if place_key(place) in stock and kind in SELLABLE - {Disposition.RESTOCK}:
            doubtful.append(Doubt("dispositions", f"bins, {kind.value}", "DOUBT_AMONG_STOCK", {"bin": place}))
        elif place_key(place) in stock and kind is not Disposition.RESTOCK:
            why = f"{place} is where the stock of a product lies"
            wrong.append(Refusal("POLICY_WRONG", policy="dispositions", where=f"bins, {kind.value}", why=why))
    return wrong, doubtful
