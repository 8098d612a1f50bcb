"""What can be done about a unit whose plate was scanned: its state in, the choices out, in the order of their keys."""

from typing import Final

from station.model.grades import Owner
from station.model.prompts import Choice
from station.model.units import KnownUnit

RELEASES: Final = ("RELEASE", "INSPECT_AGAIN", "RETURN_TO_CUSTOMER")
EMPTY_BOX_DECISIONS: Final = ("REFUSE", "REFUND", "CLAIM")
RAISE: Final = "RAISE"  # the hold of a unit for which a better grade is asked
RAISE_DECISIONS: Final = ("RAISE_GRADE", "KEEP_GRADE")
MISFITS: Final = ("NEEDS_CATEGORY", "STORES_DATA")  # holds that say: these rules are not for this unit


WRONG_ITEM: Final = "WRONG_ITEM"  # the hold that asks which product it is instead


def asks_which(unit: KnownUnit) -> bool:
    """Whether its hold asks the supervisor which product it is, though one was recorded."""
    return any(each["reason"] == WRONG_ITEM and each["for"] == Owner.SUPERVISOR.value for each in unit.record.get("reasons", ()))


def misfits_of(unit: KnownUnit) -> tuple[str, ...]:
    """The reasons of its hold that say that its category is wrong."""
    reasons = [each["reason"] for each in unit.record.get("reasons", ())]
    return tuple(code for code in MISFITS if code in reasons)


def unit_actions(unit: KnownUnit) -> tuple[str, ...]:
    """What can be done about a unit whose plate was scanned, in the order of its keys."""
    if unit.state == "held":
        return _about_hold(unit)
    if unit.state == "graded" or (unit.state == "toted" and unit.new_alerts):
        return ("REOPEN", "REPRINT")
    if unit.state in ("reopened", "received"):
        return ("INSPECT_AGAIN", "REPRINT")
    return _away(unit)


def _about_hold(unit: KnownUnit) -> tuple[str, ...]:
    if unit.record.get("raise"):
        return (*RAISE_DECISIONS, "REPRINT")
    if unit.received.get("route") == "empty_box":
        return (*EMPTY_BOX_DECISIONS, "REPRINT")
    if not unit.sku:
        return ("IDENTIFY", "RETURN_TO_CUSTOMER", "REPRINT")
    if asks_which(unit):
        return ("IDENTIFY", *RELEASES, "REPRINT")
    if misfits_of(unit):
        return ("CATEGORY", "INSPECT_AGAIN", "RETURN_TO_CUSTOMER", "REPRINT")
    return (*RELEASES, "REPRINT")


def decisions_of(unit: KnownUnit) -> tuple[str, ...]:
    """Those of them that decide about a unit on hold; none for any other unit."""
    return tuple(action for action in unit_actions(unit) if action != "REPRINT") if unit.state == "held" else ()


def _away(unit: KnownUnit) -> tuple[str, ...]:
    """What can be done about a unit that was put somewhere, or is no more here."""
    if unit.state in ("toted", "restocked") or (unit.state == "lotted" and unit.lot_state == "open"):
        return ("TAKE_OUT", "REPRINT")
    if unit.state == "repairing":
        return ("BACK_FROM_REPAIR",)
    if unit.state in ("shipped", "destroyed", "returned"):
        return ()
    return ("REPRINT",)


def unit_menu(unit: KnownUnit | None) -> tuple[Choice, ...]:
    """The same as choices."""
    actions = unit_actions(unit) if unit else ()
    codes = {"REPRINT": "RS-REPRINT", "BACK_FROM_REPAIR": "RS-REPAIR"}
    return tuple(
        Choice(str(place), codes.get(action, f"RS-ANSWER-{place}"), action, f"@UNIT_{action}")
        for place, action in enumerate(actions, start=1)
    )
