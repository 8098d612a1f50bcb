"""The tote or lot in work, and what is about to leave, as a screen draws them: a bench in, plain values out."""

from collections.abc import Mapping
from typing import Any

from station.bench.leaving_prompts import part_of
from station.bench.states import Bench
from station.texts import word


def stowing_of(bench: Bench) -> dict[str, Any] | None:
    """`kind` is tote or lot, `disposition` and `client` are "" for an empty one; `out`: its units go to their bins.

    Of a tote that is emptied `next` is the unit in hand, else the one that comes next, `chosen` whether it is in hand, `bin` the bin
    that was scanned before its units, and `placed` how many went where.
    """
    stowing = bench.stowing
    if stowing is None:
        return None
    into, unit = stowing.into, stowing.next if stowing.out else None
    return {
        "kind": into.kind,
        "name": into.name,
        "state": into.state,
        "disposition": into.disposition,
        "client": into.client,
        "units": into.units,
        "out": stowing.out,
        "next": {"lpn": unit.lpn, "title": unit.title, "bin": unit.bin} if unit else None,
        "chosen": stowing.chosen is not None,
        "bin": stowing.bin,
        "placed": [{"place": place, "units": number} for place, number in stowing.placed],
    }


def whose(bench: Bench) -> str:
    """The client of the known unit or the label that is asked about, else of the tote, lot or units in work; "" for none or several."""
    if bench.unit:
        return ""
    if bench.question and bench.question.unit:
        return bench.question.unit.client
    if bench.label and bench.label.must:
        return str(bench.label.fields.get("client") or "")
    departure, into = bench.departure, bench.stowing.into if bench.stowing else None
    if departure:
        into = departure.lot
        clients = {unit.client for unit in departure.units}
        return into.client if into else clients.pop() if len(clients) == 1 else ""
    return into.client if into else ""


def leaving_of(bench: Bench) -> dict[str, Any] | None:
    """`way` is ship, destroy, vendor, customer or repair; `part` what is asked; `units` how many, `lpns` those that were scanned."""
    departure = bench.departure
    if departure is None:
        return None
    lpns = departure.lot.lpns if departure.lot else tuple(unit.lpn for unit in departure.units)
    return {
        "way": departure.way.value,
        "part": part_of(departure).value,
        "units": departure.count,
        "lpns": list(lpns),
        "lot": departure.lot.name if departure.lot else "",
        "method": departure.method or "",
        "weight_g": departure.weight_g,
        "to": departure.to or "",
        "reference": departure.reference or "",
    }


def stowing_lines(stowing: Mapping[str, Any] | None, language: str) -> list[str]:
    """What holds while a tote or lot is in work, in words: what it holds, and how many went where."""
    if not stowing:
        return []
    named = {"name": stowing["name"], "units": stowing["units"], "client": stowing["client"]}
    if stowing["out"]:
        placed = " · ".join(f"{each['place']}: {each['units']}" for each in stowing["placed"])
        return [word("HEAD_EMPTYING", language, **named), *([word("HEAD_EMPTIED", language, placed=placed)] if placed else [])]
    if not stowing["units"]:
        return [word("HEAD_STOWING_EMPTY", language, **named)]
    holds = word(f"DISPOSITION_{stowing['disposition'].upper()}", language)
    return [word(f"HEAD_STOWING_{stowing['kind'].upper()}", language, **named, holds=holds)]
