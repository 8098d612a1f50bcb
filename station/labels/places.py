"""Where the elements of a label have ink, and which of them are ever printed together. Elements in; rectangles and yes or no out."""

from collections.abc import Iterator
from typing import Final

from station.labels.documents import Label
from station.labels.elements import BarcodeElement, BoxElement, CodeElement, Element

Rectangle = tuple[int, int, int, int]  # left, top, right, bottom in tenths of a mm
_GUARD: Final = 5  # modules that the guard bars of an EAN reach below the others


def apart(label: Label, one: Element, other: Element) -> bool:
    """Whether the two are never printed together: one stands in for the other, or their conditions exclude each other."""
    pair = (one, other), (other, one)
    if any(isinstance(a, CodeElement) and a.otherwise == b.name for a, b in pair):
        return True
    return any(_excludes(a, b) for a, b in pair) or any(_apart_from_owner(label, a, b) for a, b in pair if a.name in label.instead)


def _apart_from_owner(label: Label, stand_in: Element, other: Element) -> bool:
    """A stand-in is shown when the one whose place it takes is."""
    owners = [each for each in label.element if isinstance(each, CodeElement) and each.otherwise == stand_in.name]
    return all(owner is other or _excludes(owner, other) or _excludes(other, owner) for owner in owners)


def _excludes(one: Element, other: Element) -> bool:
    if set(one.when) & set(other.unless):
        return True
    for name, values in one.where.items():
        if set(values) <= set(other.where_not.get(name, ())) or (name in other.where and not set(values) & set(other.where[name])):
            return True
    return False


def room(code: CodeElement) -> Rectangle:
    """The box of a code, its quiet zones inside; the guard bars of an EAN reach out of it below."""
    below = -(-_GUARD * code.module // 10) if isinstance(code, BarcodeElement) and code.symbology == "retail" else 0
    return code.x, code.y, code.right, code.bottom + below


def within(code: CodeElement) -> Rectangle:
    """The box without the quiet zones that it has at its smallest: ten modules beside bars, one around a matrix, four around QR."""
    modules = {"barcode": 10, "datamatrix": 1, "qr": 4}[code.kind]  # type: ignore[attr-defined]  # every kind of code has one
    quiet = modules * code.smallest // 10
    left, top, right, bottom = room(code)
    upright = 0 if isinstance(code, BarcodeElement) else quiet
    return left + quiet, top + upright, right - quiet, bottom - upright


def inked(element: Element) -> Iterator[Rectangle]:
    """Where an element may have ink: all of its box, or only the four sides of a frame."""
    if isinstance(element, CodeElement):
        yield room(element)
        return
    x, y, right, bottom = element.x, element.y, element.right, element.bottom
    if isinstance(element, BoxElement) and element.line:
        line = element.line
        yield from ((x, y, right, y + line), (x, bottom - line, right, bottom), (x, y, x + line, bottom), (right - line, y, right, bottom))
    else:
        yield x, y, right, bottom


def meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
