"""What a client is asked: units on hold for it in, the rows of its question file out. Names of columns are a promise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from station.assembly import Station
from station.bench.menu import EMPTY_BOX_DECISIONS, RELEASES, unit_actions
from station.clock import stamp
from station.model.grades import Owner
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.session.because import hold_reasons
from station.session.pictured import pictures_of
from station.session.reasons import in_customers_words
from station.supervisor.held import HeldUnit, held_units
from station.texts import as_day, clauses, listed, sentences, word

COLUMNS: Final = (
    "plate", "client", "rma", "order", "sku", "gtin", "title", "serial", "customer_reason", "customer_note", "found", "question",
    "asked_at", "answer_by", "otherwise", "answers", "pictures", "answer", "note",
)  # fmt: skip
ANSWERS: Final = frozenset({*RELEASES, *EMPTY_BOX_DECISIONS})  # what somebody who does not stand at a bench can decide
FOLDER: Final = "pictures/"


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """One picture of a question file: its name there, the digest under which it is stored, and its circles."""

    name: str
    sha256: str
    marks: tuple[Mapping[str, int], ...]


@dataclass(frozen=True, slots=True)
class ClientQuestion:
    """One unit that a client is asked about; `answers` are the codes to choose from."""

    unit: HeldUnit
    answers: tuple[str, ...]
    pictures: tuple[QuestionPicture, ...]
    found: str

    @property
    def question(self) -> str:
        """What is asked, each question once."""
        return " ".join(dict.fromkeys(each.question for each in self.unit.reasons if each.owner == Owner.CLIENT.value and each.question))

    def cells(self, at: str, language: str) -> dict[str, Any]:
        """By column, as JSON has it: times as facts write them, lists as lists; `at` is when it goes out."""
        unit, given = self.unit, self.unit.received
        mine = [each for each in unit.reasons if each.owner == Owner.CLIENT.value]
        due = min((each.due for each in mine if each.due), default=None)
        traced: Mapping[str, Any] = unit.record.get("traced") or {}
        return {
            "plate": unit.lpn, "client": unit.client, "rma": unit.rma, "order": unit.order, "sku": unit.sku, "gtin": unit.gtin,
            "title": unit.title, "serial": str(traced.get("imei") or traced.get("serial") or given.get("serial") or ""),
            "customer_reason": in_customers_words(str(given.get("reason") or ""), language), "customer_note": unit.note,
            "found": self.found, "question": self.question, "asked_at": at, "answer_by": stamp(due) if due else "",
            "otherwise": listed(dict.fromkeys(each.default for each in mine), language), "answers": list(self.answers),
            "pictures": [FOLDER + picture.name for picture in self.pictures], "answer": "", "note": "",
        }  # fmt: skip

    def for_people(self, at: str, language: str) -> dict[str, str]:
        """The same as a spreadsheet shows it: everything in words and on one line."""
        cells = self.cells(at, language)
        told = {
            "asked_at": as_day(cells["asked_at"], language),
            "answer_by": as_day(cells["answer_by"], language),
            "answers": listed((answer_words(code, language) for code in self.answers), language),
            "pictures": " | ".join(cells["pictures"]),
        }
        return {name: told.get(name, str(cells[name])) for name in COLUMNS}


def client_questions(opened: Station, rules: Rulebook, language: str, client: str, *, again: bool = False) -> tuple[ClientQuestion, ...]:
    """What this client has to decide and was not asked yet; with `again` also what it did not answer."""
    found = (unit for unit in held_units(opened, rules, language, client) if unit.for_client)
    wanted = (unit for unit in found if not unit.answer and (again or unit.asked_at is None))
    return tuple(_question(opened, unit, rules, language) for unit in wanted)


def answer_words(code: str, language: str) -> str:
    """A decision as people choose it."""
    return word(f"UNIT_{code}", language)


def _question(opened: Station, unit: HeldUnit, rules: Rulebook, language: str) -> ClientQuestion:
    known = as_known(unit)
    answers = tuple(code for code in unit_actions(known) if code in ANSWERS)
    found = sentences([clauses(dict.fromkeys(hold_reasons(known, rules, language)), language)], language)
    return ClientQuestion(unit, answers, tuple(_pictures(opened, unit, rules, language)), found)


def as_known(unit: HeldUnit) -> KnownUnit:
    """As the bench's own menu wants it."""
    return KnownUnit(unit.lpn, "held", unit.client, unit.sku or None, unit.title, "", received=unit.received, record=unit.record)


def _pictures(opened: Station, unit: HeldUnit, rules: Rulebook, language: str) -> Iterator[QuestionPicture]:
    there = [each for each in pictures_of(unit.record, rules, language) if opened.photos.path(each["sha256"])]
    for place, each in enumerate(there, start=1):
        yield QuestionPicture(f"{unit.lpn}-{place}.jpg", each["sha256"], tuple(each["marks"]))
