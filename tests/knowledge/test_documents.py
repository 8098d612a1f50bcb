"""Documents: shipped, or a site's own; what cannot be read is refused with file and line; every edition is kept."""

from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from station.errors import Refusal
from station.knowledge.documents import Documents, insert_document, publication
from station.model.facts import DOCUMENT_PUBLISHED
from station.resources import resource_text
from station.store.schema import documents as table
from tests.knowledge.conftest import Warehouse

OWN = 'edition = 7\nlabel = "Ours"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "rubrics").mkdir(parents=True)
    return folder


def put(site: Path, text: str | bytes, name: str = "apparel") -> str:
    file = site / "rubrics" / f"{name}.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(file)


def refusal(site: Path, kind: str = "rubric", name: str = "apparel") -> Refusal:
    with pytest.raises(Refusal) as raised:
        Documents(site).load(kind, name)
    return raised.value


def test_that_a_shipped_document_is_loaded_with_its_digest(site: Path) -> None:
    text = resource_text("rubrics/apparel.toml")
    found = Documents(site).load("rubric", "apparel")
    digest = sha256(text.encode()).hexdigest()
    assert (found.text, found.digest, found.source) == (text, digest, "rubrics/apparel.toml")
    assert found.reference == f"apparel@{found.edition}:{digest[:8]}"
    assert found.data["edition"] == found.edition


def test_that_a_sites_own_document_replaces_the_shipped_one_of_its_name(site: Path) -> None:
    file = put(site, OWN)
    found = Documents(site).load("rubric", "apparel")
    assert (found.edition, found.data["label"], found.source) == (7, "Ours", file)
    assert Documents(site).load("rubric", "general").source == "rubrics/general.toml"


def test_that_a_mark_in_front_of_the_text_and_other_line_ends_do_no_harm(site: Path) -> None:
    put(site, b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    found = Documents(site).load("rubric", "apparel")
    assert found.edition == 7
    assert found.digest == sha256(found.text.encode()).hexdigest()


def test_that_a_new_edition_counts_from_the_next_start(site: Path) -> None:
    put(site, OWN)
    running = Documents(site)
    assert running.load("rubric", "apparel").edition == 7
    put(site, OWN.replace("7", "8"))
    assert running.load("rubric", "apparel").edition == 7
    assert Documents(site).load("rubric", "apparel").edition == 8


@pytest.mark.parametrize(
    ("kind", "name"), [("rubric", "nothing"), ("nothing", "apparel"), ("rubric", "../apparel"), ("rubric", "Apparel"), ("rubric", "")]
)
def test_that_a_missing_document_is_refused_by_name(site: Path, kind: str, name: str) -> None:
    found = refusal(site, kind, name)
    named = "@DOCUMENT_RUBRIC" if kind == "rubric" else kind  # a kind that the program knows is told in the reader's words
    assert (found.code, found.params) == ("DOCUMENT_MISSING", {"kind": named, "name": name})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("edition = 1\nlabel = \n", 2),
        ("edition = 1\nedition = 2\n", 2),
        ("edition = 1\n\n[board\n", 3),
        ('label = "a"\nedition = "one"\n', 2),
        ("edition = 0\n", 1),
        ("edition = true\n", 1),
        ("label = 1\n", 1),
        (b"edition = 1\nlabel = '\xff'\n", 2),
        ('edition = 1\nlabel = """\n', 3),
    ],
)
def test_that_a_document_that_cannot_be_read_names_file_and_line_and_is_not_replaced_by_the_shipped_one(
    site: Path, text: str | bytes, line: int
) -> None:
    file = put(site, text)
    found = refusal(site)
    assert (found.code, found.params["file"], found.params["line"]) == ("DOCUMENT_UNREADABLE", file, line)
    assert str(found.params["why"]).startswith(f"line {line}: ")


def test_that_a_folder_in_the_place_of_a_document_is_refused(site: Path) -> None:
    (site / "rubrics" / "apparel.toml").mkdir()
    found = refusal(site)
    assert (found.code, found.params["line"]) == ("DOCUMENT_UNREADABLE", 0)


def test_that_names_are_those_of_both_places(site: Path) -> None:
    put(site, OWN, "swimwear")
    put(site, OWN)
    names = Documents(site).names("rubric")
    assert {"apparel", "general", "swimwear"} <= set(names)
    assert list(names) == sorted(set(names))
    assert Documents(site / "missing").names("policy") == tuple(sorted(Documents(site).names("policy")))


def test_that_a_label_is_named_with_its_folder_and_only_the_sites_own_ones_are_kept(site: Path, warehouse: Warehouse) -> None:
    for folder in ("labels/forms", "labels/clients/nordwind%20gmbh"):
        (site / folder).mkdir(parents=True)
    for name in ("labels/restock", "labels/forms/notice", "labels/clients/nordwind%20gmbh/hold", "labels/No Name"):
        (site / f"{name}.toml").write_text("edition = 9\n")
    documents = Documents(site)
    assert documents.own_label("restock") == documents.own_label("hold", "Nordwind GmbH") == "edition = 9\n"
    assert documents.own_label("plate") is documents.own_label("restock", "nordwind") is None
    assert {"labels/plate", "labels/forms/notice", "labels/clients/nordwind%20gmbh/hold"} <= set(documents.names("label"))
    assert refusal(site, "label", "labels/../rubrics/apparel").code == refusal(site, "label", "restock").code == "DOCUMENT_MISSING"
    with warehouse.engine.connect() as connection:
        kept = [document.name for document in documents.unpublished(connection) if document.kind == "label"]
    assert kept == ["labels/clients/nordwind%20gmbh/hold", "labels/forms/notice", "labels/restock"]


def test_that_a_sites_label_that_cannot_be_read_is_a_problem_and_not_the_shipped_one_instead(site: Path) -> None:
    (site / "labels").mkdir()
    (site / "labels" / "restock.toml").write_text("edition = \n")
    assert [problem.code for problem in Documents(site).problems()] == ["DOCUMENT_UNREADABLE"]
    with pytest.raises(Refusal, match="DOCUMENT_UNREADABLE"):
        Documents(site).own_label("restock")


def test_that_every_edition_is_published_once_and_kept_for_ever(site: Path, warehouse: Warehouse) -> None:
    put(site, OWN)
    with warehouse.engine.begin() as connection:
        new = Documents(site).unpublished(connection)
        assert ("rubric", "apparel", 7) in {(document.kind, document.name, document.edition) for document in new}
        for document in (*new, new[0]):
            insert_document(connection, document)
        assert Documents(site).unpublished(connection) == []
        put(site, OWN.replace("7", "8"))
        assert [(document.name, document.edition) for document in Documents(site).unpublished(connection)] == [("apparel", 8)]
        kept = connection.execute(select(table.c.text).where(table.c.name == "apparel", table.c.edition == 7)).scalars().all()
    assert kept == [OWN]


def test_that_a_publication_is_a_fact_about_kind_name_edition_and_digest(site: Path) -> None:
    put(site, OWN)
    document = Documents(site).load("rubric", "apparel")
    fact = publication(document)
    assert (fact.kind, fact.subject) == (DOCUMENT_PUBLISHED, "rubric:apparel")
    assert fact.payload == {"kind": "rubric", "name": "apparel", "edition": 7, "digest": document.digest}


def test_that_what_cannot_be_read_is_not_published_but_reported(site: Path, warehouse: Warehouse) -> None:
    put(site, "edition =")
    documents = Documents(site)
    with warehouse.engine.connect() as connection:
        assert "apparel" not in {document.name for document in documents.unpublished(connection)}
    assert [problem.code for problem in documents.problems()] == ["DOCUMENT_UNREADABLE"]
    put(site, OWN)
    assert documents.problems() == []
