"""What is asked while a tote or lot is filled, or a tote emptied into bins: what is in work in, the prompt out. Pure."""

from station.bench.stowage import REOPEN_REASONS, REOPENING, Stowing
from station.model.grades import SELLABLE
from station.model.prompts import Choice, Prompt


def asked(stowing: Stowing) -> Prompt:
    """The question; places and counts are in `params`."""
    into = stowing.into
    if stowing.asked == REOPENING:
        return Prompt(
            "STOW:REOPEN", "stow", f"@WHY_REOPEN_{into.kind.upper()}", (*_reasons(), _leave("@LEAVE_AS_IT_IS")), {"name": into.name}
        )
    if stowing.out:
        return _emptied(stowing)
    if into.state == "closed":
        ship = Choice("1", f"RS-SHIP-{into.name}", "SHIP", "@STOW_SHIP_LOT")
        named = {"name": into.name, "units": into.units}
        return Prompt("STOW:CLOSED", "stow", "@STOW_LOT_IS_CLOSED", (ship, *_reopen(stowing), _leave("@LEAVE_AS_IT_IS")), named)
    kind = into.kind.upper()
    close = (Choice("1", "RS-CLOSE", "CLOSE", f"@STOW_CLOSE_{kind}"),) if into.units else ()
    text = f"@STOW_INTO_{kind}" if into.units else f"@STOW_INTO_EMPTY_{kind}"
    return Prompt("STOW", "stow", text, (*close, _leave("@STOW_ENOUGH")), {"name": into.name})


def _emptied(stowing: Stowing) -> Prompt:
    """The next unit and its bin; at the end how many went where."""
    unit, into = stowing.next, stowing.into
    sold = into.disposition in {each.value for each in SELLABLE}
    named: dict[str, object] = {"name": into.name, "units": into.units}
    if stowing.over:
        text = "@EMPTYING_LEFT" if stowing.rest else "@EMPTYING_DONE"
        return Prompt("EMPTY:OVER", "stow", text, (_leave("@EMPTYING_LEAVE"),), named)
    if unit is None:
        return Prompt("EMPTY", "stow", "@EMPTYING_NOTHING", (_leave("@EMPTYING_LEAVE"),), named)
    named |= {"lpn": unit.lpn, "title": unit.title or unit.lpn, "bin": unit.bin or "–", "into": stowing.bin}
    moving = stowing.chosen is not None and stowing.chosen.lpn == stowing.last  # it was put away just now
    chosen = "@EMPTYING_MOVE" if moving else "@EMPTYING_UNIT" if sold else "@EMPTYING_UNIT_NOT_STOCK"
    following = "@EMPTYING_INTO_BIN" if stowing.bin else "@EMPTYING_NEXT" if sold else "@EMPTYING_NOT_STOCK"
    return Prompt("EMPTY", "stow", chosen if stowing.chosen else following, (*_reopen(stowing), _leave("@STOW_ENOUGH")), named)


def _reopen(stowing: Stowing) -> tuple[Choice, ...]:
    return (Choice("2", "RS-ANSWER-2", REOPENING, "@STOW_REOPEN_LOT"),) if stowing.may_reopen else ()


def _reasons() -> tuple[Choice, ...]:
    places = enumerate(REOPEN_REASONS, start=1)
    return tuple(Choice(str(place), f"RS-ANSWER-{place}", code, f"@REOPEN_LOT_{code}") for place, code in places)


def _leave(label: str) -> Choice:
    return Choice("0", "RS-DONE", "LEAVE", label)
