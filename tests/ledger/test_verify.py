"""`verify` says nothing about a station that is as it was written, and names each thing that is not."""

import json
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as pysqlite
import pytest

from station.exchange.export import FolderExport
from station.ledger.digest import digest_of
from station.ledger.findings import KEPT_FOR_EACH_CODE, Report
from station.ledger.readers import Reader
from station.ledger.verify import verify
from station.model.facts import PHOTO_ERASED, Fact, NewFact
from station.texts import notice
from tests.ledger import builders
from tests.ledger.station_folder import UNITS, Station, make_station
from tests.once import copy_folder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Station:
    return make_station(tmp_path_factory.mktemp("template") / "data")


@pytest.fixture
def station(template: Station, tmp_path: Path) -> Station:
    """A copy of its own for each test."""
    return Station(copy_folder(template.path, tmp_path / "data"), template.digests)


def _export(station: Station) -> Path:
    """Exports everything; the folder of the export."""
    with builders.open_ledger(station.path) as ledger:
        FolderExport(ledger, station.path / "exports").run()
    return station.path / "exports" / "folder"


def _found(report: Report) -> list[tuple[str, object]]:
    """Each finding's code and the thing that it names."""
    names = ("seq", "table", "sha256", "counter", "file", "first")
    return [(finding.code, next((finding.params[name] for name in names if name in finding.params), None)) for finding in report.findings]


def test_that_a_whole_station_has_no_findings(station: Station) -> None:
    report = station.verify()
    assert (report.findings, report.facts, report.items, report.photos) == ((), 3 * UNITS, UNITS, UNITS)
    assert report.clean
    assert (report.head_seq, report.head_digest) == station.row("SELECT seq, digest FROM facts ORDER BY seq DESC LIMIT 1")


def test_that_an_empty_station_has_no_findings(tmp_path: Path) -> None:
    with builders.open_ledger(tmp_path / "data"):
        report = verify(tmp_path / "data" / "station.db", tmp_path / "data" / "exports", lambda _sha256: "ok")
    assert (report.findings, report.facts, report.head_seq) == ((), 0, 0)


@pytest.mark.parametrize(
    "change",
    [
        'payload = replace(payload, \'"grade":"B"\', \'"grade":"A"\')',
        "payload = replace(payload, ',', ', ')",
        "payload = replace(payload, '\"actions\":4', '\"actions\":4.0')",
        "payload = 'not JSON'",
        "payload = '[]'",
        "subject = 'B01-000009-X'",
        "at = '2026-11-21T20:18:25.124Z'",
        "actor = 'I-02'",
        "version = 2",
        "kind = 'item.held'",
    ],
)
def test_that_an_edited_fact_is_named(station: Station, change: str) -> None:
    station.tamper(f"UPDATE facts SET {change} WHERE seq = 5")  # noqa: S608 -- the cases above
    assert ("FACT_EDITED", 5) in _found(station.verify())


def test_that_a_fact_written_anew_with_its_digest_breaks_the_chain_behind_it(station: Station) -> None:
    _rewrite(station, 5, 5)
    codes = _found(station.verify())
    assert ("CHAIN_BROKEN", 6) in codes
    assert ("FACT_EDITED", 5) not in codes


def test_that_a_chain_written_anew_is_found_by_the_readers_that_saw_it(station: Station) -> None:
    with builders.open_ledger(station.path) as ledger:
        reader = Reader(ledger, "printing", ["label.*"])
        ledger.append("", (), lambda connection, _facts: reader.advance(connection, 9))
    _rewrite(station, 5, 3 * UNITS)
    assert ("LEDGER_REWRITTEN", 9) in _found(station.verify())


def test_that_a_chain_written_anew_is_found_by_the_exports_that_hold_it(station: Station) -> None:
    _export(station)
    station.tamper("DELETE FROM batches", "DELETE FROM readers")
    assert station.verify().clean
    _rewrite(station, 5, 3 * UNITS)
    assert ("LEDGER_REWRITTEN", 3 * UNITS) in _found(station.verify())


def test_that_a_gap_is_named(station: Station) -> None:
    station.tamper("DELETE FROM facts WHERE seq IN (5, 6)")
    found = _found(station.verify())
    assert found[0] == ("FACTS_MISSING", 5)
    assert "CHAIN_BROKEN" not in dict(found)


def test_that_missing_first_facts_are_named(station: Station) -> None:
    station.tamper("DELETE FROM facts WHERE seq < 4")
    (finding,) = (entry for entry in station.verify().findings if entry.code == "FACTS_MISSING")
    assert finding.params == {"first": 1, "last": 3}


def test_that_a_removed_end_is_found_by_the_rows_made_from_it(station: Station) -> None:
    station.tamper("DELETE FROM facts WHERE seq > 9")
    removed = [finding.params["who"] for finding in station.verify().findings if finding.code == "FACTS_REMOVED"]
    assert removed == [f"items {builders.plate(4)}", f"labels {_job(station, 12)}", f"item_photos {builders.plate(4)}"]


def test_that_a_removed_end_is_found_by_readers_and_exports_when_all_else_was_adjusted(station: Station) -> None:
    _export(station)
    _cut_the_end(station)
    who = {finding.params["who"] for finding in station.verify().findings if finding.code == "FACTS_REMOVED"}
    assert {str(name).split(" ")[0] for name in who} == {"reader", "batch", "export"}


def test_that_a_removed_end_is_found_by_the_manifest_alone(station: Station) -> None:
    _export(station)
    _cut_the_end(station)
    station.tamper("DELETE FROM batches", "DELETE FROM readers")
    report = station.verify()
    assert report.codes == ("FACTS_REMOVED",)
    assert all(str(finding.params["who"]).startswith("export ") for finding in report.findings)


def test_that_a_manifest_of_another_station_is_no_witness(station: Station) -> None:
    manifest = next(_export(station).glob("*.manifest.json"))
    _cut_the_end(station)
    station.tamper("DELETE FROM batches", "DELETE FROM readers")
    manifest.write_text(manifest.read_text().replace('"station": "B01"', '"station": "B02"'))
    assert station.verify().clean


def test_that_an_export_that_was_taken_away_is_no_finding(station: Station) -> None:
    for file in _export(station).iterdir():
        file.unlink()
    assert station.verify().clean


def test_that_a_changed_export_file_and_a_changed_manifest_are_named(station: Station) -> None:
    folder = _export(station)
    lines, manifest = next(folder.glob("*.jsonl")), next(folder.glob("*.manifest.json"))
    lines.write_bytes(lines.read_bytes().replace(b"I-01", b"I-02", 1))
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert {(code, file) for code, file in _found(station.verify()) if code == "EXPORT_CHANGED"} == {
        ("EXPORT_CHANGED", lines),
        ("EXPORT_CHANGED", manifest),
    }


@pytest.mark.parametrize("text", ["no JSON", "{}", "[]", '{"station": 1}'])
def test_that_a_manifest_that_cannot_be_read_is_named(station: Station, text: str) -> None:
    (station.path / "exports" / "x.manifest.json").write_text(text)
    assert station.verify().codes == ("MANIFEST_UNREADABLE",)


def test_that_a_manifest_cannot_point_at_a_file_elsewhere(station: Station) -> None:
    manifest = next(_export(station).glob("*.manifest.json"))
    found = json.loads(manifest.read_text())
    found["files"][0]["name"] = "../../station.db"
    manifest.write_text(json.dumps(found))
    assert "MANIFEST_UNREADABLE" in station.verify().codes


def test_that_an_erased_context_is_no_finding_and_a_changed_one_is(station: Station) -> None:
    station.tamper(
        "UPDATE facts SET context = NULL WHERE seq = 1",
        "UPDATE items SET rma = NULL, order_number = NULL WHERE received_seq = 1",
    )
    assert station.verify().clean
    station.tamper("UPDATE facts SET context = replace(context, 'RMA-10023', 'RMA-99999') WHERE seq = 4")
    assert ("CONTEXT_CHANGED", 4) in _found(station.verify())


def test_that_a_context_put_where_none_was_is_named(station: Station) -> None:
    station.tamper('UPDATE facts SET context = \'{"rma":"RMA-1"}\' WHERE seq = 2')
    assert _found(station.verify()) == [("CONTEXT_CHANGED", 2)]


@pytest.mark.parametrize(
    ("statement", "code", "table"),
    [
        ("UPDATE items SET grade = 'A' WHERE lpn LIKE '%000002%'", "ROW_DIFFERS", "items"),
        ("DELETE FROM items WHERE lpn LIKE '%000002%'", "ROW_MISSING", "items"),
        ("DELETE FROM item_photos WHERE lpn LIKE '%000002%'", "ROW_MISSING", "item_photos"),
        ("INSERT INTO labels SELECT 'B01:0:1', lpn, layout, 9, state, printer, 1, 1 FROM labels LIMIT 1", "ROW_WITHOUT_FACT", "labels"),
        ("UPDATE quarter_hours SET amount = amount + 1 WHERE measure = 'graded'", "ROW_DIFFERS", "quarter_hours"),
    ],
)
def test_that_a_derived_row_that_does_not_follow_from_the_facts_is_named(station: Station, statement: str, code: str, table: str) -> None:
    station.tamper(statement)
    assert _found(station.verify()) == [(code, table)]


def test_that_what_differs_is_said_with_both_values(station: Station) -> None:
    station.tamper("UPDATE items SET grade = 'A', bin = 'R-01' WHERE lpn LIKE '%000002%'")
    told = {finding.params["column"]: (finding.params["was"], finding.params["should"]) for finding in station.verify().findings}
    assert told == {"grade": ("A", "B"), "bin": ("R-01", "OUT-03")}


def test_that_a_missing_a_shortened_and_a_swapped_photo_are_named_with_their_unit(station: Station) -> None:
    first, second, third, fourth = (station.photo(number) for number in range(UNITS))
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    third.write_bytes(fourth.read_bytes())
    report = station.verify()
    assert {(finding.code, finding.params["sha256"], finding.params["lpn"]) for finding in report.findings} == {
        ("PHOTO_GONE", station.digests[0], builders.plate(1)),
        ("PHOTO_CHANGED", station.digests[1], builders.plate(2)),
        ("PHOTO_CHANGED", station.digests[2], builders.plate(3)),
    }


def test_that_an_erased_photo_is_no_finding(station: Station) -> None:
    with builders.open_ledger(station.path) as ledger:
        ledger.append("S-01", [NewFact(PHOTO_ERASED, builders.plate(1), {"sha256": station.digests[0], "why": "retention"})])
    station.photos.erase(station.digests[0])
    report = station.verify()
    assert (report.findings, report.photos) == ((), UNITS - 1)


def test_that_a_photo_erased_while_it_verifies_is_no_finding(station: Station) -> None:
    def erasing(sha256: str) -> str:
        with builders.open_ledger(station.path) as ledger:
            ledger.append("S-01", [NewFact(PHOTO_ERASED, builders.plate(1), {"sha256": sha256, "why": "retention"})])
        station.photos.erase(sha256)
        return station.photos.check(sha256)

    assert verify(station.database, station.path / "exports", erasing).clean


def test_that_a_counter_behind_the_numbers_it_gave_is_named(station: Station) -> None:
    station.tamper("UPDATE counters SET value = 2 WHERE name = 'lpn'")
    (finding,) = station.verify().findings
    assert (finding.code, finding.params) == ("COUNTER_BEHIND", {"counter": "lpn", "value": 2, "given": UNITS})


def test_that_another_ledger_id_without_a_restore_is_named(station: Station) -> None:
    station.tamper("UPDATE meta SET value = 'abcdef' WHERE key = 'ledger'")
    assert _found(station.verify()) == [("LEDGER_ID_CHANGED", 3 * UNITS)]


def test_that_a_flipped_byte_is_named_although_the_quick_check_passes(station: Station) -> None:
    (payload,) = station.row("SELECT payload FROM facts WHERE seq = 5")
    whole = station.database.read_bytes()
    # The last copy: earlier ones are left over from pages that were split.
    at = whole.rindex(payload.encode()) + payload.index('"grade":"B"') + len('"grade":"')
    station.database.write_bytes(whole[:at] + b"A" + whole[at + 1 :])
    assert station.row("PRAGMA quick_check") == ("ok",)
    assert ("FACT_EDITED", 5) in _found(station.verify())


def test_that_a_broken_page_is_named_and_the_photos_are_still_checked(station: Station) -> None:
    (page,) = station.row("SELECT rootpage FROM sqlite_schema WHERE name = 'facts'")
    (size,) = station.row("PRAGMA page_size")
    with station.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    station.photo(0).unlink()
    assert set(station.verify().codes) >= {"DATABASE_BROKEN", "PHOTO_GONE"}


def test_that_it_says_how_far_it_is(station: Station) -> None:
    said: list[tuple[str, int, int]] = []
    station.verify(lambda step, done, whole: said.append((step, done, whole)))
    last = {step: (done, whole) for step, done, whole in said}
    assert last == {"database": (1, 1), "facts": (12, 12), "exports": (0, 0), "photos": (UNITS, UNITS)}
    assert list(last) == ["database", "facts", "exports", "photos"]


def test_that_a_bench_goes_on_working_while_it_verifies(station: Station) -> None:
    with builders.open_ledger(station.path) as ledger:
        numbers = iter(range(90, 99))

        def working(step: str, _done: int, _all: int) -> None:
            if step == "facts":
                ledger.append("I-01", [builders.received(builders.plate(next(numbers)))])

        # The appended units have numbers beyond the counter on purpose: they are after the snapshot, so nobody may say so.
        assert station.verify(working).clean


def test_that_the_list_is_bounded_and_says_how_many_more_there_are(tmp_path: Path) -> None:
    path, count = tmp_path / "data", KEPT_FOR_EACH_CODE + 25
    with builders.open_ledger(path) as ledger:
        ledger.append("I-01", [builders.received(builders.plate(number), rma=f"RMA-{number}") for number in range(1, count + 1)])
    whole = Station(path, ())
    whole.tamper("UPDATE facts SET actor = 'X'")
    whole.tamper("INSERT INTO counters VALUES ('lpn', :count)", count=count)
    report = whole.verify()
    assert sum(finding.code == "FACT_EDITED" for finding in report.findings) == KEPT_FOR_EACH_CODE
    assert report.more["FACT_EDITED"] == 25


def test_that_every_finding_has_its_sentence(station: Station) -> None:
    _export(station)
    station.tamper("UPDATE facts SET actor = 'X' WHERE seq = 2", "DELETE FROM facts WHERE seq > 9", "UPDATE items SET grade = 'C'")
    for number in range(UNITS):
        station.photo(number).unlink()
    for finding in station.verify().findings:
        said = notice(finding.as_error())
        assert (said.severity, said.code) == ("fault", finding.code)
        assert "{" not in said.message + said.advice


def _job(station: Station, seq: int) -> str:
    with builders.open_ledger(station.path) as ledger:
        return f"{ledger.station}:{ledger.ledger_id}:{seq}"


def _cut_the_end(station: Station) -> None:
    """Takes the last unit out of the facts and out of everything that was made from them."""
    station.tamper(
        "DELETE FROM items WHERE last_seq > :last",
        "DELETE FROM item_photos WHERE seq > :last",
        "DELETE FROM labels WHERE last_seq > :last",
        "DELETE FROM facts WHERE seq > :last",
        last=9,
    )
    station.tamper("UPDATE quarter_hours SET amount = amount / :all * (:all - 1)", all=UNITS)


def _rewrite(station: Station, first: int, last: int) -> None:
    """Changes a grade and writes the chain anew from there to `last`, digests and all, and the tables with it."""
    with closing(pysqlite.connect(str(station.database), isolation_level=None)) as connection:
        facts = _facts(station, first, last)
        previous = connection.execute("SELECT digest FROM facts WHERE seq = ?", (first - 1,)).fetchone()[0]
        for fact in facts:
            payload = dict(fact.payload) | ({"grade": "A"} if fact.seq == first else {})
            text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            body = fact.as_json() | {"payload": payload, "previous": previous}
            digest = digest_of(Fact(**body))
            connection.execute("UPDATE facts SET payload = ?, previous = ?, digest = ? WHERE seq = ?", (text, previous, digest, fact.seq))
            previous = digest


def _facts(station: Station, first: int, last: int) -> list[Fact]:
    with builders.open_ledger(station.path) as ledger:
        return list(ledger.facts(first - 1, limit=last - first + 1))
