"""No sentence shows a code: roles, states, dispositions, pictures, findings and reasons of customers are told in words."""

from decimal import Decimal
from pathlib import Path

import pytest

from station.bench import events as ev
from station.bench.departures import Way
from station.cli.output import in_words
from station.errors import Refusal
from station.insight.policy_tables import decided_words
from station.ledger.findings import Finding
from station.model.grades import Grade
from station.model.people import Person, Role
from station.session.counted import count_in_words
from station.session.reasons import in_customers_words
from station.store.faults import damaged
from station.texts import (
    as_whole_money,
    counted,
    named_category,
    named_finding,
    named_rubric,
    named_shot,
    notice,
    tables,
    text_of,
)  # fmt: skip
from tests.bench.builders import AT, LEGGINGS, Desk, known, signed_in

WORDS = tables.rows("de", "words")
CLOSE = "Close-up with the 10 mm scale"
STATES = ("received", "held", "released", "reopened", "toted", "restocked")


def _refused(desk: Desk, event: ev.Event) -> str:
    with pytest.raises(Refusal) as caught:
        desk.take(event)
    return notice(caught.value, "de").message


@pytest.mark.parametrize("state", STATES)
def test_that_a_unit_which_is_elsewhere_is_told_by_its_state_in_words(state: str) -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    unit = known(desk, state=state)
    given: dict[str, list[ev.Event]] = {
        "toted": [ev.GradeAsked(at=AT, grade=Grade.C, unit=unit)],
        "held": [ev.ToteScanned(at=AT, tote="T1", unit=unit)],
        "released": [ev.UndoAsked(at=AT, unit=unit)],
        "restocked": [ev.LeaveAsked(at=AT, way=Way.VENDOR)],
    }
    for event in given.get(state, [ev.UndoAsked(at=AT, unit=unit), ev.ToteScanned(at=AT, tote="T1", unit=unit)]):
        if isinstance(event, ev.LeaveAsked):
            desk.take(ev.PlateScanned(at=AT, lpn=unit.lpn, unit=unit))
        assert WORDS[f"UNIT_STATE_{state.upper()}"] in _refused(desk, event)


def test_that_undo_of_a_unit_that_was_put_away_names_its_place_and_how_it_is_moved() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    unit = known(desk, state="restocked")
    with pytest.raises(Refusal) as caught:
        desk.take(ev.UndoAsked(at=AT, unit=unit))
    told = notice(caught.value, "de")
    assert str(unit.bin) in told.message
    assert told.advice == "Zum Umlagern die LPN scannen, dann den richtigen Platz."


def test_that_a_badge_of_another_role_is_told_by_the_role_in_words() -> None:
    viewer = ev.SignedIn(at=AT, person=Person("I-09", "Vi", Role.VIEWER))
    assert WORDS["ROLE_VIEWER"] in _refused(Desk(), viewer)


def test_that_what_cannot_be_sold_is_told_by_its_disposition_in_words() -> None:
    desk = signed_in()
    desk.item(LEGGINGS)
    desk.take(ev.AsNew(at=AT))
    for disposition in ("donate", "return_to_vendor"):
        said = _refused(desk, ev.BinScanned(at=AT, bin="A-14", unit=known(desk, disposition=disposition)))
        assert WORDS[f"DISPOSITION_{disposition.upper()}"] in said


def test_that_a_picture_is_told_by_what_it_shows_and_keeps_its_code_for_programs() -> None:
    finding = Finding("PHOTO_GONE", {"shot": "CLOSE", "lpn": "B01", "sha256": "a", "others": 1})
    assert text_of(CLOSE, "de") in notice(finding.as_error(), "de").message
    assert finding.params["shot"] == "CLOSE"
    assert "Our own view" in notice(Refusal("NO_CAMERA", shot="Our own view"), "de").message
    assert (named_shot("FRONT", "de"), named_shot("OUR_OWN", "de")) == (WORDS["SHOT_FRONT"], "our own")


def test_that_a_finding_is_named_as_shipped_documents_do() -> None:
    assert named_finding("SEAM_OPEN", "de") == text_of("Loose thread or open seam", "de")
    assert named_finding("IDENTITY", "de") == text_of("Not identified", "de")
    assert named_finding("OUR_OWN", "de") == ""


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ("restock, A-01", f"{WORDS['DISPOSITION_RESTOCK']}, A-01"),
        ("QUARANTINE", WORDS["DISPOSITION_QUARANTINE"]),
        ("B", "B"),
        ("ebay 3000, google used", "ebay 3000, google used"),
    ],
)
def test_that_what_a_trial_decides_is_told_in_words(decided: str, said: str) -> None:
    assert decided_words(decided, "de") == said
    assert WORDS["OWNER_CLIENT"] in decided_words("HOLD:CLIENT", "de")


def test_that_columns_have_words_and_channels_stay() -> None:
    assert in_words(("who decides", "ebay", "A", ""), "de") == [WORDS["COLUMN_WHO_DECIDES"], "ebay", "A", ""]


@pytest.mark.parametrize(("reason", "key"), [("UNWANTED", "UNWANTED"), ("cr-switcheroo", "WRONG_ITEM"), ("CR-DEFECTIVE", "DEFECTIVE")])
def test_that_codes_of_customers_reasons_are_told_in_words(reason: str, key: str) -> None:
    assert in_customers_words(reason, "de") == WORDS[f"REASON_{key}"]
    assert in_customers_words("zu kratzig", "de") == "zu kratzig"


def test_that_units_without_a_place_are_counted_in_a_sentence_of_their_own() -> None:
    surplus = [{"lpn": "B01", "where": None}, {"lpn": "B02", "where": "A-1"}]
    counted = {"bin": "A-2", "units": [], "goods": [], "expected": 0, "missing": [], "surplus": surplus}
    said = count_in_words(counted, "en")
    assert said[1:] == ["1 has no place yet:", "  B01", "1 belongs in A-1:", "  B02"]


def test_that_a_backup_that_is_not_there_is_told_in_the_language(tmp_path: Path) -> None:
    assert WORDS["NO_BACKUP_HERE"] in notice(damaged(tmp_path / "station.db", "x"), "de").advice


@pytest.mark.parametrize(("language", "said"), [("en", "Clothing"), ("de", "Bekleidung")])
def test_that_a_category_which_a_shipped_rubric_goes_by_is_told_in_words_and_others_stay(language: str, said: str) -> None:
    assert named_category("apparel", language) == said
    assert named_rubric("apparel", language) == said
    assert (named_category("Small Furniture", language), named_category("", language)) == ("Small Furniture", "")
    assert named_rubric("of-this-site", language) == "of-this-site"


@pytest.mark.parametrize(
    ("key", "language", "said"),
    [
        ("TODAY_DECISIONS_MORE", "pl", "jeszcze 1"),
        ("RESTOCK_MORE_BINS", "en", "1 more bin"),
        ("RESTOCK_MORE_BINS", "de", "1 weiterer Platz"),
        ("PEOPLE_COUNT", "de", "Anmelden darf sich: 1"),
        ("DECIDE_MARKED", "en", "1 unit is marked"),
        ("DECIDE_MARKED", "fr", "Article marqué : 1"),
    ],
)
def test_that_one_of_something_is_told_in_the_singular(key: str, language: str, said: str) -> None:
    assert counted(key, 1, language) == said


def test_that_an_amount_without_cents_is_rounded_and_keeps_its_currency() -> None:
    told = {language: as_whole_money(Decimal("1389.60"), "EUR", language) for language in ("en", "de", "fr", "pl", "zh")}
    assert told == {"en": "€1,390", "de": "1.390 €", "fr": "1 390 €", "pl": "1 390 €", "zh": "€1,390"}
