"""What the page Decisions draws: who waits for whom and since when, and all that somebody needs to decide about one unit or several.

A Station in; frozen values in words of one language out. What is decided is done by the acts of `acts_decisions`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from station.assembly import Station
from station.bench.categorising import categories_of
from station.bench.menu import RAISE_DECISIONS, decisions_of
from station.errors import Refusal
from station.insight.aside import units_aside
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook
from station.session.alerts import AlertList
from station.session.because import Known, finding_words, hold_reasons, titles
from station.session.reasons import in_customers_words
from station.session.rulebook import load_rulebook
from station.session.units import Units
from station.supervisor.alike import must_be_alike, waits_for
from station.supervisor.held import HeldUnit as HeldUnit  # noqa: PLC0414 -- screens get these from here
from station.supervisor.held import Reason as Reason  # noqa: PLC0414
from station.supervisor.held import held_units
from station.supervisor.questions import answer_words
from station.supervisor.unit_documents import Editions
from station.supervisor.unit_photos import Picture, Pictures
from station.texts import clauses, listed, notice, sentences, text_of, word

_MOST_AT_ONCE: Final = 200  # units of one decision


@dataclass(frozen=True, slots=True)
class Decisions:
    """The list: `units`, who waits longest first; `to_ask` counts by client the units that it was not asked about yet."""

    units: tuple[HeldUnit, ...]
    now: datetime
    to_ask: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision: `code` as the acts have it, `label` for its button, `key` 1 to 9; `asks` what else it needs: "", code or category."""

    code: str
    label: str
    key: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Deciding:
    """Everything beside the list. Of several `units`: what is known of the first, and the choices that all of them have.

    `same_sku` are the plates of all that wait with the same SKU, client and reasons as the first, in order. `not_now` says why nothing
    can be decided ("" where it can); units that are not alike have no `choices`.
    `categories` are (name, label) for a choice that asks for one. `said` is (what, words) about the unit.
    """

    lpns: tuple[str, ...]
    units: tuple[HeldUnit, ...]
    why: str
    said: tuple[tuple[str, str], ...]
    photos: tuple[Picture, ...]
    choices: tuple[Choice, ...]
    same_sku: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    not_now: str

    @property
    def unit(self) -> HeldUnit:
        """The first."""
        return self.units[0]

    @property
    def alike(self) -> bool:
        """Whether one decision fits all of them."""
        return len(self.units) == 1 or bool(self.choices)

    @property
    def raises(self) -> bool:
        """Whether it is a raised grade that waits."""
        return bool(self.unit.raise_to)


def decisions(opened: Station, language: str, client: str = "") -> Decisions:
    """Everything on hold, of one client if it is named. Costs what is on hold."""
    found = held_units(opened, load_rulebook(opened.documents)[0], language, client)
    to_ask: dict[str, int] = {}
    for unit in found:
        if unit.for_client and unit.asked_at is None:
            to_ask[unit.client] = to_ask.get(unit.client, 0) + 1
    return Decisions(found, opened.clock.now(), to_ask)


def deciding(opened: Station, lpns: Sequence[str], language: str) -> Deciding | None:
    """What is needed to decide about these units; None where the first is on hold no more. Others that are not are left out."""
    rules = load_rulebook(opened.documents)[0]
    waiting = {unit.lpn: unit for unit in held_units(opened, rules, language, lpns=lpns[:_MOST_AT_ONCE])}
    chosen = [waiting[lpn] for lpn in lpns if lpn in waiting]
    if not chosen or chosen[0].lpn != lpns[0]:
        return None
    units = Units(opened.ledger, opened.knowledge, AlertList(opened.knowledge, opened.clock, opened.zone))
    known = [found for unit in chosen if (found := units.known(unit.lpn))]
    first, differ = chosen[0], _differ(chosen, language)
    return Deciding(
        tuple(unit.lpn for unit in chosen),
        tuple(chosen),
        clauses(dict.fromkeys(hold_reasons(known[0], rules, language)), language),
        tuple(_said(opened, first, known[0], rules, language)),
        _photos(opened, first, rules, language),
        () if differ else _choices(known, language),
        _alike(opened, first, rules, language),
        _categories(known, rules, language),
        differ or _not_now(opened, [unit.lpn for unit in chosen], language),
    )


def _differ(chosen: Sequence[HeldUnit], language: str) -> str:
    """Why no decision fits all of them; "" where one does."""
    try:
        must_be_alike(chosen)
    except Refusal as refusal:
        return _in_words(refusal, language)
    return ""


def _alike(opened: Station, first: HeldUnit, rules: Rulebook, language: str) -> tuple[str, ...]:
    """Of the same product, waiting for the same; a unit that nobody identified is like no other one."""
    if not first.sku:
        return (first.lpn,)
    same = held_units(opened, rules, language, first.client, sku=first.sku)
    return tuple(unit.lpn for unit in same if waits_for(unit) == waits_for(first))[:_MOST_AT_ONCE]


def _choices(known: Sequence[KnownUnit], language: str) -> tuple[Choice, ...]:
    """Those that all of them have, in the order of the first one's menu; what needs a code of its own is for one unit only."""
    codes = [code for code in decisions_of(known[0]) if all(code in decisions_of(each) for each in known)]
    if len(known) > 1:
        codes = [code for code in codes if code != "IDENTIFY"]
    asks = {"IDENTIFY": "code", "CATEGORY": "category"}
    return tuple(Choice(code, answer_words(code, language), str(key), asks.get(code, "")) for key, code in enumerate(codes, start=1))


def _categories(known: Sequence[KnownUnit], rules: Rulebook, language: str) -> tuple[tuple[str, str], ...]:
    if not all("CATEGORY" in decisions_of(each) for each in known):
        return ()
    return tuple((name, text_of(label, language)) for name, label in categories_of(known[0], rules))


def _said(opened: Station, unit: HeldUnit, known: KnownUnit, rules: Rulebook, language: str) -> Iterable[tuple[str, str]]:
    """What helps to decide and stands nowhere else on the page; nothing that is not known."""
    raised: Mapping[str, Any] = unit.record.get("raise") or {}
    why = {reason.code for reason in unit.reasons}
    seen = [each["finding"] for each in unit.record.get("findings", ()) if each["finding"] not in why]
    parts = Known(titles(unit.received), tuple(unit.received.get("sold") or ()))
    told = {
        "FOUND": clauses((finding_words(unit.record, code, rules, language, parts) for code in seen), language),
        "ASKED_BY": opened.name_of(str(raised.get("asked_by") or "")) if raised else "",
        "WHY": word(f"GRADE_{raised['reason']}", language) if raised else "",
        "CUSTOMER": listed(filter(None, (in_customers_words(str(known.received.get("reason") or ""), language), unit.note)), language),
        "RETURN": listed(filter(None, (unit.rma, unit.order)), language),
        "ANSWER": answer_words(unit.answer, language) if unit.answer else "",
        "ALERTS": listed((alert.say for alert in known.alerts), language),
    }
    return ((word(f"DECIDE_{name}", language), words) for name, words in told.items() if words)


def _photos(opened: Station, unit: HeldUnit, rules: Rulebook, language: str) -> tuple[Picture, ...]:
    fact = opened.ledger.fact(unit.seq)
    found = Pictures(opened.photos, Editions(opened, rules), opened.zone, language).of([fact], {}) if fact else ()
    return found[::-1] if unit.raise_to else found  # a raise is asked with a new picture


def _not_now(opened: Station, lpns: Sequence[str], language: str) -> str:
    """Somebody has one of them in hand, or has set it aside: nothing is decided behind their back."""
    with opened.reader.connect() as connection:
        aside = {unit.lpn: unit.state for unit in units_aside(connection)}
    for lpn in lpns:
        if lpn in aside:
            return _in_words(Refusal("UNIT_AT_BENCH" if aside[lpn] == "in_hand" else "UNIT_SET_ASIDE", lpn=lpn), language)
    return ""


def _in_words(refusal: Refusal, language: str) -> str:
    """What is wrong, and what to do."""
    told = notice(refusal, language)
    return sentences((told.message, told.advice), language)


__all__ = ["RAISE_DECISIONS", "Choice", "Deciding", "Decisions", "HeldUnit", "Reason", "deciding", "decisions"]
