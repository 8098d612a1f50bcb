"""The session: what is acknowledged is saved, what is in hand survives a restart, and no number is given twice."""

from station.bench.drafts import undo
from station.session import saved
from station.session.rulebook import load_rulebook
from tests.session.shop import Bench

TEE, COAT, SCARF = "9521321000025", "9521321000186", "9521321000216"


def test_that_a_unit_in_hand_comes_back_at_the_same_question(bench: Bench) -> None:
    before = bench.take("RMA-10001", TEE, "RS-FIND-STAIN", "RS-DONE").snapshot
    bench.restart()
    assert bench.session.snapshot == before
    assert [fact.kind for fact in bench.take("RS-ANSWER-2").facts] == ["item.received", "item.graded", "label.queued"]


def test_that_undo_after_a_restart_takes_back_the_same_step(bench: Bench) -> None:
    bench.take("RMA-10001", TEE, "RS-FIND-STAIN", "RS-DONE")
    bench.restart()
    snapshot = bench.take("RS-UNDO").snapshot
    assert snapshot.prompt is not None
    assert (snapshot.prompt["id"], snapshot.item and snapshot.item["findings"]) == ("BOARD", ["STAIN"])


def test_that_a_draft_that_no_longer_replays_becomes_a_hold_and_the_unit_is_not_lost(bench: Bench) -> None:
    bench.take("RMA-10001", TEE, "RS-FIND-STAIN", "RS-DONE")
    own = bench.station.folder.documents / "rubrics"
    own.mkdir(parents=True)
    shipped = bench.station.documents.load("rubric", "apparel").text
    (own / "apparel.toml").write_text(shipped.replace('"STAIN", ', ""), encoding="utf-8")
    bench.restart()
    held = bench.facts("item.held")
    assert [(fact.payload["reasons"][0]["reason"], fact.payload["sku"]) for fact in held] == [("REPLAY", "NW-TEE-BLK-M")]
    assert bench.session.snapshot.state == "parcel"


def test_that_an_open_parcel_is_the_context_again_after_a_restart(bench: Bench) -> None:
    bench.take("RMA-10002", "9521321000087", "RS-AS-NEW")
    bench.restart()
    parcel = bench.session.snapshot.parcel
    assert parcel is not None
    assert (parcel["code"], parcel["received"]) == ("RMA-10002", 1)


def test_that_no_plate_is_given_twice_whatever_is_undone_or_restarted(bench: Bench) -> None:
    for _ in range(3):
        bench.take(SCARF, "RS-UNDO", SCARF, "RS-AS-NEW")
        bench.restart()
    plates = [fact.subject for fact in bench.facts("item.received")]
    assert len(set(plates)) == len(plates) == 3


def test_that_a_broken_picture_keeps_the_unit_open_and_the_next_one_finishes_it(bench: Bench) -> None:
    (bench.folder / "photos" / "0.jpg").write_bytes(b"no picture")
    outcome = bench.take("RMA-10001", TEE, "RS-AS-NEW")
    assert (outcome.facts, outcome.refusal and outcome.refusal.code, outcome.snapshot.state) == ((), "PHOTO_NOT_A_PICTURE", "photographing")
    assert [fact.kind for fact in bench.take("RS-PHOTO").facts] == ["item.received", "item.graded", "label.queued"]


def test_that_without_a_camera_the_picture_is_asked_for_and_nothing_is_graded(bench_without_camera: Bench) -> None:
    bench = bench_without_camera
    assert bench.take("RMA-10001", TEE, "RS-AS-NEW").snapshot.state == "photographing"
    refused = bench.take("RS-PHOTO").refusal
    assert refused is not None
    assert refused.code == "NO_CAMERA"
    assert bench.facts("item.*") == []


def test_that_every_photo_of_a_fact_is_in_the_store(bench: Bench) -> None:
    bench.take("RMA-10001", TEE, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-2")
    photos = bench.facts("item.graded")[0].payload["photos"]
    assert [photo["shot"] for photo in photos] == ["CLOSE", "WIDE"]
    assert {bench.station.photos.check(photo["sha256"]) for photo in photos} == {"ok"}


def test_that_a_parked_unit_survives_a_restart_and_is_found_by_its_plate(bench: Bench) -> None:
    parked = bench.take("RMA-10008", COAT, "RS-FIND-STAIN", "RS-PARK").facts[0].subject
    bench.take(SCARF, "RS-ANSWER-1", "RS-AS-NEW")
    bench.restart()
    assert bench.session.snapshot.parked == (parked,)
    snapshot = bench.take(parked).snapshot
    assert snapshot.item is not None
    assert (snapshot.item["lpn"], snapshot.item["findings"]) == (parked, ["STAIN"])


def test_that_a_parked_unit_is_never_missing_and_nobody_else_takes_its_line(bench: Bench) -> None:
    bench.take("RMA-10002", "9521321000087", "RS-PARK", "9521321000087", "RS-AS-NEW")
    parcel = bench.take("RMA-10002").snapshot.parcel
    assert parcel is not None
    assert parcel["lines"][0]["seen"] == 2
    assert bench.take("9521321000087").snapshot.state == "choosing"
    bench.take("RS-UNDO", "RS-RESUME", "RS-AS-NEW", "RS-CLOSE", "3")
    closed = bench.facts("parcel.closed")[0].payload
    assert ([line["sku"] for line in closed["separate"]], closed["missing"], closed["received"]) == (["NW-BEAN-NVY"], [], 2)


def test_that_taking_a_unit_up_again_leaves_the_parcel_that_is_open(bench: Bench) -> None:
    bench.take("RMA-10008", COAT, "RS-FIND-STAIN", "RS-PARK", "RMA-10001")
    snapshot = bench.take("RS-RESUME").snapshot
    assert (snapshot.parcel and snapshot.parcel["code"], snapshot.item and snapshot.item["findings"]) == ("RMA-10001", ["STAIN"])
    snapshot = bench.take("RS-UNDO").snapshot
    assert (snapshot.parcel and snapshot.parcel["code"], snapshot.item and snapshot.item["findings"]) == ("RMA-10001", [])
    refused = bench.take("RS-UNDO").refusal
    assert refused is not None
    assert refused.code == "NOTHING_TO_UNDO"
    graded = bench.take("RS-AS-NEW", "RS-ANSWER-1")
    assert [fact.kind for fact in graded.facts] == ["item.received", "item.graded", "label.voided", "label.queued"]
    assert graded.snapshot.parcel is not None
    assert graded.snapshot.parcel["received"] == 0


def test_that_what_is_set_aside_is_not_changed_elsewhere(bench: Bench) -> None:
    bench.take(SCARF, "RS-FIND-STAIN", "RS-DONE", "RS-ANSWER-1", "RS-REWORK", "RS-PARK")
    for text in ("RS-UNDO", "RS-GRADE-C", "RS-BIN-OUT-03", "RS-REPRINT"):
        refused = bench.take(text).refusal
        assert refused is not None
        assert refused.code == "UNIT_SET_ASIDE"


def test_that_a_draft_that_cannot_be_read_is_kept_aside_and_the_bench_opens(bench: Bench) -> None:
    bench.take("RMA-10001", TEE)
    with bench.station.ledger.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE drafts SET body = '{}'")
    bench.restart()
    assert [notice.code for notice in bench.session.notices] == ["DRAFT_UNREADABLE"]
    assert bench.session.snapshot.state == "ready"
    with bench.station.reader.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM drafts WHERE state = 'unreadable'").scalar_one() == 1


def test_that_a_draft_reads_back_as_it_was_written(bench: Bench) -> None:
    bench.take("RMA-10001", TEE, "RS-FIND-STAIN")
    text = saved.load(bench.station.reader, saved.BENCH)
    rules, _ = load_rulebook(bench.station.documents)
    assert text is not None
    draft = saved.from_json(text, rules)
    assert saved.to_json(draft) == text
    assert saved.to_json(undo(draft, rules)) != text


def test_that_a_site_rubric_that_cannot_be_read_holds_its_units(bench: Bench) -> None:
    own = bench.station.folder.documents / "rubrics"
    own.mkdir(parents=True)
    (own / "apparel.toml").write_text("board = [", encoding="utf-8")
    bench.restart()
    facts = bench.take("RMA-10001", TEE).facts
    assert [(fact.kind, fact.payload.get("disposition")) for fact in facts][1] == ("item.held", "hold")
    assert facts[1].payload["reasons"][0]["reason"] == "RUBRIC"
