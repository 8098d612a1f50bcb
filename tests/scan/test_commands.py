"""The station's own codes."""

import pytest

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan import Patterns, objection, read
from station.scan.commands import COMMANDS
from station.scan.reading import IF_KNOWN


def readings(text: str) -> tuple[Reading, ...]:
    return read(text, Patterns()).readings


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_that_every_command_is_read_in_any_case(command: str) -> None:
    expected = (Reading(CodeKind.COMMAND, command),)
    assert readings(f"RS-{command}") == readings(f"rs-{command.lower()}") == expected


def test_that_the_commands_of_the_cards_are_all_there() -> None:
    cards = (
        "AS-NEW DONE MORE PHOTO RETAKE CONFIRM UNDO PARK RESUME STOP SAME REWORK CLOSE EMPTY BLIND REPRINT DOCK CLOSE-SHIFT SIGN-OUT "
        "DESTROY VENDOR CUSTOMER REPAIR GRADE-A GRADE-B GRADE-C"
    )
    assert frozenset({*cards.split(), *(f"ANSWER-{number}" for number in range(1, 10))}) == COMMANDS


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("RS-FIND-STAIN", CodeKind.FINDING, "STAIN"),
        ("rs-find-tag_off", CodeKind.FINDING, "TAG_OFF"),
        ("RS-HOLD-MISSING_PART", CodeKind.HOLD, "MISSING_PART"),
        ("RS-CLIENT-northwind", CodeKind.CLIENT, "northwind"),
        ("rs-client-Müller & Co.", CodeKind.CLIENT, "Müller & Co."),
        ("RS-BADGE-ABCDEFGHIJKLMNOP", CodeKind.BADGE, "ABCDEFGHIJKLMNOP"),
        ("RS-BIN-14-C", CodeKind.BIN, "14-C"),
        ("rs-bin-out-03", CodeKind.BIN, "OUT-03"),
        ("RS-TOTE-T.7", CodeKind.TOTE, "T.7"),
        ("rs-lot-l12", CodeKind.LOT, "L12"),
        ("RS-SHIP-2026-017", CodeKind.SHIP, "2026-017"),
        ("rs-lang-de", CodeKind.LANGUAGE, "DE"),
    ],
)
def test_that_codes_that_carry_something_are_read(text: str, kind: CodeKind, value: str) -> None:
    assert readings(text) == (Reading(kind, value),)


@pytest.mark.parametrize(
    "text",
    [
        "RS-",
        "RS-AS-NEWW",
        "RS-ANSWER-0",
        "RS-ANSWER-10",
        "RS-GRADE-D",
        "RS-FIND-",
        "RS-FIND-9",
        "RS-BIN-a/b",
        "RS-BIN-..",
        "RS-CLIENT-/x",
        "RS-LANG-",
        "RS-LANG-DEU",
    ],
)
def test_that_an_unknown_one_is_named_as_such_unless_a_shop_has_a_sku_of_this_name(text: str) -> None:
    assert all(reading.parts == IF_KNOWN for reading in readings(text))
    assert objection(text).code == "COMMAND_UNKNOWN"


def test_that_no_refusal_holds_the_secret_of_a_badge() -> None:
    assert objection("RS-BADGE-SECRET/TOKEN").params["text"] == "RS-BADGE-…"
    with pytest.raises(Refusal) as raised:
        read("RS-BADGE-SECRET\x00", Patterns())
    assert "SECRET" not in str(raised.value)
