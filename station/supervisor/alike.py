"""Whether one decision fits several units on hold: units in, the refusal that says why it does not out. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from station.errors import Refusal


class OnHold(Protocol):
    """A unit and the record of its hold."""

    @property
    def lpn(self) -> str: ...
    @property
    def client(self) -> str: ...
    @property
    def sku(self) -> str | None: ...
    @property
    def record(self) -> Mapping[str, Any]: ...


def must_be_alike(units: Sequence[OnHold]) -> None:
    """Raises Refusal DECISION_ARTICLES unless all are one SKU of one client, DECISION_REASONS unless they wait for the same."""
    articles = {_article(unit) for unit in units}
    if len(articles) > 1:
        raise Refusal("DECISION_ARTICLES", units=len(units), articles=len(articles))
    if len({waits_for(unit) for unit in units}) > 1:
        raise Refusal("DECISION_REASONS", units=len(units))


def waits_for(unit: OnHold) -> tuple[str, ...]:
    """The grade that is asked for, if one is, and the reasons of the hold: what is equal is one question."""
    asked = unit.record.get("raise") or {}
    return str(asked.get("to", "")), *(str(each["reason"]) for each in unit.record.get("reasons", ()))


def _article(unit: OnHold) -> tuple[str, str]:
    """A unit that nobody identified is like no other one."""
    return unit.client, unit.sku or unit.lpn
