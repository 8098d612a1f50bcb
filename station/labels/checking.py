"""Would a label work with whatever may come? A label and its kind in; what is wrong out, each with the element and what to do about it.

Codes are tried with the longest data that this station can have, at every resolution; nothing may reach into a code or its quiet
zone, and what the label is for must be on it, whatever its unit has (`essentials`) and to be read (`legible`).
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from station.errors import Refusal
from station.labels.documents import Label
from station.labels.elements import CodeElement, Element, PictureElement, TextElement, fields_in
from station.labels.essentials import missing
from station.labels.fonts import Fonts
from station.labels.kinds import Kind
from station.labels.layout import lay_out
from station.labels.legible import illegible
from station.labels.parts import DOTS_PER_METRE
from station.labels.places import apart, inked, meet, room, within

_FONTS: Final = Fonts(())  # the shipped ones draw all that is tried


def faults(label: Label, kind: Kind, stock: str, station: str) -> list[Refusal]:
    """LAYOUT_FIELD, LAYOUT_OVERLAP, LAYOUT_QUIET_ZONE, those of `essentials` and `legible`, and what refuses its longest data:
    BARCODE_TOO_WIDE, TEXT_TOO_LONG, …
    """
    name = f"{label.name} {stock}"
    wrong = list(chain(_fields(label, kind, stock), _overlaps(label, stock), missing(label, kind, name), illegible(label, name)))
    return wrong or list(_too_long(label, kind, stock, station))


def _fields(label: Label, kind: Kind, stock: str) -> Iterator[Refusal]:
    for element in label.element:
        for name in sorted(set(_named(element)) - set(kind.known)):
            yield Refusal("LAYOUT_FIELD", layout=f"{label.name} {stock}", element=element.name, field=name, known=", ".join(kind.known))


def _named(element: Element) -> Iterator[str]:
    yield from chain(element.when, element.unless, element.where, element.where_not)
    match element:
        case TextElement():
            yield from fields_in(element.text)
        case CodeElement():
            yield from fields_in(element.data)
        case PictureElement():
            yield from fields_in(element.picture)


def _overlaps(label: Label, stock: str) -> Iterator[Refusal]:
    """Each element that reaches into the box of a code which may be printed beside it."""
    for code in label.element:
        if not isinstance(code, CodeElement):
            continue
        for other in label.element:
            if other is code or apart(label, code, other):
                continue
            if any(meet(room(code), rectangle) for rectangle in inked(other)):
                named = {"layout": f"{label.name} {stock}", "element": other.name, "beside": code.name}
                if any(meet(within(code), rectangle) for rectangle in inked(other)):
                    yield Refusal("LAYOUT_OVERLAP", **named)
                else:
                    yield Refusal("LAYOUT_QUIET_ZONE", **named)


def _too_long(label: Label, kind: Kind, stock: str, station: str) -> Iterator[Refusal]:
    """What the longest data and the sample meet, at each resolution; each element is named once."""
    told = set[object]()
    for fields in (kind.longest(station), kind.sample):
        for dpi in DOTS_PER_METRE:
            try:
                lay_out(label, f"{label.name} {stock}", fields, dpi, fonts=_FONTS)
            except Refusal as refusal:
                if refusal.params.get("element") not in told:
                    told.add(refusal.params.get("element"))
                    yield refusal
