"""The printers of a bench as its settings name them, and one of them while it is being set up. What is chosen in, settings out; pure."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from station.devices.found_printers import FoundPrinter
from ui.setup.printer_address import Address, address, is_same


class Use(StrEnum):
    """What a printer is for."""

    REST = "rest"  # every label that no other one takes
    SOME = "some"  # labels of some kinds or clients
    INSTEAD = "instead"  # another's labels, when somebody says so


@dataclass(frozen=True, slots=True)
class Configured:
    """One printer of the settings. `place` is where it stands among `others`."""

    use: Use
    url: str
    place: int = 0

    @property
    def parts(self) -> Address:
        """Its address, taken apart."""
        return address(self.url)


@dataclass(frozen=True)
class PrinterSetup:
    """What the settings say of printers, which clients there are, and what was found at this computer."""

    printer: str = "folder:"
    others: tuple[str, ...] = ()
    fall_back: str = ""
    dpi: str = "203"
    stock: str = "57x32"
    clients: tuple[str, ...] = ()
    found: tuple[FoundPrinter, ...] = ()

    @property
    def all(self) -> tuple[Configured, ...]:
        """The printer for the rest first, the one to fall back on last; that one only where it has no labels of its own."""
        others = tuple(Configured(Use.SOME, url, place) for place, url in enumerate(self.others))
        named = (self.printer, *self.others)
        alone = bool(self.fall_back) and not any(is_same(self.fall_back, url) for url in named)
        return (Configured(Use.REST, self.printer), *others, *((Configured(Use.INSTEAD, self.fall_back),) if alone else ()))


@dataclass(frozen=True)
class Draft:
    """A printer while it is being set up; nothing holds until it is saved. `before` is what it is now, None for a new one."""

    use: Use
    parts: Address
    before: Configured | None = None

    @property
    def lacks_labels(self) -> bool:
        """A printer for some labels has to name the kinds or the clients."""
        return self.use is Use.SOME and not self.parts.several("for") and not self.parts.several("clients")

    @property
    def url(self) -> str:
        """Its address as it would be kept: only a printer for some labels names which."""
        return (self.parts if self.use is Use.SOME else self.parts.having("for", "").having("clients", "")).text

    def saved(self, setup: PrinterSetup) -> dict[str, Any]:
        """The settings to change, by dotted key. A printer for the rest, or to fall back on, takes the place of the one before."""
        after = without(setup, self.before) if self.before else setup
        if self.use is Use.REST:
            after = replace(after, printer=self.url)
        elif self.use is Use.INSTEAD:
            after = replace(after, fall_back=self.url)
        else:
            place = self.before.place if self.before and self.before.use is Use.SOME else len(after.others)
            after = replace(after, others=(*after.others[:place], self.url, *after.others[place:]))
        return changes(setup, after)


def draft_of(printer: Configured) -> Draft:
    """A printer, to be changed."""
    return Draft(printer.use, printer.parts, printer)


def without(setup: PrinterSetup, printer: Configured) -> PrinterSetup:
    """The same without this printer; labels for the rest then become files, so that they always go somewhere."""
    if printer.use is Use.SOME:
        return replace(setup, others=(*setup.others[: printer.place], *setup.others[printer.place + 1 :]))
    if printer.use is Use.INSTEAD:
        return replace(setup, fall_back="")
    return replace(setup, printer=PrinterSetup.printer)


def changes(before: PrinterSetup, after: PrinterSetup) -> dict[str, Any]:
    """What differs, by the dotted key of the settings."""
    pairs: dict[str, tuple[Any, Any]] = {
        "labels.printer": (before.printer, after.printer),
        "labels.others": (list(before.others), list(after.others)),
        "labels.fall_back": (before.fall_back, after.fall_back),
    }
    return {key: now for key, (then, now) in pairs.items() if then != now}
