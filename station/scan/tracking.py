"""A text in, the carriers' numbers that it can be out, each with its carrier and whether a check digit vouched for it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan.carriers import FORMS, NAMES, Form, Says
from station.scan.texts import IF_KNOWN, shown


def _by_length() -> Mapping[int, tuple[Form, ...]]:
    found: defaultdict[int, list[Form]] = defaultdict(list)
    for form in FORMS:
        for length in form.lengths:
            found[length].append(form)
    return {length: tuple(forms) for length, forms in found.items()}


_BY_LENGTH: Final = _by_length()


def tracking(compact: str) -> tuple[Reading, ...]:
    """The readings of a text in capitals without spaces; `parts`: carrier, check (verified or none), whole, and perhaps "if": "known".

    The value is the number that customer and shop know, without the routing around it.
    """
    found = [(form, number) for form, number, fits in _matching(compact) if fits]
    # Where a form names its carrier and its check digit fits, forms that any digits have are no equals.
    named = any(form.says is Says.NAMED and form.check for form, _ in found)
    readings = (_reading(form, number, compact, doubted=named) for form, number in found)
    return tuple({(reading.value, reading.parts["carrier"]): reading for reading in readings}.values())


def wrong_number(compact: str) -> Refusal | None:
    """Refusal TRACKING_CHECK for a text whose form names a carrier, but whose check digit does not fit."""
    for form, _, fits in _matching(compact):
        if not fits and form.says is Says.NAMED:
            return Refusal("TRACKING_CHECK", text=shown(compact), carrier=NAMES[form.carrier])
    return None


def _matching(compact: str) -> Iterator[tuple[Form, str, bool]]:
    """The forms that the text has, with its number and whether the check digit, if there is one, fits."""
    if not compact.strip("0"):
        return
    for form in _BY_LENGTH.get(len(compact), ()):
        match = form.pattern.fullmatch(compact)
        if match is None:
            continue
        groups = match.groupdict()
        number = groups.get("number") or compact
        yield form, number, form.check is None or form.check(groups.get("checked") or number)


def _reading(form: Form, number: str, whole: str, *, doubted: bool) -> Reading:
    only_if_known = form.says is Says.KNOWN or (doubted and form.says is Says.CHECKED)
    parts = {"carrier": form.carrier, "check": "verified" if form.check else "none", "whole": whole}
    return Reading(CodeKind.TRACKING, number, {**parts, **IF_KNOWN} if only_if_known else parts)
