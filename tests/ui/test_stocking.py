"""The page of totes, lots and what leaves, without a widget: a snapshot in, its words and its keys out."""

from typing import Any

import pytest

from station.session import Snapshot
from tests.ui.test_describing import PARCEL, SITE, _choice, _prompt, _snapshot
from ui.bench.describing import describe
from ui.bench.screen import ENTER, Page, Shown
from ui.bench.story import Story

CLOSE = _choice("1", "RS-CLOSE", "Close it")
ENOUGH = _choice("0", "RS-DONE", "Stop here")
TOTE: dict[str, Any] = {
    "kind": "tote", "name": "T7", "state": "open", "disposition": "restock", "client": "northwind", "units": 3, "out": False,
    "next": None, "chosen": False, "bin": "", "placed": [],
}  # fmt: skip
LEAVING: dict[str, Any] = {"way": "ship", "part": "to", "units": 2, "lpns": [], "lot": "L12"}


def shown(snapshot: Snapshot) -> Shown:
    return describe(Story(snapshot), SITE)


def test_that_what_to_scan_is_large_and_what_is_in_it_stands_under_it() -> None:
    found = shown(_snapshot("stowing", _prompt("stow", "Scan the next unit into tote T7", CLOSE, ENOUGH), stowing=TOTE))
    assert (found.screen.page, found.screen.title) == (Page.ASK, "Scan the next unit into tote T7")
    assert found.screen.lead == "Tote T7 holds 3: restock"
    assert {key: code for key, code in found.keys.items() if key in "01"} == {"1": "RS-CLOSE", "0": "RS-DONE"}
    assert ENTER not in found.keys  # nobody closes a tote by leaning on a key


@pytest.mark.parametrize(
    ("changes", "lead"),
    [
        ({"units": 0, "disposition": ""}, "T7 is empty"),
        ({"kind": "lot", "name": "L12", "disposition": "outlet"}, "Lot L12 of Northwind holds 3: outlet"),
        (
            {"out": True, "placed": [{"place": "A-14", "units": 2}, {"place": "B-01", "units": 1}]},
            "Tote T7: 3 left\nPut away: A-14: 2 · B-01: 1",
        ),
    ],
)
def test_that_each_kind_of_work_says_what_holds(changes: dict[str, Any], lead: str) -> None:
    assert shown(_snapshot("stowing", _prompt("stow", "Scan", ENOUGH), stowing=TOTE | changes)).screen.lead == lead


def test_that_a_name_can_be_typed_and_enter_goes_on_without_one() -> None:
    nothing = _choice("1", "RS-DONE", "Go on without it")
    found = shown(_snapshot("leaving", _prompt("leave", "Who gets it?", nothing, asks="reference"), leaving=LEAVING))
    assert (found.screen.entry, found.screen.digits) == ("Type a name or a number", False)
    assert found.keys[ENTER] == "RS-DONE"


def test_that_undo_and_stop_are_at_the_foot_while_goods_leave() -> None:
    found = shown(_snapshot("leaving", _prompt("leave", "Scan each unit", ENOUGH), leaving=LEAVING))
    assert [command.code for command in found.foot.commands] == ["RS-UNDO", "RS-STOP"]


@pytest.mark.parametrize(("whose", "client"), [("alpine", "Alpine"), ("", "(no client yet)")])
def test_that_the_client_at_large_is_that_of_the_tote_and_not_that_of_the_parcel_that_waits(whose: str, client: str) -> None:
    stowing = TOTE | {"client": whose}
    standing = shown(_snapshot("stowing", _prompt("stow", "Scan", ENOUGH), stowing=stowing, whose=whose, parcel=PARCEL)).standing
    assert standing is not None
    assert standing.client == client
