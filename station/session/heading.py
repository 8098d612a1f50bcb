"""What always stands above a question: a snapshot in, lines in words out."""

from collections.abc import Mapping
from typing import Any

from station.session.snapshot import Snapshot
from station.session.stock_work import stowing_lines
from station.texts import as_day, counted, listed, word


def heading(snapshot: Snapshot, language: str) -> list[str]:
    """What is always there: the client in capitals and who is signed in, the parcel, the unit in hand, what waits beside them."""
    client = client_shown(snapshot, snapshot.item)
    unknown = word("HEAD_NO_CLIENT", language) if snapshot.item or snapshot.parcel else ""
    first = [part for part in (client.upper() or unknown, snapshot.person) if part]
    lines = [f"━━ {' ━━ '.join(first)} ━━" if first else "━━"]
    if snapshot.parcel:
        lines.append(f"   {_parcel_line(snapshot.parcel, language)}")
    if snapshot.item:
        lines.append(f"   {_item_line(snapshot.item, language)}")
        lines += [f"   {line}" for line in _of_the_unit(snapshot.item, language)]
    return [*lines, *alerts(snapshot, language), *(f"   {line}" for line in _beside(snapshot, language))]


def client_shown(snapshot: Snapshot, item: Mapping[str, Any] | None) -> str:
    """The client of what is in hand, the work or the parcel; "" for none: one that was chosen for what has no paper is not in hand."""
    beside = {} if snapshot.stowing or snapshot.leaving else snapshot.parcel or {}  # a parcel that waits says nothing about a tote
    return str((item or {}).get("client") or snapshot.whose or beside.get("client") or "")


def alerts(snapshot: Snapshot, language: str) -> list[str]:
    """What the main system wants said aloud, and what becomes of the unit by it."""
    return [f"!! {word('ALERT_' + alert['then'].upper(), language, say=alert['say'])} !!" for alert in snapshot.alerts]


def _parcel_line(parcel: Mapping[str, Any], language: str) -> str:
    named = word(f"HEAD_PARCEL_{parcel['kind'].upper()}", language, code=parcel["code"] or parcel["parcel"])
    extra = parcel["extra"]
    if not parcel["expected"]:
        return f"{named} · {counted('HEAD_UNITS_HERE', parcel['received'], language)}"
    instead = parcel["instead"]
    counts = [word("HEAD_AS_ANNOUNCED" if instead else "HEAD_HERE", language, here=parcel["here"], expected=parcel["expected"])]
    counts += [counted("HEAD_INSTEAD", instead, language)] if instead else []
    counts += [word("HEAD_STILL_EXPECTED", language, open=parcel["open"])] if parcel["open"] else []
    counts += [counted("HEAD_EXTRA", extra, language)] if extra else []
    return f"{named} · {listed(counts, language)}"


def _item_line(item: Mapping[str, Any], language: str) -> str:
    what = [item["title"] or word("HEAD_NOT_IDENTIFIED", language), item["sku"] or item["gtin"] or ""]
    route = word(f"ROUTE_{item['route'].upper()}", language) if item["route"] != "expected" else ""
    return " · ".join(part for part in (item["lpn"], *what, route, _says(item, language)) if part)


def _says(item: Mapping[str, Any], language: str) -> str:
    """What the customer says about it."""
    said = " – ".join(part for part in (item["reason"], item["note"]) if part)
    return word("HEAD_SAYS", language, said=said) if said else ""


def _of_the_unit(item: Mapping[str, Any], language: str) -> list[str]:
    """What its codes told so far, and of which pieces it consists."""
    known = {**item, "expiry": as_day(item.get("expiry") or "", language)}
    told = [word(f"HEAD_{name.upper()}", language, value=known[name]) for name in ("serial", "lot", "expiry") if known.get(name)]
    pieces = [word("HEAD_PIECE", language, quantity=piece["quantity"], title=piece["title"]) for piece in item.get("components") or ()]
    lines = [" · ".join(told)] if told else []
    return [*lines, word("HEAD_PIECES", language, pieces=listed(pieces, language))] if pieces else lines


def _labels(snapshot: Snapshot, language: str) -> list[str]:
    """The label that is waited for or offered, and what the printer's trouble leaves without one."""
    due = snapshot.label
    lines = [word(f"HEAD_LABEL_{due['why'].upper()}", language, code=due["code"], kind=due["kind_label"], title=_of(due))] if due else []
    lines += [word("HEAD_PRINTER_TROUBLE", language)] if snapshot.printer_trouble else []
    return lines + ([word("HEAD_NAKED", language, plates=listed(snapshot.naked, language))] if snapshot.naked else [])


def _of(due: Mapping[str, Any]) -> str:
    return str(due["title"] or due["lpn"])


def _beside(snapshot: Snapshot, language: str) -> list[str]:
    lines = [word("HEAD_DOCK", language)] if snapshot.dock else []
    lines += [word("WINDOW_CLIENT_CHOSEN", language, client=snapshot.client)] if snapshot.client and snapshot.state == "ready" else []
    lines += _labels(snapshot, language)
    lines += [word("HEAD_PUTTING", language, bin=snapshot.putting)] if snapshot.putting else []
    lines += stowing_lines(snapshot.stowing, language)
    lines += [word("HEAD_PLATE", language, plate=snapshot.plate)] if snapshot.plate else []
    return lines + ([word("HEAD_SET_ASIDE", language, plates=listed(snapshot.parked, language))] if snapshot.parked else [])
