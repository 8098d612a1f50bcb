"""RS-RETAKE on a real ledger: the last picture of the last unit is another one, after a restart as well; the unit stays what it was."""

from tests.session.shop import Bench

CLEAN = ("RMA-10001", "9521321000025", "RS-AS-NEW")


def digests(bench: Bench) -> list[list[str]]:
    return [[photo["sha256"] for photo in fact.payload["photos"]] for fact in bench.facts("item.graded")]


def test_that_a_finished_unit_is_shown_with_its_pictures_and_gets_another_last_one(bench: Bench) -> None:
    last = bench.take(*CLEAN).snapshot.last
    assert last is not None
    assert last["retake"]
    assert [(each["label"], each["sha256"]) for each in last["pictures"]][-1][1] == digests(bench)[0][-1]
    bench.session.photograph_itself(itself=False)
    outcome = bench.take("RS-RETAKE")
    assert [fact.kind for fact in outcome.facts] == ["item.reopened", "label.voided"]
    item = outcome.snapshot.item
    assert outcome.snapshot.state == "photographing"
    assert item is not None
    assert (item["photos"], item["photos_due"]) == (len(digests(bench)[0]) - 1, len(digests(bench)[0]))
    bench.restart()
    bench.session.photograph_itself(itself=False)
    assert bench.session.snapshot.state == "photographing", "the picture is still due"
    assert [fact.kind for fact in bench.take("RS-PHOTO").facts] == ["item.graded", "label.queued"]
    first, second = digests(bench)
    assert (first[:-1], first[-1] != second[-1]) == (second[:-1], True)
    assert bench.facts("item.graded")[1].payload["grade"] == bench.facts("item.graded")[0].payload["grade"]


def test_that_a_bench_whose_pictures_take_themselves_takes_the_new_one_at_once(bench: Bench) -> None:
    bench.take(*CLEAN)
    assert [fact.kind for fact in bench.take("RS-RETAKE").facts] == ["item.reopened", "label.voided", "item.graded", "label.queued"]


def test_that_there_is_nothing_to_retake_before_the_first_unit_and_with_one_in_hand(bench: Bench) -> None:
    refused = bench.take("RS-RETAKE").refusal
    assert refused is not None
    assert refused.code == "NOTHING_TO_RETAKE"
    refused = bench.take("RMA-10001", "9521321000025", "RS-RETAKE").refusal
    assert refused is not None
    assert refused.code == "NOT_NOW"
