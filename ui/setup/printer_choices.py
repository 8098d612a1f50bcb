"""What the printers' page asks while one is set up: a Draft and the settings in, the questions as Screens out; pure."""

import sys
from typing import Final

from station.model.labels import LABEL_KINDS, STOCKS
from station.texts import word
from ui.bench.screen import ENTER, Option, Page, Screen
from ui.setup.printer_address import DOTS, SPEEDS, STATUS, WAYS, Address, is_same
from ui.setup.printer_screens import back, keyed
from ui.setup.printer_setup import Draft, PrinterSetup, Use
from ui.setup.printer_words import kind_name, named, now_of, value_name, value_of

ASK: Final = "printers:ask:"  # followed by what shall be chosen
CHOSEN: Final = "printers:chosen:"  # followed by the value
FOUND: Final = "printers:found:"  # followed by the number of what was found
DONE: Final = "printers:done"
SAVE: Final = "printers:save"
SEVERAL: Final = ("for", "clients")  # options of which several may be chosen
_ELSEWHERE: Final = ("queue",) if sys.platform == "win32" else ("windows",)  # ways that this computer has not
_VALUES: Final = {"dpi": DOTS, "stock": tuple(STOCKS), "status": STATUS, "baud": SPEEDS, "way": WAYS}


def drafting(draft: Draft, setup: PrinterSetup, language: str) -> Screen:
    """Everything that is chosen for a printer; each row asks for one thing."""
    rows = [_row(name, draft, setup, language) for name in asked_of(draft)]
    lacks = "PRINTER_LACKS_LABELS" if draft.lacks_labels else "PRINTER_LACKS_PLACE" if lacks_place(draft.parts) else ""
    return Screen(
        Page.ASK,
        named(draft.before.url, language) if draft.before else word("PRINTER_NEW", language),
        lead=word(lacks, language) if lacks else "",
        options=keyed(rows, 0, language),
        commands=(back(language),),
        primary=None if lacks else Option(ENTER, SAVE, word("PRINTER_SAVE", language)),
    )


def asked_of(draft: Draft) -> tuple[str, ...]:
    """What can be chosen for this printer; never more than there are keys."""
    parts = draft.parts
    line = ("baud",) if parts.speeds else ("status",) if parts.may_ask else ()
    some = SEVERAL if draft.use is Use.SOME else ()
    return ("way", "place", "format", "dpi", "stock", *line, "use", *some)


def lacks_place(parts: Address) -> bool:
    """Only files have a place without being told."""
    return not parts.place and parts.way != "folder"


def choosing(name: str, draft: Draft, setup: PrinterSetup, language: str, page: int = 0) -> Screen:
    """One thing to choose: one of several, or as many as are wanted."""
    rows = _way_rows(draft, setup, language) if name == "way" else _rows(name, draft, setup, language)
    several = name in SEVERAL
    return Screen(
        Page.ASK,
        word(f"PRINTER_ASK_{name.upper()}", language),
        lead=word("PRINTER_ASK_FOR_HOW", language) if several else "",
        options=keyed(rows, page, language),
        commands=(back(language),),
        primary=Option(ENTER, DONE, word("WINDOW_DONE", language)) if several else None,
    )


def typing(draft: Draft, language: str) -> Screen:
    """Where it is, typed."""
    way = draft.parts.way.upper()
    return Screen(
        Page.ASK,
        word(f"PRINTER_ASK_{way}", language),
        lead=word("PRINTER_TYPE_HOW", language),
        entry=word(f"PRINTER_TYPE_{way}", language),
        commands=(back(language),),
        primary=Option(ENTER, DONE, word("WINDOW_DONE", language)),
    )


def chosen(name: str, value: str, draft: Draft) -> Draft:
    """The draft after a choice."""
    if name == "use":
        return Draft(Use(value), draft.parts, draft.before)
    if name == "way":
        return Draft(draft.use, draft.parts if value == draft.parts.way else draft.parts.at(value, ""), draft.before)
    parts = draft.parts.toggled(name, value) if name in SEVERAL else draft.parts.having(name, value)
    return Draft(draft.use, parts, draft.before)


def placed(way: str, place: str, draft: Draft) -> Draft:
    """The draft at another place: one that was found, or typed."""
    return Draft(draft.use, draft.parts.at(way, place.strip().removeprefix("tcp://").rstrip("/")), draft.before)


def _row(name: str, draft: Draft, setup: PrinterSetup, language: str) -> Option:
    told = _use(draft.use, language) if name == "use" else value_of(name, draft.parts, setup, language)
    return Option("", f"{ASK}{name}", word(f"PRINTER_ROW_{name.upper()}", language), told)


def _use(use: Use, language: str) -> str:
    return word(f"PRINTER_USE_{use.name}", language)


def _way_rows(draft: Draft, setup: PrinterSetup, language: str) -> list[Option]:
    """What was found at this computer comes first; then every way there is."""
    rows = [
        Option("", f"{FOUND}{place}", each.name or each.place, word("PRINTER_FOUND", language, place=each.place))
        for place, each in enumerate(setup.found)
    ]
    ways = [way for way in WAYS if way not in _ELSEWHERE or way == draft.parts.way]
    said = ((way, word(f"PRINTER_WAY_{way.upper()}", language), word(f"PRINTER_WAY_{way.upper()}_HOW", language)) for way in ways)
    return rows + [Option("", f"{CHOSEN}{way}", label, small, chosen=way == draft.parts.way) for way, label, small in said]


def _rows(name: str, draft: Draft, setup: PrinterSetup, language: str) -> list[Option]:
    if name == "use":
        return [_use_row(use, draft, setup, language) for use in Use]
    now = draft.parts.several(name) if name in SEVERAL else (now_of(name, draft.parts, setup),)
    return [
        Option("", f"{CHOSEN}{value}", *_words(name, value, language), chosen=value in now)
        for value in _values(name, draft.parts, setup)
    ]  # fmt: skip


def _use_row(use: Use, draft: Draft, setup: PrinterSetup, language: str) -> Option:
    """With the printer that has to give way, where one has."""
    taken = {Use.REST: setup.printer, Use.INSTEAD: setup.fall_back}.get(use, "")
    other = taken if taken and (draft.before is None or not is_same(taken, draft.before.url)) else ""
    small = word("PRINTER_USE_INSTEAD_OF", language, printer=named(other, language)) if other else ""
    return Option("", f"{CHOSEN}{use}", _use(use, language), small, chosen=use is draft.use)


def _values(name: str, parts: Address, setup: PrinterSetup) -> tuple[str, ...]:
    if name == "format":
        return parts.formats
    if name == "for":
        return LABEL_KINDS
    return setup.clients if name == "clients" else _VALUES[name]


def _words(name: str, value: str, language: str) -> tuple[str, str]:
    """A value, and what it means where that needs saying."""
    if name == "clients":
        return value, ""
    if name == "for":
        return kind_name(value, language), ""
    how = word(f"PRINTER_FORMAT_{value.upper()}_HOW", language) if name == "format" else ""
    return value_name(name, value, language), how
