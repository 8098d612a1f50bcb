"""Sheets: every card carries a code that the station itself reads as what the card says."""

from pathlib import Path

import pytest

from station.assembly import Station, open_station
from station.clock import SystemClock
from station.errors import Refusal
from station.insight.cards import badge_cards, bin_cards, client_cards, count_cards, finding_cards, hold_cards, plate_cards
from station.insight.label import label_of
from station.labels.cards import command_cards
from station.model.codes import CodeKind
from station.model.facts import LABEL_QUEUED, LABEL_VOIDED, NewFact
from station.model.grades import Disposition
from station.model.people import Person, Role
from station.people.people import new_token
from station.rules.rulebook import Rulebook
from station.scan.patterns import Patterns
from station.scan.plates import plate
from station.scan.reading import read
from station.session.rulebook import load_rulebook
from tests.once import copy_folder


@pytest.fixture
def rules(station: Station) -> Rulebook:
    return load_rulebook(station.documents)[0]


def kinds_of(codes: list[str]) -> set[CodeKind]:
    return {read(code, Patterns()).first.kind for code in codes}


def test_that_finding_cards_are_read_as_the_findings_of_the_rubrics(rules: Rulebook) -> None:
    cards = finding_cards(rules)
    assert kinds_of([card.code for card in cards]) == {CodeKind.FINDING}
    assert {read(card.code, Patterns()).first.value for card in cards} == {
        code for rubric in rules.rubrics.values() for code in (*rubric.board, *rubric.more)
    }
    assert len({card.code for card in cards}) == len(cards)


def test_that_bin_cards_hold_every_place_that_a_unit_may_be_sent_to(rules: Rulebook, station: Station) -> None:
    cards = bin_cards(rules, station.reader)
    assert kinds_of([card.code for card in cards]) == {CodeKind.BIN, CodeKind.TOTE}
    assert {"A-01-02", "OUT-03", "QUA-01", "T1", "T12", *rules.holds.shelf.values()} <= {card.title for card in cards}
    assert rules.dispositions.bins[Disposition.HOLD] not in {card.title for card in cards}, "no unit is ever sent there"


def test_that_every_bin_has_a_card_that_begins_its_count(rules: Rulebook, station: Station) -> None:
    cards = count_cards(rules, station.reader)
    assert kinds_of([card.code for card in cards]) == {CodeKind.COUNT}
    places = {card.title for card in bin_cards(rules, station.reader) if card.code.startswith("RS-BIN-")}
    assert {card.title for card in cards} == places == {read(card.code, Patterns()).first.value for card in cards}


def test_that_a_shelf_says_who_decides_about_what_lies_on_it(rules: Rulebook, station: Station) -> None:
    texts = {card.title: card.text for card in bin_cards(rules, station.reader)}
    assert texts["HOLD-C"] == "on hold: the client decides"
    assert texts["RTC-01"] == "next: return to the customer"


def test_that_every_reason_that_a_person_may_give_has_a_card_and_no_other(rules: Rulebook) -> None:
    cards = hold_cards(rules)
    assert kinds_of([card.code for card in cards]) == {CodeKind.HOLD}
    by_hand = {code for code, reason in rules.holds.reasons.items() if reason.by_hand}
    assert {card.code.removeprefix("RS-HOLD-") for card in cards} == by_hand
    client = next(card for card in cards if card.code == "RS-HOLD-CLIENT")
    assert (client.title, "The client decides, within 7 days" in client.text) == ("Hold: Ask the client", True)


def test_that_clients_have_cards_unless_no_bar_code_can_hold_their_name(station: Station) -> None:
    codes = [card.code for card in client_cards(station.knowledge.clients())]
    assert codes == ["RS-CLIENT-alpine", "RS-CLIENT-lumen", "RS-CLIENT-northwind"]
    assert client_cards(["Zürich"]) == ()


def test_that_badges_are_made_for_those_only_who_have_a_token() -> None:
    people = [Person("I-01", "Ada", Role.SUPERVISOR), Person("I-02", "Bob", Role.INSPECTOR)]
    token = new_token()
    (card,) = badge_cards(people, {"I-01": token})
    assert (card.title, card.text, card.group) == ("Ada", "Supervisor", "I-01")
    assert read(card.code, Patterns()).first.value == token


def test_that_commands_and_plates_are_read_back() -> None:
    assert kinds_of([card.code for card in command_cards()]) == {CodeKind.COMMAND}
    (card,) = plate_cards([plate("B02", 33)])
    assert read(card.code, Patterns()).first.value == "B02-000033-E"


def test_that_a_unit_gives_the_label_that_the_bench_queued(station: Station) -> None:
    layout, fields = label_of(station.ledger, plate("B02", 1).lower())
    assert (layout, fields["sku"]) == ("restock", "NW-TEE-BLK-M")
    with pytest.raises(Refusal, match="LABEL_NONE"):
        label_of(station.ledger, plate("B02", 77))
    with pytest.raises(Refusal, match="PLATE_CHECK"):
        label_of(station.ledger, "B02-000001-0")


def test_that_a_voided_label_is_not_made_again(worked: Path, tmp_path: Path) -> None:
    copy_folder(worked, tmp_path / "data")
    with open_station(tmp_path / "data", SystemClock()) as opened:
        lpn = plate("B02", 1)
        (queued,) = opened.ledger.facts(kinds=(LABEL_QUEUED,), subject=lpn)
        opened.ledger.append("I-01", [NewFact(LABEL_VOIDED, lpn, {"job": queued.id, "why": "reopened"})])
        with pytest.raises(Refusal, match="LABEL_VOIDED"):
            label_of(opened.ledger, lpn)
        opened.ledger.append("I-01", [NewFact(LABEL_QUEUED, lpn, dict(queued.payload) | {"layout": "outlet"})])
        assert label_of(opened.ledger, lpn)[0] == "outlet"
