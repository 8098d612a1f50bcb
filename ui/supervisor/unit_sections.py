"""The lists of a unit's page: what came with it, what happened, labels, exports, documents. A view in, cards that are only read out."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QWidget

from station.supervisor.unit import UnitView
from station.texts import word
from ui.supervisor.look import DeskCard
from ui.supervisor.unit_lines import Cell, Line, Lines
from ui.widgets.words import Words

CAME: Final = "came"
HAPPENED: Final = "happened"
LABELS: Final = "labels"
EXPORTS: Final = "exports"
DOCUMENTS: Final = "documents"


class ListCard(DeskCard):
    """One list under its heading, with a sentence above it and one where it is empty."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = what
        self.head.setStretch(0, 3)  # headings are whole sentences here
        self._lead, self._lines, self._empty = Words("muted"), Lines(), Words("muted")
        for part in (self._lead, self._lines, self._empty):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_unit(self, unit: UnitView, language: str) -> None:
        """Its part of this unit."""
        lines = list(_LINES[self.what](unit, language))
        self.name(word(f"UNIT_PAGE_{self.what.upper()}", language))
        self._lead.say(word("UNIT_PAGE_ERASED", language) if self.what == CAME and unit.erased else "")
        self._lines.show_lines(lines)
        self._empty.say("" if lines else word(f"UNIT_PAGE_NO_{self.what.upper()}", language))


def _came(unit: UnitView, _language: str) -> Iterator[Line]:
    yield from ((Cell(name, "muted"), Cell(value, share=1)) for name, value in unit.came)
    yield from ((Cell(""), Cell(said, share=1)) for said in unit.known)


def _happened(unit: UnitView, language: str) -> Iterator[Line]:
    """The newest first: a supervisor asks what happened last."""
    for each in reversed(unit.timeline):
        what = word("UNIT_PAGE_WHAT_AND_WHY", language, what=each.what, why=each.more) if each.more else each.what
        yield Cell(each.shown, "small"), Cell(each.who, "small"), Cell(what, share=1), Cell(str(each.seq), "small")


def _labels(unit: UnitView, language: str) -> Iterator[Line]:
    for each in unit.labels:
        named = word("UNIT_PAGE_LABEL", language, copy=each.copy, kind=each.kind)
        told = " · ".join(part for part in (each.state, each.why, each.says, each.printer) if part)
        yield Cell(named, "strong" if each.counts else "muted"), Cell(told, "" if each.counts else "muted", 1), Cell(each.shown, "small")


def _exports(unit: UnitView, _language: str) -> Iterator[Line]:
    for target in unit.exports:
        yield Cell(target.target, "strong"), Cell(target.says, "strong" if target.trouble else "", 1), Cell("", "small")
        for each in reversed(target.facts):
            told = " · ".join(part for part in (each.said, each.file, each.answer) if part)
            yield Cell(str(each.seq), "small"), Cell(f"{each.what}: {told}", "muted", 1), Cell(each.shown, "small")


def _documents(unit: UnitView, language: str) -> Iterator[Line]:
    for each in unit.documents:
        edition = word("WHY_EDITION", language, name=each.name, edition=each.edition, digest=each.digest)
        told = word("WHY_RULE", language, document=edition, number=each.rule) if each.rule else edition
        counts = word("UNIT_PAGE_COUNTS" if each.counts else "UNIT_PAGE_COUNTS_NO_MORE", language)
        kept = "" if each.kept else word("UNIT_PAGE_NOT_KEPT", language)
        since = word("UNIT_PAGE_SINCE", language, since=each.since) if each.since else ""
        yield Cell(each.what, "muted"), Cell(told, share=1), Cell(" · ".join(part for part in (counts, since, kept) if part), "small", 1)


_LINES: Final = {CAME: _came, HAPPENED: _happened, LABELS: _labels, EXPORTS: _exports, DOCUMENTS: _documents}
