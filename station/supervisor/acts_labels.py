"""The act that prints labels of things that no step of the bench labels: shelves, parcels, pallets, packages with lithium batteries.

Units, totes and lots get theirs where they are graded or closed. These go through the same queue, so what became of each is known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from station.bench import labelling
from station.errors import Refusal
from station.labels.kinds import KINDS
from station.model.facts import NewFact
from station.model.rights import Right
from station.supervisor.acts import Act
from station.supervisor.doing import MOST_UNITS, Doing, Performers
from station.supervisor.label_names import bare_name, free_name, sscc, un_number

BY_HAND: Final = tuple(kind.name for kind in KINDS.values() if kind.by_hand)
TEXT_MAX: Final = 200  # signs that a field says; names are as long as the bench reads a place
_COPIES: Final = "SELECT coalesce(max(copy), 0) FROM labels WHERE lpn = ?"
_PARCEL: Final = "SELECT 1 FROM parcels WHERE parcel = ?"
_LITHIUM: Final = "lithium"
_NOT_SAID: Final = ("code", "title")  # forms show a title large, in the place of what the bars hold


@dataclass(frozen=True)
class PrintLabels(Act):
    """A label for each of these names: of a shelf, the id of a parcel, the number of a pallet; a lithium mark needs none.

    `kind` one of `BY_HAND`; `said` are further fields of that kind (see docs/labels.md) and what they say.
    """

    right: ClassVar[Right] = Right.REPRINT

    kind: str
    names: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()


def print_labels(doing: Doing, act: PrintLabels) -> Mapping[str, Any]:
    """`queued` what the labels are about: the kind and the name, which no unit, tote or lot is called.

    Raises Refusal LABEL_BY_ITSELF, LABEL_FIELD, LABEL_FIELD_TWICE, LABEL_FIELD_MISSING, LABEL_FOR_ONE, LABEL_TEXT_LONG, LABEL_UN,
    LABEL_SSCC, LABEL_PARCEL_UNKNOWN, what `bare_name` raises, ACT_EMPTY, ACT_TOO_MANY.
    """
    if act.kind not in BY_HAND:
        raise Refusal("LABEL_BY_ITSELF", kind=act.kind, known=", ".join(BY_HAND))
    said = _said(act)
    names = act.names or (("",) if act.kind == _LITHIUM else ())
    if not names:
        raise Refusal("ACT_EMPTY")
    if len(names) > MOST_UNITS:
        raise Refusal("ACT_TOO_MANY", count=len(names), most=MOST_UNITS)
    _numbers_must_fit(act.kind, names, said)
    facts = list(_labels(doing, act.kind, names, said))
    doing.append(facts)
    return {"queued": [fact.subject for fact in facts]}


def _said(act: PrintLabels) -> dict[str, str]:
    """What each field says, on one line; nothing of it is cut off or overwritten unseen."""
    known = [name for name in KINDS[act.kind].fields if name not in _NOT_SAID]
    said: dict[str, str] = {}
    for field, text in act.said:
        if field not in known:
            raise Refusal("LABEL_FIELD", kind=act.kind, field=field, known=", ".join(known))
        if field in said:
            raise Refusal("LABEL_FIELD_TWICE", field=field)
        said[field] = " ".join(text.split())
        if len(said[field]) > TEXT_MAX:
            raise Refusal("LABEL_TEXT_LONG", field=field, most=TEXT_MAX)
    return said


def _numbers_must_fit(kind: str, names: tuple[str, ...], said: Mapping[str, str]) -> None:
    """What the printer would refuse for ever, or what would be false on a label."""
    if kind == _LITHIUM:
        un_number(said.get("un", ""))
    if said.get("sscc"):
        sscc(said["sscc"])
        if len(names) > 1:
            raise Refusal("LABEL_FOR_ONE", field="sscc")


def _labels(doing: Doing, kind: str, names: tuple[str, ...], said: Mapping[str, str]) -> Iterator[NewFact]:
    today = doing.opened.clock.now().astimezone(doing.opened.zone).date().isoformat()
    before: dict[str, int] = {}
    for name in names:
        about, code, title = _named(doing, kind, name, said)
        filled = {"code": code, "title": title, "date": today, **said}
        fields = {field: filled.get(field, "") for field in KINDS[kind].fields}
        for field in KINDS[kind].needs:
            if not fields[field]:
                raise Refusal("LABEL_FIELD_MISSING", kind=kind, field=field)
        # No plate, tote or lot has a name with a space: their labels, and how many they have, stay their own.
        subject = f"{kind.upper()} {about}"
        before[subject] = before.get(subject, _copies(doing, subject)) + 1
        yield labelling.label(subject, kind, fields, before[subject])


def _named(doing: Doing, kind: str, text: str, said: Mapping[str, str]) -> tuple[str, str, str]:
    """What the label is about, what its bars hold, and what it is called."""
    if kind == "bin":
        place = free_name(text)
        return place, f"RS-BIN-{place}", place
    if kind == "parcel":
        parcel = _parcel(doing, free_name(text))
        return parcel, parcel, ""
    code = bare_name(text, doing.opened.patterns) if text or kind != _LITHIUM else ""
    return (f"UN{said['un']}" if kind == _LITHIUM else code), code, ""


def _parcel(doing: Doing, parcel: str) -> str:
    with doing.opened.reader.connect() as connection:
        if connection.exec_driver_sql(_PARCEL, (parcel,)).one_or_none() is None:
            raise Refusal("LABEL_PARCEL_UNKNOWN", parcel=parcel)
    return parcel


def _copies(doing: Doing, subject: str) -> int:
    with doing.opened.reader.connect() as connection:
        return int(connection.exec_driver_sql(_COPIES, (subject,)).scalar_one())


TABLE: Final[Performers] = {PrintLabels: print_labels}
