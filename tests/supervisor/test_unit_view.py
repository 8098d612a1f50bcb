"""What a unit's page is told from: whatever a unit lived through reads well, and nothing is claimed that the facts do not say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from station.errors import Refusal
from station.exchange.export import FolderExport
from station.ledger.erasure import erase_contexts
from station.ledger.readers import Reader
from station.model import facts as kinds
from station.model.facts import NewFact
from station.supervisor.acts_units import Correct, Hold, Reopen
from station.supervisor.unit import UnitView, unit_view
from tests.supervisor.unit_stories import HOODIE, Bench, open_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_bench(tmp_path) as opened:
        yield opened


def view(bench: Bench, lpn: str) -> UnitView:
    return unit_view(bench.opened, lpn, "en", bench.opened.zone)


def test_that_a_unit_regraded_three_times_shows_each_judgement_with_what_it_forced_and_which_it_replaced(bench: Bench) -> None:
    lpn = bench.stained()
    for answer in ("RS-AS-NEW", "", "RS-AS-NEW"):
        bench.act(Reopen(lpn, "CHECK"))
        bench.again(lpn, *([answer] if answer else ["RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-3"]))
    told = view(bench, lpn)
    assert [each.what for each in told.judgements] == ["Graded A", "Graded C", "Graded A", "Graded B"]
    assert [each.stands for each in told.judgements] == [True, False, False, False]
    assert [each.of for each in told.judgements] == [*[each.seq for each in told.judgements[1:]], 0]
    stain = told.judgements[1].answers[0]
    assert (stain.about, stain.answer, stain.how, stain.forces) == (
        "Stain or make-up mark",
        "No; over 5 mm, or on the front",
        "asked",
        "grade C",
    )
    assert told.mark == "A"
    assert [label.copy for label in told.labels if label.counts] == [4]
    assert [each.more for each in told.timeline if each.kind == "item.reopened"] == ["a check of the grading"] * 3


def test_that_what_was_assumed_is_told_apart_from_what_was_asked(bench: Bench) -> None:
    bench.scans("RMA-10001", "9521321000025", "RS-AS-NEW")
    hows = {each.how for each in view(bench, bench.last()).judgements[0].answers}
    assert {"assumed: the board was closed", "on the board, not chosen", "not asked"} <= hows
    assert "asked" not in hows


def test_that_a_correction_says_what_by_whom_and_why_in_the_timeline(bench: Bench) -> None:
    lpn = bench.stained()
    bench.act(Correct(lpn, "serial", "SN-77", "CLIENT_SAYS", "by mail"))
    told = view(bench, lpn)
    entry = next(each for each in told.timeline if each.kind == "item.corrected")
    assert (entry.who, entry.what, entry.more) == ("Sam", "serial number SN-77 instead of –", "the client says so; “by mail”")
    assert "serial number: SN-77" in told.known
    assert [each.value for each in told.possible.fields if each.field == "serial"] == ["SN-77"]


def test_that_a_unit_whose_context_was_erased_says_so_and_shows_the_rest(bench: Bench) -> None:
    lpn = bench.stained()
    bench.act(Correct(lpn, "serial", "SN-77", "CLIENT_SAYS", "by mail"))
    assert ("Return", "RMA-10002") in view(bench, lpn).came
    erase_contexts(bench.opened.ledger, [lpn])
    told = view(bench, lpn)
    assert told.erased
    assert "Return" not in dict(told.came)
    assert dict(told.came)["SKU"] == "NW-HOOD-GRY-L"
    assert [each.more for each in told.timeline if each.kind == "item.corrected"] == ["the client says so"]


def test_that_erased_pictures_say_when_and_missing_ones_that_they_are_gone(bench: Bench) -> None:
    lpn = bench.stained()
    first, second = view(bench, lpn).photos
    bench.opened.ledger.append("station", [NewFact(kinds.PHOTO_ERASED, lpn, {"sha256": first.sha256, "why": "retention"})])
    for picture in (first, second):
        bench.opened.photos.erase(picture.sha256)
    gone = [each.gone for each in view(bench, lpn).photos]
    assert gone[0].startswith("Erased on ")
    assert gone[1] == "This picture is not on the disk any more"


def test_that_twelve_pictures_come_once_each_with_their_circles(bench: Bench) -> None:
    bench.scans("RMA-10002", HOODIE, "RS-AIM-420-300-90", *["RS-PHOTO"] * 10, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
    lpn = bench.last()
    bench.act(Hold(lpn, "CLIENT"))  # the hold names the same pictures again
    photos = view(bench, lpn).photos
    assert (len(photos), len({each.sha256 for each in photos})) == (12, 12)
    assert photos[0].circles == ((420, 300, 90),)
    assert [each.finding for each in photos[-2:]] == ["Stain or make-up mark"] * 2


def test_that_a_unit_that_was_never_identified_reads_as_that(bench: Bench) -> None:
    bench.scans("RMA-10001", "RS-ANSWER-9")
    told = view(bench, bench.last())
    assert (told.title, told.standing, told.mark) == ("Unidentified unit", "on hold, not identified", "H")
    assert (told.judgements[0].because, told.judgements[0].answers, told.documents) == ("Not identified", (), ())
    assert [code for code, _words in told.possible.decisions] == ["IDENTIFY", "RETURN_TO_CUSTOMER"]


def test_that_a_unit_in_a_shipped_lot_tells_that_its_lot_left(bench: Bench) -> None:
    lpn = bench.stained()
    lot = {"lot": "L12", "client": "northwind"}
    bench.opened.ledger.append(bench.sam.id, [NewFact(kinds.ITEM_LOTTED, lpn, {**lot, "sku": "S", "disposition": "outlet"})])
    bench.opened.ledger.append(
        bench.sam.id,
        [NewFact(kind, "L12", {**lot, "lpns": [lpn], "to": "Buyer", "reference": "PO-7"}) for kind in ("lot.closed", "lot.shipped")],
    )
    told = view(bench, lpn)
    assert "has left with lot L12" in told.say
    assert [each.what for each in told.timeline[-3:]] == ["put into lot L12", "lot L12 closed", "lot L12 shipped to Buyer (PO-7)"]
    assert told.possible.correct == ""
    assert all((told.possible.hold, told.possible.reprint, told.possible.reopen))


def test_that_a_unit_in_somebodys_hand_says_so_and_may_not_be_touched(bench: Bench) -> None:
    bench.scans("RMA-10002", HOODIE)
    lpn = bench.session.in_hand
    told = view(bench, lpn)
    assert (told.state, told.timeline, told.labels) == ("in_hand", (), ())
    assert told.possible.correct == told.possible.hold == told.in_hand != ""


def test_that_each_export_tells_what_left_in_which_file_what_waits_and_what_was_refused(bench: Bench) -> None:
    assert view(bench, bench.stained()).exports == ()
    lpn, ledger, exports = bench.last(), bench.opened.ledger, bench.opened.exports
    FolderExport(ledger, exports).run()
    FolderExport(ledger, exports, "alpine", client="alpine").run()
    bench.act(Hold(lpn, "CLIENT"))
    graded = next(ledger.facts(kinds=(kinds.ITEM_GRADED,), subject=lpn))
    reader = Reader(ledger, "export:folder", ("item.*",))
    ledger.append("", (), lambda connection, _: reader.reject(connection, graded.seq, "no such SKU"))
    alpine, folder = view(bench, lpn).exports
    assert (alpine.target, alpine.says, alpine.facts) == ("alpine", "nothing of this unit", ())
    assert (folder.says, folder.trouble) == ("1 fact written, 1 waits for the next export, 1 was refused", True)
    assert [(each.state, bool(each.file), each.answer) for each in folder.facts] == [
        ("sent", True, ""),
        ("rejected", False, "no such SKU"),
        ("waits", False, ""),
    ]


def test_that_a_judgement_keeps_the_words_of_its_edition_and_says_that_another_counts_now(bench: Bench) -> None:
    lpn = bench.stained()
    own = bench.opened.folder.documents / "rubrics" / "apparel.toml"
    text = bench.opened.documents.load("rubric", "apparel").text
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(text.replace("edition = 2", "edition = 3", 1), encoding="utf-8")
    bench.opened.documents._read.clear()
    documents = {each.what: each for each in view(bench, lpn).documents}
    assert (documents["Rubric"].edition, documents["Rubric"].counts, documents["Rubric"].kept) == ("2", False, True)
    assert documents["Catalogue of findings"].counts
    assert documents["Places"].rule != ""


def test_that_a_plate_that_nobody_knows_is_refused(bench: Bench) -> None:
    for code in ("B02-999999-X", "RMA-10002", ""):
        with pytest.raises(Refusal, match="UNIT_UNKNOWN"):
            view(bench, code)
