"""What the page of a hand-over says: a HandOver in, plain values out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from station.clock import moment
from station.session import HandOver, LeftParcel, SetAside
from station.texts import as_moment, counted, word
from ui.bench.function_keys import key_of
from ui.bench.screen import HOLD_PAGE, Option
from ui.bench.signing_in import named
from ui.bench.standing import client_name, left_words, parcel_count

Row = tuple[str, str]
_LABELS: Final = 8  # that are named; the others are a number


@dataclass(frozen=True, slots=True)
class Handed:
    """`rows` say what is open, `first` what has to be done before anybody can leave ("" nothing), `options` who may take over by PIN."""

    title: str
    rows: tuple[Row, ...]
    first: str
    commands: tuple[Option, ...]
    options: tuple[Option, ...]
    ask: str


def handed_over(found: HandOver, zone: ZoneInfo, language: str) -> Handed:
    """Everything of the page."""
    in_hand = bool(found.now.item)
    rows = tuple(row for row in (*_in_hand(found, language), *_waiting(found, zone, language)) if row[1])
    return Handed(
        title=word("HAND_OVER_TITLE" if rows else "HAND_OVER_NOTHING", language),
        rows=rows,
        first=word("HAND_OVER_FIRST", language) if in_hand else "",
        commands=_commands(found, language, in_hand=in_hand),
        options=() if in_hand else named(found.people, 0, language),
        ask=_ask(found, language, in_hand=in_hand),
    )


def _ask(found: HandOver, language: str, *, in_hand: bool) -> str:
    """To whom: by badge, or by PIN where somebody has one; nobody is asked for where nobody signs in."""
    if in_hand or not found.now.person:
        return ""
    by_pin = any(each.has_pin for each in found.people)
    return word("HAND_OVER_TO_PIN" if by_pin else "HAND_OVER_TO", language)


def _commands(found: HandOver, language: str, *, in_hand: bool) -> tuple[Option, ...]:
    if in_hand:
        return (
            Option(key_of("RS-PARK"), "RS-PARK", word("WINDOW_SET_ASIDE", language)),
            Option(key_of(HOLD_PAGE), HOLD_PAGE, word("WINDOW_HOLD", language)),
        )
    close = Option(key_of("RS-CLOSE-SHIFT"), "RS-CLOSE-SHIFT", word("CLOSE_THE_SHIFT", language))
    return (close, Option("0", "RS-SIGN-OUT", word("HAND_OVER_SIGN_OUT", language))) if found.now.person else (close,)


def _in_hand(found: HandOver, language: str) -> list[Row]:
    """The unit, the parcel and the bin that somebody is busy with."""
    item, parcel, now = found.now.item, found.now.parcel, found.now
    unit = " · ".join(part for part in (item["lpn"], item["title"] or word("HEAD_NOT_IDENTIFIED", language)) if part) if item else ""
    return [
        (word("HAND_OVER_IN_HAND", language), unit),
        (word("WINDOW_ROW_PARCEL", language), _parcel(parcel, language) if parcel else ""),
        (word("HAND_OVER_EXPECTED", language), _expected(parcel, language) if parcel else ""),
        (word("HAND_OVER_BIN", language), now.putting or (now.count or {}).get("bin", "")),
        (word("HAND_OVER_PLATE", language), now.plate if not item else ""),
    ]


def _parcel(parcel: Mapping[str, Any], language: str) -> str:
    told = (client_name(parcel["client"]), parcel["code"] or parcel["parcel"], parcel_count(parcel, language))
    return " · ".join(part for part in told if part)


def _expected(parcel: Mapping[str, Any], language: str) -> str:
    open_lines = [(line, line["quantity"] - line["seen"]) for line in parcel["lines"] if line["seen"] < line["quantity"]]
    return "\n".join(word("HAND_OVER_LINE", language, count=count, title=line["title"] or line["sku"]) for line, count in open_lines)


def _waiting(found: HandOver, zone: ZoneInfo, language: str) -> list[Row]:
    labels = [
        word(f"HAND_OVER_LABEL_{label.state.upper()}", language, lpn=label.lpn, title=label.title or "–", place=label.place or "–")
        for label in found.labels[:_LABELS]
    ]
    more = found.waiting - len(labels)
    labels += [counted("HAND_OVER_MORE", more, language)] if more > 0 else []
    return [
        (word("WINDOW_LEFT_OPEN", language), "\n".join(_left(parcel, zone, language) for parcel in found.now.left_open)),
        (word("WINDOW_ASIDE", language), "\n".join(_aside(unit, zone, language) for unit in found.now.set_aside)),
        (word("HAND_OVER_LABELS", language), "\n".join(labels)),
        (word("HAND_OVER_HELD", language), counted("HAND_OVER_UNITS", found.held, language) if found.held else ""),
    ]


def _left(parcel: LeftParcel, zone: ZoneInfo, language: str) -> str:
    told = (client_name(parcel.client), parcel.code or parcel.id, left_words(parcel, zone, language))
    return " · ".join(part for part in told if part)


def _aside(unit: SetAside, zone: ZoneInfo, language: str) -> str:
    at = word("WINDOW_SINCE", language, at=as_moment(moment(unit.since), language, zone))
    return " · ".join(part for part in (unit.lpn, unit.title, unit.person, at) if part)
