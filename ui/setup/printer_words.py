"""What the pages call printers and what is chosen for them: addresses and options in, words out; pure."""

from typing import Final

from station.texts import listed, word
from ui.setup.printer_address import Address, address
from ui.setup.printer_setup import Configured, PrinterSetup, Use

_INCHES: Final = "4x6in"


def place_name(parts: Address, language: str) -> str:
    """A short name: where it is, without what was chosen for it."""
    if parts.way == "folder":
        return word("PRINTERS_FILES", language, folder=parts.place) if parts.place else word("PRINTERS_FILES_HERE", language)
    return parts.place.removesuffix(":9100") or parts.way


def named(url: str, language: str) -> str:
    """The same of an address as the settings keep it."""
    return place_name(address(url), language)


def stock_name(stock: str, language: str) -> str:
    """The size of a label, such as "57 × 32 mm"."""
    wide, _, high = stock.partition("x")
    return word("PRINTER_STOCK_INCHES", language) if stock == _INCHES else word("PRINTER_STOCK", language, wide=wide, high=high)


def kind_name(kind: str, language: str) -> str:
    """What a label of this kind is called, as a name of its own."""
    name = word(f"LABEL_KIND_{kind.upper()}", language)
    return name[:1].upper() + name[1:]


def purpose(printer: Configured, setup: PrinterSetup, language: str) -> str:
    """What it is for, in one line."""
    if printer.use is Use.INSTEAD:
        return word("PRINTERS_FOR_INSTEAD", language)
    if printer.use is Use.REST:
        return word("PRINTERS_FOR_REST" if setup.others else "PRINTERS_FOR_ALL", language)
    return " · ".join(part for part in (kinds_of(printer.parts, language), clients_of(printer.parts, language)) if part)


def kinds_of(parts: Address, language: str) -> str:
    """The kinds of labels that it is for; "" for all."""
    kinds = [kind_name(kind, language) for kind in parts.several("for")]
    return word("PRINTERS_FOR_KINDS", language, kinds=listed(kinds, language)) if kinds else ""


def clients_of(parts: Address, language: str) -> str:
    """The clients whose labels it is for; "" for all."""
    clients = parts.several("clients")
    return word("PRINTERS_FOR_CLIENTS", language, clients=listed(clients, language)) if clients else ""


def value_of(name: str, parts: Address, setup: PrinterSetup, language: str) -> str:
    """What is chosen for it, in words; `name` is an option of its address, "way" or "place"."""
    if name == "place":
        return place_name(parts, language) if parts.place or parts.way == "folder" else "–"
    if name in ("for", "clients"):
        values = [kind_name(each, language) if name == "for" else each for each in parts.several(name)]
        return listed(values, language) or word("PRINTER_EVERY", language)
    return value_name(name, now_of(name, parts, setup), language)


def now_of(name: str, parts: Address, setup: PrinterSetup) -> str:
    """The value of an option that has one value, or what holds without it; or the way."""
    without = {"format": parts.formats[0], "dpi": setup.dpi, "stock": setup.stock, "status": "ask", "baud": "9600", "way": parts.way}
    return parts.option(name, without[name])


def value_name(name: str, value: str, language: str) -> str:
    """One value of such an option in words."""
    if name == "stock":
        return stock_name(value, language)
    if name in ("dpi", "baud"):
        return word(f"PRINTER_{name.upper()}", language, **{name: value})
    return word(f"PRINTER_{name.upper()}_{value.upper()}", language)
