"""Labels that come out one by one while the bench waits for one of them: each scan counts, wrong ones are refused, the words say which."""

from tests.session.shop import Bench
from tests.session.test_scan_back import OTHER, TEE, _plate_of_a_roll, always, details, grade, label

__all__ = ["always"]  # the fixture


def set_aside_and_next(bench: Bench) -> tuple[str, str]:
    """The printer is off: one unit set aside without its label, the next on a plate of a roll waits for its own; both plates."""
    first = grade(bench)
    bench.prints()
    bench.take(first)
    roll = _plate_of_a_roll(bench)
    aside = grade(bench)
    bench.session.printer_told(trouble=True)
    bench.answers("NO_LABEL")
    assert bench.take(roll, OTHER).snapshot.item is not None
    bench.take("RS-AS-NEW", "1", "1")
    assert (bench.session.snapshot.state, label(bench)["lpn"]) == ("labelling", roll)
    return aside, roll


def comes_out(bench: Bench, lpn: str) -> None:
    """Printing gives out what waits, and says whose label it is."""
    bench.prints("label.confirmed")
    bench.session.printer_told(trouble=False, on_paper=lpn)


def prompt(bench: Bench) -> str:
    asked = bench.session.snapshot.prompt
    assert asked is not None
    return str(asked["text"])


def test_that_a_label_that_comes_out_first_is_named_and_taken_while_another_is_waited_for(always: Bench) -> None:
    aside, roll = set_aside_and_next(always)
    comes_out(always, aside)
    assert prompt(always).startswith(f"First the label {aside}: put it on its unit (T-shirt organic cotton, black, M)")
    seen = always.take(aside)
    assert [(fact.kind, fact.subject, fact.payload["detail"]) for fact in seen.facts] == [("label.confirmed", aside, "SCANNED")]
    assert seen.notice is not None
    assert (seen.notice.code, seen.notice.params["scanned"], seen.notice.params["other"]) == (
        "LABEL_OF_OTHER_UNIT",
        aside,
        "T-shirt organic cotton, black, M",
    )
    assert (seen.snapshot.state, label(always)["lpn"]) == ("labelling", roll), "its own is still waited for"
    assert "First the label" not in prompt(always)
    again = always.take(aside)
    assert (again.facts, again.refusal and again.refusal.code) == ((), "LABEL_OF_ANOTHER"), "that one is on its unit already"
    assert always.take(str(label(always)["code"])).snapshot.state == "ready"
    assert details(always).count("SCANNED") == 3


def test_that_the_plate_of_a_parked_unit_is_taken_too_and_does_not_take_it_up(always: Bench) -> None:
    parked = always.take("RS-CLIENT-northwind", TEE, "RS-BLIND", "RS-PARK").facts[-1].subject
    waits = grade(always, OTHER)
    comes_out(always, parked)
    seen = always.take(parked)
    assert [(fact.kind, fact.subject) for fact in seen.facts] == [("label.confirmed", parked)]
    assert (seen.notice and seen.notice.code, seen.snapshot.item, label(always)["lpn"]) == ("LABEL_OF_OTHER_UNIT", None, waits)
    assert always.take(waits).snapshot.state == "ready"


def test_that_the_advice_says_what_can_be_done_now(always: Bench) -> None:
    grade(always)
    for trouble, code in ((True, "LABEL_FIRST_IN_TROUBLE"), (False, "LABEL_FIRST")):
        always.session.printer_told(trouble=trouble)
        refused = always.take(OTHER).refusal
        assert (refused and refused.code) == code


def test_that_a_copy_that_comes_into_doubt_is_asked_about_as_soon_as_the_bench_is_told(bench: Bench) -> None:
    lpn = grade(bench)
    bench.prints("label.unconfirmed")
    bench.session.printer_told(trouble=False)
    assert bench.answers("NOT_PRINTED").snapshot.state == "ready"
    bench.prints("label.unconfirmed")
    told = bench.session.printer_told(trouble=False)
    assert (told.snapshot.state, label(bench)["code"]) == ("labelling", f"{lpn}/2")
