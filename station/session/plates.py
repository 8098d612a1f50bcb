"""Plates that are scanned: the text of a label in, the unit, its label and the label that counts out, as fields of an event."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from station.errors import Refusal
from station.model.codes import Reading
from station.model.units import KnownLabel, KnownUnit
from station.scan.plates import parse_plate
from station.session.inputs import Resume
from station.session.saved import Aside
from station.session.units import Units

Fields = dict[str, Any]


class PlateCodes:
    """Looks plates up. Raises Refusal PLATE_UNKNOWN, LABEL_UNKNOWN, and while a bin is counted UNIT_SET_ASIDE.

    `reserved` is the plate of the next unit of this bench: it was given, yet no roll has it.
    """

    def __init__(self, units: Units, aside: Aside, reserved: Callable[[], str]) -> None:
        self._units = units
        self._aside = aside
        self._reserved = reserved

    def scanned(self, reading: Reading) -> Fields | Resume:
        """A plate at the bench: a unit that was set aside is taken up again."""
        lpn, copy = _read(reading)
        if lpn in self._aside.plates():
            label, counts = self._units.labels.read(lpn, copy)
            return Resume(lpn, copy, label, counts)
        return self._fields(lpn, copy, self._units.known(lpn))

    def counted(self, reading: Reading, at: str) -> Fields:
        """A plate in a bin that is counted, as of the moment of its scan: a label that was voided later did count then."""
        lpn, copy = _read(reading)
        if lpn in self._aside.plates():
            raise Refusal("UNIT_SET_ASIDE", lpn=lpn)
        fields = self._fields(lpn, copy, self._units.places.unit(lpn, at))
        label: KnownLabel | None = fields["label"]
        return fields | {"label": None} if label and label.state == "voided" and label.since > at else fields

    def _fields(self, lpn: str, copy: int, unit: KnownUnit | None) -> Fields:
        if unit is None and (lpn == self._reserved() or not self._units.was_given(*parse_plate(lpn))):
            raise Refusal("PLATE_UNKNOWN", lpn=lpn)
        label, counts = self._units.labels.read(lpn, copy)
        # What a label says is not needed of a scan, and every event of a draft is saved with each input.
        brief = [replace(each, fields={}) if each else None for each in (label, counts)]
        return {"lpn": lpn, "unit": unit, "copy": copy, "label": brief[0], "counts": brief[1]}


def _read(reading: Reading) -> tuple[str, int]:
    return reading.value, int(reading.parts.get("copy", "1"))
