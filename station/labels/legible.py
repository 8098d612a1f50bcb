"""Can a label be read and scanned as it is drawn? A label in; what is covered, without contrast, or too small for scanners out."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from station.errors import Refusal
from station.labels.documents import Label
from station.labels.elements import BarcodeElement, BoxElement, CodeElement, Element, LineElement, PictureElement, Shown, TextElement
from station.labels.places import apart, inked, meet

# The thinnest bar and the smallest square, in hundredths of a mm, that scanners at a bench read off thermal paper; a till wants 0.25.
_LEAST_BAR: Final = 19
_LEAST_SQUARE: Final = 25
_LEAST_HEIGHT: Final = 50  # tenths of a mm: lower bars are missed by a hand that shakes
_THICK: Final = 10  # tenths of a mm from which a line is a surface


def illegible(label: Label, name: str) -> Iterator[Refusal]:
    """LAYOUT_MODULE, LAYOUT_BARS_LOW, LAYOUT_COVERED, LAYOUT_BLACK_ON_BLACK, LAYOUT_WHITE_ON_WHITE; `name` is the label's in messages."""
    for element in label.element:
        if isinstance(element, CodeElement):
            yield from _too_small(element, name)
    surfaces = [(place, each) for place, each in enumerate(label.element) if _is_surface(each)]
    for place, element in enumerate(label.element):
        if isinstance(element, TextElement | PictureElement):
            before = [each for at, each in surfaces if at < place]
            after = [each for at, each in surfaces if at > place]
            yield from chain(_covered(label, element, after, name), _without_contrast(label, element, before, name))


def _too_small(code: CodeElement, name: str) -> Iterator[Refusal]:
    least = _LEAST_BAR if isinstance(code, BarcodeElement) else _LEAST_SQUARE
    if code.smallest < least:
        yield Refusal("LAYOUT_MODULE", layout=name, element=code.name, module=f"{code.smallest / 100:.2f}", least=f"{least / 100:.2f}")
    if isinstance(code, BarcodeElement) and code.height < _LEAST_HEIGHT:
        least_height = f"{_LEAST_HEIGHT / 10:.1f}"
        yield Refusal("LAYOUT_BARS_LOW", layout=name, element=code.name, height=f"{code.height / 10:.1f}", least=least_height)


def _is_surface(element: Element) -> bool:
    """A box that is filled, or whose frame leaves nothing free, or a line as thick as one."""
    thinner = min(element.width, element.height)
    match element:
        case BoxElement():
            return not element.line or 2 * element.line >= thinner
        case LineElement():
            return element.dash is None and thinner >= _THICK
    return False


def _covered(label: Label, element: Element, after: list[Element], name: str) -> Iterator[Refusal]:
    for each in after:
        if _lies_on(label, element, each):
            yield Refusal("LAYOUT_COVERED", layout=name, element=element.name, beside=each.name)


def _without_contrast(label: Label, element: Element, before: list[Element], name: str) -> Iterator[Refusal]:
    """Black on black, and white where it is not sure to stand on black."""
    if isinstance(element, TextElement) and element.white:
        if not any(_is_inside(element, each) and _is_shown_with(each, element) for each in before):
            yield Refusal("LAYOUT_WHITE_ON_WHITE", layout=name, element=element.name)
        return
    for each in before:
        if _lies_on(label, element, each):
            yield Refusal("LAYOUT_BLACK_ON_BLACK", layout=name, element=element.name, beside=each.name)


def _lies_on(label: Label, element: Element, surface: Element) -> bool:
    return not apart(label, element, surface) and any(meet(a, b) for a in inked(element) for b in inked(surface))


def _is_inside(element: Element, surface: Element) -> bool:
    return surface.x <= element.x and surface.y <= element.y and element.right <= surface.right and element.bottom <= surface.bottom


def _is_shown_with(surface: Shown, element: Shown) -> bool:
    """Whether a surface is there whenever the element is: it has no condition that the element has not."""
    return (
        set(surface.when) <= set(element.when)
        and set(surface.unless) <= set(element.unless)
        and all(name in element.where and set(element.where[name]) <= set(values) for name, values in surface.where.items())
        and all(set(values) <= set(element.where_not.get(name, ())) for name, values in surface.where_not.items())
    )
