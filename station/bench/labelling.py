"""The label facts: queued in the same transaction as what the label names, voided when another one takes its place."""

from collections.abc import Mapping
from typing import Any

from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.grades import Disposition
from station.model.units import KnownUnit
from station.rules.rulebook import Rulebook


def label(lpn: str, layout: str, fields: Mapping[str, Any], copy: int = 1, why: str | None = None) -> NewFact:
    """label.queued, in the same transaction as what it names."""
    payload = {"lpn": lpn, "layout": layout, "fields": dict(fields), "copy": copy, "reprint_reason": why}
    return NewFact(kinds.LABEL_QUEUED, lpn, payload)


def label_for(decided: NewFact, goods: Mapping[str, Any], rules: Rulebook, words: Mapping[str, str], copy: int = 1) -> NewFact:
    """The label of a graded or held unit. A restock label goes to the next buyer: no grade, no reason, no client."""
    body, lpn = decided.payload, decided.subject
    fields: dict[str, Any] = {
        "plate": lpn,
        "sku": goods.get("sku") or "",
        "gtin": goods.get("gtin") or "",
        "title": goods.get("title") or "",
    }
    disposition = str(body.get("disposition"))
    why = ", ".join(words.get(code, code) for code in body.get("because", ()))
    if disposition == Disposition.RESTOCK.value:
        return label(lpn, "restock", fields, copy)
    if disposition == Disposition.HOLD.value:
        first = body["reasons"][0]
        named = rules.holds.reasons.get(first["reason"])
        text = named.label if named else words.get(first["reason"], first["reason"])
        fields |= {"client": goods.get("client") or "", "reason": text, "owner": first["for"], "shelf": body["shelf"]}
        return label(lpn, "hold", fields, copy)
    fields |= {"disposition": disposition, "bin": body["bin"], "grade": body.get("grade") or "", "reason": why}
    if disposition in (Disposition.OUTLET.value, Disposition.LIQUIDATION.value):
        price = goods.get("list_price")
        return label(lpn, "outlet", fields | ({"price": price, "currency": goods.get("currency") or ""} if price else {}), copy)
    return label(lpn, "c", fields | {"client": goods.get("client") or ""}, copy)


def voided(unit: KnownUnit, why: str) -> list[NewFact]:
    """label.voided for every label of the unit that still counts: scanning an old one later says so."""
    return [NewFact(kinds.LABEL_VOIDED, unit.lpn, {"job": job, "why": why}) for job in unit.jobs]
