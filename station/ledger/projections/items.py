"""Facts about units, into items, item_photos and quarter_hours. A fact that replaces a grade takes its figures back first."""

from collections.abc import Mapping
from typing import Any, Final

from station.errors import Bug
from station.ledger.digest import canonical, quoted
from station.ledger.projections.containers import OUT, left, owned
from station.ledger.projections.figures import of_change, of_grade, of_hold, quarter
from station.ledger.tables import Tables
from station.model import facts as kinds
from station.model.facts import Fact
from station.model.serials import serial_key

Unit = Mapping[str, Any]

_CORRECTABLE: Final = frozenset({"sku", "gtin", "title", "category", "parcel", "line", "bin", "serial"})
# What the projections below ask of the row that stands: reading all of it would be a tenth of a save.
_NEEDED: Final = ("state", "client", "actor", "received_at", "grade", "disposition", "grade_seq", "graded_by", "graded_at", "tote", "lot")
_NO_GRADE: Final[Mapping[str, Any]] = {
    "grade": None, "disposition": None, "bin": None, "because": "[]", "hold": None, "graded_by": None, "graded_at": None, "grade_seq": None,
}  # fmt: skip


def received(tables: Tables, fact: Fact) -> None:
    """A unit is taken: its row begins here, with what later look-ups need."""
    given, context = fact.payload, fact.context or {}
    tables.insert(
        "items",
        {
            "lpn": fact.subject, "state": "received", "parcel": given["parcel"], "client": given["client"], "sku": given["sku"],
            "gtin": given["gtin"], "title": given["title"], "category": given["category"], "rma": context.get("rma"), "line": given["line"],
            "order_number": context.get("order"), "because": "[]", "actor": fact.actor, "received_at": fact.at,
            "received_seq": fact.seq, "last_seq": fact.seq, **_serial(given),
        },
    )  # fmt: skip
    tables.add(quarter(fact.at), given["client"], fact.actor, {"received": 1})


def graded(tables: Tables, fact: Fact) -> None:
    """The unit stands under this grade; one that stood before is no longer counted. Who found it may be named by the fact itself."""
    given, unit = fact.payload, _unit(tables, fact)
    who = given.get("found_by") or fact.actor
    _take_back_grade(tables, fact, unit)
    left(tables, fact, unit)
    _change(
        tables, fact, state="graded", **OUT, grade=given["grade"], disposition=given["disposition"], bin=given["bin"],
        because=_listed(given["because"]), hold=None, graded_by=who, graded_at=fact.at, grade_seq=fact.seq, **_serial(given),
    )  # fmt: skip
    _photograph(tables, fact)
    tables.add(quarter(fact.at), unit["client"], who, of_grade(given, given["grade"], given["disposition"]))


def held(tables: Tables, fact: Fact) -> None:
    """The decision is parked: no grade stands, the reasons and the shelf do."""
    given, unit = fact.payload, _unit(tables, fact)
    _take_back_grade(tables, fact, unit)
    hold, _plain = canonical({"reasons": given["reasons"], "shelf": given["shelf"]})
    left(tables, fact, unit)
    standing = {**_NO_GRADE, **OUT, "disposition": given["disposition"], "bin": given["bin"]}
    _change(tables, fact, state="held", **{**standing, "because": _listed(given["because"]), "hold": hold}, **_serial(given))
    _photograph(tables, fact)
    tables.add(quarter(fact.at), unit["client"], fact.actor, of_hold(given))


def released(tables: Tables, fact: Fact) -> None:
    """The hold is over; the grade follows as a fact of its own."""
    given, unit = fact.payload, _unit(tables, fact)
    left(tables, fact, unit)
    state = "released" if given.get("disposition") else "received"
    _change(tables, fact, state=state, hold=None, disposition=given.get("disposition"), bin=given.get("bin"), **OUT)


def overridden(tables: Tables, fact: Fact) -> None:
    """Another grade and disposition stand, counted where the first were."""
    given, unit = fact.payload, _unit(tables, fact)
    if unit["grade_seq"] is None:
        raise Bug("FACT_CONTRADICTS", table="items", key=fact.subject, detail="an override without a grade")
    # The figures stay in the quarter of the grading and with its inspector; only what was decided moves.
    graded_quarter = quarter(unit["graded_at"])
    tables.add(graded_quarter, unit["client"], unit["graded_by"], _decision(unit["grade"], unit["disposition"]), sign=-1)
    tables.add(graded_quarter, unit["client"], unit["graded_by"], _decision(given["to"], given["disposition"]))
    _change(tables, fact, grade=given["to"], disposition=given["disposition"], bin=given["bin"], grade_seq=fact.seq)
    _photograph(tables, fact)
    tables.add(quarter(fact.at), unit["client"], unit["graded_by"], of_change(unit["grade"], given["to"]))


def reopened(tables: Tables, fact: Fact) -> None:
    """The last decision is taken back, and its figures with it."""
    unit = _unit(tables, fact)
    _take_back_grade(tables, fact, unit)
    if unit["state"] == "held":
        _take_back_hold(tables, fact, unit)
    left(tables, fact, unit)
    _change(tables, fact, state="reopened", **OUT, **_NO_GRADE)  # it is in somebody's hand again
    tables.add(quarter(fact.at), unit["client"], fact.actor, {"reopened": 1})


def corrected(tables: Tables, fact: Fact) -> None:
    """Fields that were wrong, each with its old and its new value; figures follow a new client."""
    unit = _unit(tables, fact)
    changes = {field: new for field, (_old, new) in fact.payload["what"].items()}
    if (client := changes.get("client")) and client != unit["client"]:
        _move_figures(tables, fact, unit, client)
        owned(tables, fact, unit, client)
        _change(tables, fact, client=client)
    if fact.payload.get("return"):  # which one it is may have to be erased, so the context says it
        context = fact.context or {}
        _change(tables, fact, rma=context.get("rma"), order_number=context.get("order"))
    if changes.get("serial"):
        changes["serial"] = serial_key(changes["serial"])
    if unit["disposition"]:
        changes.pop("bin", None)  # where the product belongs; the unit itself lies where its decision sent it
    _change(tables, fact, **{field: new for field, new in changes.items() if field in _CORRECTABLE})


def photo_erased(tables: Tables, fact: Fact) -> None:
    """A photo was erased on purpose: its absence is valid from here on."""
    tables.erase_photo(fact.payload["sha256"], fact.seq)


def _unit(tables: Tables, fact: Fact) -> Unit:
    unit = tables.get("items", fact.subject, _NEEDED)
    if unit is None:
        raise Bug("FACT_CONTRADICTS", table="items", key=fact.subject, detail=f"{fact.kind} before item.received")
    return unit


def _change(tables: Tables, fact: Fact, **values: object) -> None:
    tables.change("items", fact.subject, {**values, "last_seq": fact.seq})


def _photograph(tables: Tables, fact: Fact) -> None:
    rows = [
        {"sha256": photo["sha256"], "lpn": fact.subject, "shot": photo["shot"], "seq": fact.seq, "erased_seq": None}
        for photo in fact.payload["photos"]
    ]
    tables.put_all("item_photos", rows)


def _take_back_grade(tables: Tables, fact: Fact, unit: Unit) -> None:
    """Take the standing grade's figures out of the quarter and from the inspector they were counted for, if one stands."""
    if unit["grade_seq"] is None:
        return
    figures = _standing_figures(tables, fact, unit)
    tables.add(quarter(unit["graded_at"]), unit["client"], unit["graded_by"], figures, sign=-1)


def _standing_figures(tables: Tables, fact: Fact, unit: Unit) -> dict[str, int]:
    base = tables.last_fact(fact.subject, kinds.ITEM_GRADED, fact.seq)
    if base is None:
        raise Bug("FACT_CONTRADICTS", table="items", key=fact.subject, detail="a grade without its fact")
    return of_grade(base.payload, unit["grade"], unit["disposition"])


def _take_back_hold(tables: Tables, fact: Fact, unit: Unit) -> None:
    if (base := _standing_hold(tables, fact)) is not None:
        tables.add(quarter(base.at), unit["client"], base.actor, of_hold(base.payload), sign=-1)


def _standing_hold(tables: Tables, fact: Fact) -> Fact | None:
    base = tables.last_fact(fact.subject, kinds.ITEM_HELD, fact.seq)
    while base is not None and not of_hold(base.payload):
        base = tables.last_fact(fact.subject, kinds.ITEM_HELD, base.seq)  # it went on to somebody else since
    return base


def _move_figures(tables: Tables, fact: Fact, unit: Unit, client: str) -> None:
    counted = [(unit["received_at"], unit["actor"], {"received": 1})]
    if unit["grade_seq"] is not None:
        counted.append((unit["graded_at"], unit["graded_by"], _standing_figures(tables, fact, unit)))
    if unit["state"] == "held" and (hold := _standing_hold(tables, fact)) is not None:
        counted.append((hold.at, hold.actor, of_hold(hold.payload)))
    for at, actor, figures in counted:
        tables.add(quarter(at), unit["client"], actor, figures, sign=-1)
        tables.add(quarter(at), client, actor, figures)


def _decision(grade: str, disposition: str) -> dict[str, int]:
    return {f"grade:{grade}": 1, f"disposition:{disposition}": 1}


def _serial(given: Unit) -> dict[str, str]:
    """What identifies the very unit, where the fact tells it: read at the device, else in the code of its box."""
    traced = given.get("traced") or {}
    told = traced.get("serial") or traced.get("imei") or given.get("serial")
    return {"serial": serial_key(told)} if told else {}


def _listed(codes: list[str]) -> str:
    return f"[{','.join(map(quoted, codes))}]"


PROJECTIONS: Final = {
    kinds.ITEM_RECEIVED: received,
    kinds.ITEM_GRADED: graded,
    kinds.ITEM_HELD: held,
    kinds.ITEM_RELEASED: released,
    kinds.ITEM_OVERRIDDEN: overridden,
    kinds.ITEM_REOPENED: reopened,
    kinds.ITEM_CORRECTED: corrected,
    kinds.PHOTO_ERASED: photo_erased,
}
