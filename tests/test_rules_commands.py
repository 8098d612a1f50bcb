"""`rules`: the documents that decide, as somebody at a site lists, reads, edits, checks, tries and publishes them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from station.assembly import open_station
from station.cli import app
from station.clock import SystemClock
from station.model.facts import DOCUMENT_PUBLISHED
from station.resources import resource_text
from tests.insight.conftest import worked
from tests.once import copy_folder
from tests.test_cli import run_in

__all__ = ["worked"]

HIGHER = 9
STAIN = ('label = "No; up to 5 mm, not on the front", forces = "B"', 'label = "No; up to 5 mm, not on the front", forces = "C"')


@pytest.fixture
def data(worked: Path, tmp_path: Path) -> Path:
    """A station that has graded: one A, one B, one hold."""
    copy_folder(worked, tmp_path / "data")
    return tmp_path / "data"


def edited(tmp_path: Path, name: str, *changes: tuple[str, str], edition: int = HIGHER) -> Path:
    """A shipped document with some texts replaced, as somebody would edit it."""
    folder = "policies" if name in ("dispositions", "conditions", "holds") else "rubrics"
    text = re.sub(r"^edition = \d+", f"edition = {edition}", resource_text(f"{folder}/{name}.toml"), flags=re.MULTILINE)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / f"my {name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def told(result: Result) -> dict[str, Any]:
    assert result.stdout, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def published(data: Path) -> list[str]:
    with open_station(data, SystemClock()) as station:
        facts = station.ledger.facts(kinds=(DOCUMENT_PUBLISHED,))
        return [f"{fact.payload['name']}@{fact.payload['edition']}" for fact in facts if fact.payload["edition"] >= HIGHER]


def test_that_every_document_is_listed_with_its_edition_and_whose_it_is(data: Path) -> None:
    documents = told(run_in(data, "rules", "list", "--json"))["documents"]
    assert {each["name"] for each in documents} >= {"apparel", "general", "findings", "dispositions", "conditions", "holds"}
    assert all(each["valid"] and not each["own"] and each["edition"] >= 1 for each in documents)
    (data / "documents" / "policies").mkdir(parents=True)
    (data / "documents" / "policies" / "disposition.toml").write_text('name = "dispositions"\nedition = 1\n')
    (data / "documents" / "policies" / "holds.toml").write_text("edition = \n")
    listed = {each["name"]: each for each in told(run_in(data, "rules", "list", "--json"))["documents"]}
    assert [listed[name]["wrong"]["code"] for name in ("disposition", "holds")] == ["DOCUMENT_NEVER_READ", "DOCUMENT_UNREADABLE"]
    assert "the site's own" in run_in(data, "rules", "list").stdout


def test_that_a_document_is_shown_as_its_text_and_a_policy_as_a_table_in_words(data: Path) -> None:
    assert run_in(data, "rules", "show", "apparel").stdout == resource_text("rubrics/apparel.toml").rstrip("\n") + "\n"
    table = run_in(data, "rules", "show", "dispositions", "--table").stdout
    assert re.search(r"#3 +grade A +restock +the product's own, else A-00", table)
    assert "destroy (derogation: hygiene)" in table
    rows = told(run_in(data, "rules", "show", "conditions", "--table", "--json"))["rows"]
    assert (rows[0]["google"], rows[-1]["units"], rows[-1]["amazon"]) == ("new", "every other unit", "Unsellable")
    assert "RS-HOLD-CLIENT" in run_in(data, "rules", "show", "holds", "--table").stdout
    assert run_in(data, "rules", "show", "apparel", "--table").stderr.startswith("DOCUMENT_HAS_NO_TABLE")
    assert run_in(data, "rules", "show", "apparell").stderr.startswith("DOCUMENT_MISSING")


def test_that_a_copy_to_edit_decides_nothing_is_never_overwritten_and_has_the_next_edition(data: Path) -> None:
    started = told(run_in(data, "rules", "start", "dispositions", "--json"))
    draft = Path(started["file"])
    assert f"edition = {started['edition'] + 1}\n" in draft.read_text()
    assert not told(run_in(data, "rules", "list", "--json"))["documents"][1]["own"]
    draft.write_text(draft.read_text() + "# mine\n")
    assert run_in(data, "rules", "start", "dispositions").stderr.startswith("DRAFT_EXISTS")
    assert draft.read_text().endswith("# mine\n")
    assert run_in(data, "rules", "publish", str(draft)).exit_code == 0


def test_that_a_good_document_is_published_at_once_with_its_fact_and_counts_from_the_next_start(data: Path, tmp_path: Path) -> None:
    file = edited(tmp_path, "dispositions", ('outlet = "OUT-03"', 'outlet = "OUT-77"'))
    result = run_in(data, "rules", "publish", str(file))
    assert result.exit_code == 0, result.stderr
    assert "from the next start of the bench" in result.stdout
    assert (data / "documents" / "policies" / "dispositions.toml").read_text() == file.read_text()
    assert published(data) == [f"dispositions@{HIGHER}"]
    shown = told(run_in(data, "rules", "show", "dispositions", "--json"))
    assert (shown["edition"], shown["own"]) == (HIGHER, True)


WRONG = [
    ("dispositions", (('outcome = ["A"]\nthen = "restock"', 'outcome = ["A", "C"]\nthen = "restock"'),), "rules #3"),
    ("dispositions", (('quarantine = "QUA-01"', 'quarantine = "A-00"'),), "must not lie together"),
    ("dispositions", (('hold = "HOLD-01"', 'hold = "A-01-02"'),), "stock of a product"),
    (
        "conditions",
        (('ebay = 7000, amazon = "Unsellable", shopify = "NOT_RESTOCKED"', "ebay = 3000"),),
        "ebay 3000 may be said of A, B only",
    ),
    ("holds", (('CLIENT = "HOLD-C"', 'CLIENT = "OUT-03"'),), "held units must not lie there"),
    ("apparel", (('"TAG_OFF", ', '"TAG_OF", '),), "TAG_OF"),
    ("findings", (("[findings.TAG_OFF]", "[findings.TAG_OFFF]"),), "TAG_OFF"),
]


@pytest.mark.parametrize(("name", "changes", "why"), WRONG, ids=[f"{name} {why}" for name, _, why in WRONG])
def test_that_a_wrong_document_is_refused_with_entry_and_reason_and_the_old_one_stays(
    data: Path, tmp_path: Path, name: str, changes: tuple[tuple[str, str], ...], why: str
) -> None:
    file = edited(tmp_path, name, *changes)
    for command in ("check", "publish"):
        result = run_in(data, "rules", command, str(file))
        assert (result.exit_code, why in result.stdout) == (1, True), result.stdout
    answer = told(run_in(data, "rules", "check", str(file), "--json"))
    assert (answer["valid"], bool(answer["wrong"])) == (False, True)
    assert list((data / "documents").rglob("*.toml")) == []
    assert published(data) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("edition = 1\n", "DOCUMENT_OF_NO_KIND"),
        ('name = "labels"\nedition = 1\n', "DOCUMENT_OF_NO_KIND"),
        ('name = "../x"\nedition = 1\nboard = []\n', "DOCUMENT_NAME"),
        ('name = "findings"\nedition = 1\nboard = []\n', "DOCUMENT_NAME"),
        ('name = "holds"\nedition = true\n', "DOCUMENT_UNREADABLE"),
        ("name = holds\n", "DOCUMENT_UNREADABLE"),
        (None, "DOCUMENT_NOT_READ"),
    ],
)
def test_that_a_file_that_is_no_document_is_told_apart(data: Path, tmp_path: Path, text: str | None, code: str) -> None:
    file = tmp_path / "file.toml"
    if text is not None:
        file.write_text(text)
    assert run_in(data, "rules", "check", str(file)).stderr.startswith(code)


def test_that_an_edition_that_was_here_before_is_refused_even_after_the_document_was_taken_away(data: Path, tmp_path: Path) -> None:
    first = edited(tmp_path, "holds", ("CLIENT = 7", "CLIENT = 8"))
    assert run_in(data, "rules", "publish", str(first)).exit_code == 0
    (data / "documents" / "policies" / "holds.toml").unlink()
    again = edited(tmp_path, "holds", ("CLIENT = 7", "CLIENT = 9"))
    assert run_in(data, "rules", "publish", str(again)).stderr.startswith("EDITION_NOT_HIGHER")
    assert run_in(data, "rules", "publish", str(edited(tmp_path, "holds", edition=HIGHER + 1))).exit_code == 0


def test_that_two_wrong_documents_can_be_put_right_one_after_the_other(data: Path, tmp_path: Path) -> None:
    folder = data / "documents" / "policies"
    folder.mkdir(parents=True)
    (folder / "holds.toml").write_text('name = "holds"\nedition = 2\n')
    (folder / "conditions.toml").write_text('name = "conditions"\nedition = 3\nrows = []\n')
    first = run_in(data, "rules", "publish", str(edited(tmp_path, "conditions")))
    assert (first.exit_code, "another document is wrong" in first.stdout) == (0, True)
    second = run_in(data, "rules", "publish", str(edited(tmp_path, "holds")))
    assert (second.exit_code, "another document is wrong" in second.stdout) == (0, False)


def test_that_a_rule_which_never_fits_and_a_client_that_nobody_knows_are_doubtful_and_no_reason_to_refuse(
    data: Path, tmp_path: Path
) -> None:
    rule = '[[rules]]\noutcome = ["B"]\nclients = ["nortwind"]\nthen = "donate"\n'
    file = edited(tmp_path, "dispositions")
    file.write_text(file.read_text() + rule)
    result = run_in(data, "rules", "check", str(file))
    assert result.exit_code == 0
    assert "it never decides anything: #4, #5, #6 before it takes all its units" in result.stdout
    assert "nobody here knows the client nortwind; did you mean northwind?" in result.stdout


def test_that_a_document_is_tried_on_past_units_and_changes_nothing(data: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in data.rglob("*") if path.suffix == ".toml")
    moved = edited(tmp_path, "dispositions", ('outlet = "OUT-03"', 'outlet = "OUT-77"'))
    trial = told(run_in(data, "rules", "try", str(moved), "--json"))
    assert (trial["tried"], trial["changed"], trial["not_tried"]) == (2, 1, 0)
    assert [(each["was"], each["would_be"]) for each in trial["first"]] == [("outlet, OUT-03", "outlet, OUT-77")]
    worse = edited(tmp_path, "findings", STAIN)
    assert [(each["was"], each["would_be"]) for each in told(run_in(data, "rules", "try", str(worse), "--json"))["first"]] == [("B", "C")]
    said = edited(tmp_path, "conditions", ("ebay = 2990", "ebay = 3010"))
    assert told(run_in(data, "rules", "try", str(said), "--json"))["changed"] == 1
    assert "2 past units: 1 would be decided otherwise" in run_in(data, "rules", "try", str(moved)).stdout
    assert sorted(path.name for path in data.rglob("*") if path.suffix == ".toml") == before


def test_that_a_running_station_keeps_its_documents_and_publishing_waits_for_it(data: Path, tmp_path: Path) -> None:
    with open_station(data, SystemClock()):
        result = run_in(data, "rules", "publish", str(edited(tmp_path, "holds")))
        assert result.stderr.startswith("SECOND_INSTANCE")
        assert run_in(data, "rules", "check", str(edited(tmp_path, "holds"))).exit_code == 0


def test_that_publishing_is_one_of_the_commands() -> None:
    assert "rules" in {group.name for group in app.registered_groups}
