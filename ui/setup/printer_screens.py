"""What the printers' page shows: every printer, one of them, the labels that cannot be made. News and settings in, Screens out; pure."""

from collections.abc import Sequence
from typing import Final

from station.texts import counted, listed, word
from ui.bench.function_keys import PAD_SLASH, PAD_STAR
from ui.bench.screen import BACK, ENTER, LABELS, TRY_PRINTER, Option, Page, Screen
from ui.setup.printer_address import is_same
from ui.setup.printer_news import PrinterLine, PrinterNews
from ui.setup.printer_setup import Configured, PrinterSetup, Use
from ui.setup.printer_words import named, purpose, value_of

ONE: Final = "printers:one:"  # followed by its number in PrinterSetup.all
AGAIN: Final = "printers:again:"  # followed by the number of the refused label
ADD: Final = "printers:add"
TEST: Final = "printers:test"
INSTEAD: Final = "printers:instead:"  # followed by the address of the printer that takes its labels for now
BACK_AGAIN: Final = "printers:back-again"
CHANGE: Final = "printers:change"
REMOVE: Final = "printers:remove"
PRACTISE: Final = "printers:practise"
MORE: Final = "printers:more"
_KEYS: Final = 8  # things to choose on one page: key 9 turns to the next ones


def back(language: str) -> Option:
    """The way back, on every step."""
    return Option("Esc", BACK, word("WINDOW_BACK", language))


def listing(news: PrinterNews | None, setup: PrinterSetup, language: str, page: int = 0, *, may_set_up: bool = True) -> Screen:
    """Every printer, then the labels that cannot be made."""
    rows = [_printer(place, each, news, setup, language) for place, each in enumerate(setup.all)]
    rows += [
        Option("", f"{AGAIN}{label.seq}", word("PRINTERS_REFUSED_LABEL", language, lpn=label.lpn), f"{label.says} {label.advice}".strip())
        for label in (news.refused if news else ())
    ]
    add = (Option(PAD_SLASH, ADD, word("PRINTERS_ADD", language)),) if may_set_up else ()
    commands = (*add, Option(PAD_STAR, LABELS, word("PRINTERS_LABELS", language)), back(language))
    again = Option(ENTER, TRY_PRINTER, word("WINDOW_TRY_AGAIN", language)) if news and news.trouble else None
    return Screen(
        Page.ASK,
        word("PRINTERS_TITLE", language),
        lead=_lead(news, language),
        options=keyed(rows, page, language),
        commands=commands,
        primary=again,
        chosen="" if may_set_up else word("PRINTER_MAY_NOT", language),
    )


def one(printer: Configured, news: PrinterNews | None, setup: PrinterSetup, language: str, *, may_set_up: bool, practises: bool) -> Screen:
    """One printer: how it is, what it is set to, and what can be done with it."""
    line = line_of(printer, news)
    return Screen(
        Page.ASK,
        named(printer.url, language),
        lead=line.says if line else word("PRINTERS_NOT_HEARD", language),
        figures=_figures(printer, line, setup, language),
        options=keyed(_actions(printer, line, setup, language, may_set_up=may_set_up, practises=practises), 0, language),
        commands=(back(language),),
        primary=Option(ENTER, TRY_PRINTER, word("WINDOW_TRY_AGAIN", language)) if line and line.trouble else None,
    )


def line_of(printer: Configured, news: PrinterNews | None) -> PrinterLine | None:
    """What is known of a printer; None before anything is."""
    return next((line for line in news.printers if is_same(line.url, printer.url)), None) if news else None


def keyed(rows: Sequence[Option], page: int, language: str) -> tuple[Option, ...]:
    """As many as have a key, from this page on; with more of them key 9 shows the next ones."""
    if len(rows) <= _KEYS + 1:
        return tuple(_with_key(row, str(number)) for number, row in enumerate(rows, start=1))
    pages = -(-len(rows) // _KEYS)
    start = page % pages * _KEYS
    shown = [_with_key(row, str(number)) for number, row in enumerate(rows[start : start + _KEYS], start=1)]
    return (*shown, Option("9", MORE, word("PRINTERS_MORE", language)))


def _with_key(row: Option, key: str) -> Option:
    return Option(key, row.code, row.label, row.small, chosen=row.chosen, strong=row.strong, note=row.note, ticked=row.ticked)


def _lead(news: PrinterNews | None, language: str) -> str:
    if news is None:
        return word("WINDOW_PRINTER_UNKNOWN", language)
    troubles = sum(line.trouble for line in news.printers)
    return counted("PRINTERS_LOOK", troubles, language) if troubles else word("PRINTERS_ALL_WELL", language)


def _printer(place: int, printer: Configured, news: PrinterNews | None, setup: PrinterSetup, language: str) -> Option:
    line = line_of(printer, news)
    waits = counted("PRINTERS_WAIT", line.queued, language) if line and line.queued else ""
    said = [line.says if line else word("PRINTERS_NOT_HEARD", language), _instead(line, language)]
    small = "\n".join(part for part in (purpose(printer, setup, language), " ".join(each for each in said if each)) if part)
    return Option("", f"{ONE}{place}", named(printer.url, language), small, strong=bool(line and line.trouble), note=waits)


def _instead(line: PrinterLine | None, language: str) -> str:
    return word("PRINTERS_INSTEAD_NOW", language, printer=named(line.instead, language)) if line and line.instead else ""


def _figures(printer: Configured, line: PrinterLine | None, setup: PrinterSetup, language: str) -> tuple[tuple[str, str], ...]:
    way, form, dots = (value_of(name, printer.parts, setup, language) for name in ("way", "format", "dpi"))
    pairs = [
        (word("PRINTER_ROW_WAY", language), f"{way} · {form} · {dots}"),
        (word("PRINTER_ROW_STOCK", language), value_of("stock", printer.parts, setup, language)),
        (word("PRINTER_ROW_USE", language), purpose(printer, setup, language)),
    ]
    waits = counted("WINDOW_PRINTER_LABELS", line.queued, language) if line and line.queued else ""
    if said := listed((part for part in (waits, _instead(line, language)) if part), language):
        pairs.append((word("PRINTER_ROW_WAITS", language), said))
    return tuple(pairs)


def _actions(
    printer: Configured, line: PrinterLine | None, setup: PrinterSetup, language: str, *, may_set_up: bool, practises: bool
) -> list[Option]:
    rows = [Option("", TEST, word("PRINTER_TEST", language))]
    if line and line.instead:
        rows.append(Option("", BACK_AGAIN, word("PRINTER_TAKE_BACK", language)))
    elif setup.fall_back and not is_same(setup.fall_back, printer.url):
        instead = word("PRINTER_TAKE_INSTEAD", language, printer=named(setup.fall_back, language))
        rows.append(Option("", f"{INSTEAD}{setup.fall_back}", instead))
    if may_set_up:
        rows.append(Option("", CHANGE, word("PRINTER_CHANGE", language)))
        if printer.use is not Use.REST:
            rows.append(Option("", REMOVE, word("PRINTER_REMOVE", language)))
    return [*rows, Option("", PRACTISE, word("PRINTER_PRACTICE", language))] if practises else rows
