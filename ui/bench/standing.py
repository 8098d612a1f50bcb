"""What always stands beside the question and below it: a story in, the left card and the foot out. Pure."""

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from station.clock import moment
from station.session import LeftParcel, SetAside, Snapshot
from station.session.heading import client_shown
from station.texts import as_moment, counted, listed, word
from ui.bench.finished import may_mean_finished
from ui.bench.function_keys import ONLY_ONE, key_of
from ui.bench.screen import HAND_OVER, HOLD_PAGE, STOP_PAGE, WHY, Foot, Option, Standing
from ui.bench.story import Site, Story, told_units

_IN_HAND: Final = ("choosing", "inspecting", "photographing")
# Which states take which of the commands at the foot; a test holds it against the bench's own table.
TAKEN_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "RS-UNDO": ("ready", "parcel", *_IN_HAND, "deciding", "counting", "labelling", "stowing", "leaving"),
    "RS-REPRINT": ("ready", "parcel", "labelling"),
    "RS-PARK": _IN_HAND,
    HOLD_PAGE: _IN_HAND,
    WHY: ("ready", "parcel", *_IN_HAND, "deciding", "labelling"),
    HAND_OVER: ("ready", "parcel"),
    STOP_PAGE: ("ready", "parcel"),
    "RS-STOP": ("ready", "parcel", *_IN_HAND, "deciding", "counting", "labelling", "stowing", "leaving"),
}
# The places at the foot before the last one, which is the stop: what no state takes together may share one.
_PLACES: Final = (("RS-UNDO",), ("RS-REPRINT", "RS-PARK"), (HAND_OVER, HOLD_PAGE), (WHY,))
_WORDS: Final = {
    "RS-UNDO": "WINDOW_UNDO", "RS-REPRINT": "WINDOW_REPRINT", "RS-PARK": "WINDOW_SET_ASIDE", HOLD_PAGE: "WINDOW_HOLD", WHY: "WINDOW_WHY",
    HAND_OVER: "WINDOW_HAND_OVER", STOP_PAGE: "WINDOW_STOP", "RS-STOP": "WINDOW_STOP",
}  # fmt: skip
_TOUCHED: Final = ("ready", "parcel")  # states in which a plate opens what can be done about its unit


def foot(story: Story, language: str) -> Foot:
    """The last unit, and the commands that this state takes."""
    stop = STOP_PAGE if may_mean_finished(story) else "RS-STOP"
    places = tuple(tuple(_command(code, language) for code in codes) for codes in (*_PLACES, (stop,)))
    state = story.snapshot.state
    units = told_units(story, language)
    taken = tuple(command for place in places for command in place if state in TAKEN_IN[command.code])
    return Foot(units[0] if units else None, taken, touched=state in _TOUCHED, places=places)


def _command(code: str, language: str) -> Option:
    return Option(key_of(code), code, word(_WORDS[code], language), strong=code in (STOP_PAGE, "RS-STOP"))


def set_aside(story: Story, site: Site) -> tuple[Option, ...]:
    """The units that wait for whoever set them aside: taken up again by touch, the only one by a key."""
    units = story.snapshot.set_aside
    return tuple(
        Option(ONLY_ONE if len(units) == 1 else "", unit.lpn, unit.title or unit.lpn, _since(unit, story.snapshot.person or "", site))
        for unit in units
    )


def _since(unit: SetAside, here: str, site: Site) -> str:
    """Its plate, whose it is where that is somebody else, and since when."""
    at = word("WINDOW_SINCE", site.language, at=as_moment(moment(unit.since), site.language, site.zone))
    whose = " · ".join(part for part in (unit.lpn, unit.person if unit.person != here else "") if part)
    return f"{whose}\n{at}"


def left_open(story: Story, site: Site) -> tuple[Option, ...]:
    """The parcels that were left and not closed: touched, each is open again."""
    return tuple(
        Option("", parcel.code, " · ".join(part for part in (client_name(parcel.client), parcel.code or parcel.id) if part), small)
        for parcel, small in ((each, left_words(each, site.zone, site.language)) for each in story.snapshot.left_open)
    )


def left_words(parcel: LeftParcel, zone: ZoneInfo, language: str) -> str:
    """How many units came in it so far, and since when."""
    units = counted("HEAD_UNITS_HERE", parcel.units, language)
    return " · ".join((units, word("WINDOW_SINCE", language, at=as_moment(moment(parcel.since), language, zone))))


def standing(story: Story, language: str) -> Standing | None:
    """Whose and what: the left card; the finished unit while it is told. None with neither a parcel nor a unit."""
    snapshot = story.snapshot
    item, parcel = snapshot.item or (story.done if story.result else None), snapshot.parcel
    if item is None and parcel is None:
        return None
    named = client_name(client_shown(snapshot, item)) or word("HEAD_NO_CLIENT", language)
    title = _title(item, language)
    return Standing(
        client=named,
        title=title,
        variant=_variant(title) if item and item["title"] else "",
        sku=(item["sku"] or item["gtin"] or "") if item else "",
        rows=(*_unit_rows(item, language), *_parcel_rows(item, parcel, language, told=story.result), *_says(item, language)),
        pieces=_pieces(item, language),
        alerts=alerts(snapshot, language),
        notes=notes(snapshot, language),
    )


def alerts(snapshot: Snapshot, language: str) -> tuple[str, ...]:
    """What the main system wants said aloud, and what becomes of the unit by it."""
    return tuple(word(f"ALERT_{alert['then'].upper()}", language, say=alert["say"]) for alert in snapshot.alerts)


def notes(snapshot: Snapshot, language: str) -> tuple[str, ...]:
    """What holds beside the question: arrivals only, a plate that waits, a bin that is being filled, a client that was chosen."""
    lines = [word("HEAD_DOCK", language)] if snapshot.dock else []
    lines += [word("HEAD_PLATE", language, plate=snapshot.plate)] if snapshot.plate and not snapshot.item else []
    lines += [word("HEAD_PUTTING", language, bin=snapshot.putting)] if snapshot.putting else []
    if snapshot.client and not snapshot.parcel and not snapshot.item:
        lines.append(word("WINDOW_CLIENT_CHOSEN", language, client=client_name(snapshot.client)))
    return tuple(lines)


def client_name(client: str) -> str:
    """A client's id as a name: large, so with a capital where it is all small letters."""
    return client[:1].upper() + client[1:] if client.islower() else client


def parcel_count(parcel: Mapping[str, Any], language: str) -> str:
    """How many of a parcel's units are here."""
    if not parcel["expected"]:
        return counted("HEAD_UNITS_HERE", parcel["received"], language)
    instead = parcel["instead"]
    counts = [word("HEAD_AS_ANNOUNCED" if instead else "HEAD_HERE", language, here=parcel["here"], expected=parcel["expected"])]
    counts += [counted("HEAD_INSTEAD", instead, language)] if instead else []
    counts += [counted("HEAD_EXTRA", parcel["extra"], language)] if parcel["extra"] else []
    return listed(counts, language)


def _title(item: Mapping[str, Any] | None, language: str) -> str:
    if item is None:
        return ""
    return item["title"] or word("HEAD_NOT_IDENTIFIED", language)


def _variant(title: str) -> str:
    """What tells this article from its sisters ("black, M"): until there is a picture, that is what has to be compared."""
    _, _, variant = title.partition(",")
    return variant.strip().replace(", ", " · ")


def _unit_rows(item: Mapping[str, Any] | None, language: str) -> tuple[tuple[str, str], ...]:
    if item is None:
        return ()
    rows = [(word("WINDOW_ROW_PLATE", language), item["lpn"])]
    if item["route"] != "expected":
        rows.append((word("WINDOW_ROW_CAME", language), word(f"ROUTE_{item['route'].upper()}", language)))
    for name in ("serial", "lot", "expiry"):
        if item.get(name):
            rows.append((word(f"WINDOW_ROW_{name.upper()}", language), item[name]))
    return tuple(rows)


def _says(item: Mapping[str, Any] | None, language: str) -> tuple[tuple[str, str], ...]:
    """What the customer says about it."""
    said = " – ".join(item[name] for name in ("reason", "note") if item.get(name)) if item else ""
    return ((word("WINDOW_ROW_SAYS", language), said),) if said else ()


def _parcel_rows(
    item: Mapping[str, Any] | None, parcel: Mapping[str, Any] | None, language: str, *, told: bool
) -> tuple[tuple[str, str], ...]:
    if parcel is None:
        return ()
    kind = "RETURN" if parcel["kind"] == "rma" else "PARCEL"
    code = parcel["code"] or parcel["parcel"]
    rows = [(word("WINDOW_ROW_COUNT", language), _place(item, parcel, language, told=told)), (word(f"WINDOW_ROW_{kind}", language), code)]
    return tuple(rows)


def _place(item: Mapping[str, Any] | None, parcel: Mapping[str, Any], language: str, *, told: bool) -> str:
    if item is None or not parcel["expected"] or item["route"] != "expected":
        return parcel_count(parcel, language)
    already = told or item.get("known")  # a unit that was taken back was counted when it came
    number = min(parcel["here"] + parcel["instead"] + (not already), parcel["expected"])
    if not number:
        return parcel_count(parcel, language)
    return word("WINDOW_UNIT_OF", language, number=number, expected=parcel["expected"])


def _pieces(item: Mapping[str, Any] | None, language: str) -> str:
    parts = [word("HEAD_PIECE", language, quantity=part["quantity"], title=part["title"]) for part in (item or {}).get("components") or ()]
    return word("HEAD_PIECES", language, pieces=listed(parts, language)) if parts else ""
