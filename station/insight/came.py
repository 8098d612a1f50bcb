"""What has come of a return, and what has not: its lines, units and parcels in, the same figures out by whichever number it was found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from station.insight.subjects import Row, Subject
from station.model.goods import ExpectedLine

Key = tuple[str, str, str]  # client, RMA, line


@dataclass(frozen=True)
class Came:
    """`units` are expected units that came; `beside` what else did, by why it is none of them. The rest are counts of units.

    `at_dock` says when those of its parcels came that nobody has opened. An empty box has not come in, a wrong item is not the unit that
    was expected, and what is missing is no longer waited for.
    """

    expected: int
    units: tuple[Row, ...]
    beside: Mapping[str, tuple[Row, ...]]
    by_line: Mapping[Key, int]
    missing: int
    separate: int
    parked: int
    in_hand: int
    open: int
    at_dock: tuple[str, ...] = ()

    @classmethod
    def of(cls, subject: Subject) -> Self:
        """The figures of a parcel, RMA, order or tracking number."""
        keys = {_key(line) for line in subject.expected}
        sorted_out: dict[str, list[Row]] = {"units": [], "wrong_item": [], "empty_box": [], "surplus": [], "unidentified": [], "other": []}
        for unit in subject.units:
            sorted_out[_sort(unit, keys)].append(unit)
        units = tuple(sorted_out.pop("units"))
        said = _said(subject)
        here = {unit["lpn"] for unit in subject.units}
        begun = [unit for unit in subject.aside if unit.lpn not in here]
        begun_on = Counter(unit.line for unit in begun)
        gone = {_key(line): _gone(line, said, sorted_out["empty_box"]) for line in subject.expected}
        still = sum(max(0, line.open - gone[_key(line)] - begun_on[_key(line)]) for line in subject.expected)
        return cls(
            expected=sum(line.quantity for line in subject.expected),
            units=units,
            beside={why: tuple(others) for why, others in sorted_out.items()},
            by_line=Counter((unit["client"], unit["rma"] or "", unit["line"] or "") for unit in units),
            missing=sum(min(line.open, said["missing"][_said_key(line)]) for line in subject.expected),
            separate=sum(min(line.open, said["separate"][_said_key(line)]) for line in subject.expected),
            parked=sum(unit.state == "parked" for unit in begun),
            in_hand=sum(unit.state == "in_hand" for unit in begun),
            open=still,
            at_dock=_at_dock(subject),
        )


def _at_dock(subject: Subject) -> tuple[str, ...]:
    """Parcels that arrived, and of which nothing was taken yet."""
    opened = {unit["parcel"] for unit in subject.units} | {unit.parcel for unit in subject.aside}
    return tuple(parcel["arrived_at"] for parcel in subject.parcels if parcel["state"] == "arrived" and parcel["parcel"] not in opened)


def _key(line: ExpectedLine) -> Key:
    return line.client, line.rma, line.line


def _sort(unit: Row, keys: set[Key]) -> str:
    route = unit.get("route")
    if route in ("empty_box", "wrong_item"):
        return str(route)
    if (unit["client"], unit["rma"] or "", unit["line"] or "") in keys:
        return "units"
    if route in ("surplus", "unidentified"):
        return str(route)
    return "other" if keys else "units"


def _said(subject: Subject) -> dict[str, Counter[Key]]:
    """What was said at closing, by client, line and SKU: the outcome of a parcel names no return."""
    said: dict[str, Counter[Key]] = {"missing": Counter(), "empty": Counter(), "separate": Counter()}
    for parcel in subject.parcels:
        for part, lines in parcel["outcome"].items():
            said[part].update({(line["client"], line["line"], line["sku"]): line["quantity"] for line in lines})
    return said


def _said_key(line: ExpectedLine) -> Key:
    return line.client, line.line, line.sku


def _gone(line: ExpectedLine, said: Mapping[str, Counter[Key]], boxes: Sequence[Mapping[str, Any]]) -> int:
    """Units of a line that nobody waits for any more: missing, or in a box that was empty and stands for several."""
    counted = sum((box["client"], box["rma"], box["line"]) == _key(line) for box in boxes)
    empty = max(0, said["empty"][_said_key(line)] - counted)
    return said["missing"][_said_key(line)] + empty
