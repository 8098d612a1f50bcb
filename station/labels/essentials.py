"""Is on a label what it is for, whatever its unit has? A label and its kind in; which code or words are missing or not its own out.

A unit is found by its plate alone: without a code of it the label sends somebody searching, with another's to the wrong unit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from math import prod
from typing import Final

from station.errors import Refusal
from station.labels.documents import Label
from station.labels.elements import PLACEHOLDER, BarcodeElement, CodeElement, Element, MatrixElement, Shown, TextElement, fields_in
from station.labels.kinds import Kind

_OTHER: Final = "…"  # a value that no condition names
_MOST: Final = 4096  # cases that are tried; conditions that make more are taken as not sure to be met
_Telling = tuple[Shown, tuple[str, ...]]  # an element, and the fields of which it tells
_GS1_NUMBER: Final = re.compile(r"\([0-9]{2,4}\)")


def missing(label: Label, kind: Kind, name: str) -> Iterator[Refusal]:
    """LAYOUT_CODE_MISSING, LAYOUT_NOT_TOLD, LAYOUT_CODE_FIXED; `name` is what messages call the label."""
    codes = [each for each in label.element if isinstance(each, CodeElement)]
    free = [each for each in label.element if each.name not in label.instead]
    coded = [each for each in free if isinstance(each, CodeElement) and _holds(label, each, kind.coded)]
    if kind.coded and not _always(kind, [(each, fields_in(each.data)) for each in coded]):
        yield Refusal("LAYOUT_CODE_MISSING", layout=name, wanted=kind.coded[0], element=_names(codes))
    telling = [(each, fields) for each in free if (fields := tuple(name for name in _told(each) if name in kind.told))]
    if kind.told and not _always(kind, telling):
        wanted = ", ".join(f"{{{field}}}" for field in kind.told)
        yield Refusal("LAYOUT_NOT_TOLD", layout=name, wanted=wanted, element=_names(each for each, _fields in telling))
    for each in codes if kind.unit else ():
        if fixed := _fixed(each):
            yield Refusal("LAYOUT_CODE_FIXED", layout=name, element=each.name, fixed=fixed)


def _holds(label: Label, code: CodeElement, wanted: tuple[str, ...]) -> bool:
    """Whether a code and what takes its place both hold one of these and nothing else."""
    stand_in = label.named(code.otherwise) if code.otherwise else code
    return isinstance(stand_in, CodeElement) and stand_in.data == code.data and code.data in wanted


def _told(element: Element) -> tuple[str, ...]:
    """The fields that somebody can read in an element, or scan."""
    if isinstance(element, TextElement):
        return fields_in(element.text)
    return fields_in(element.data) if isinstance(element, CodeElement) else ()


def _names(elements: Iterable[Element]) -> str:
    return ", ".join(each.name for each in elements) or "–"


def _always(kind: Kind, elements: Sequence[_Telling]) -> bool:
    """Whether in every case that their conditions tell apart at least one of the elements is shown and has one of its fields."""
    values = _values(kind, elements)
    if prod(map(len, values.values())) > _MOST:
        return False
    cases = (dict(zip(values, case, strict=True)) for case in product(*values.values()))
    return all(any(each.holds(texts) and any(map(texts.get, fields)) for each, fields in elements) for texts in cases)


def _values(kind: Kind, elements: Sequence[_Telling]) -> dict[str, list[str]]:
    """What each field may be, as far as it matters: one of the values that are named, another one, and empty where it may be."""
    named: dict[str, set[str]] = {}
    for each, fields in elements:
        for name in chain(fields, each.when, each.unless):
            named.setdefault(name, {_OTHER})
        for name, values in chain(each.where.items(), each.where_not.items()):
            named.setdefault(name, {_OTHER}).update(values)
    sure = {*kind.needs, *kind.given}
    return {name: sorted(values - {""} if name in sure else values | {""}) for name, values in named.items()}


def _fixed(code: CodeElement) -> str:
    """What a code would hold on every label; the numbers of GS1 fields are how such a code is written."""
    fixed = PLACEHOLDER.sub(lambda found: found[0] if found["word"] else "", code.data)
    gs1 = (isinstance(code, BarcodeElement) and code.symbology == "gs1") or (isinstance(code, MatrixElement) and code.gs1)
    return (_GS1_NUMBER.sub("", fixed) if gs1 else fixed).strip()
