"""The label that a unit carries: a plate in, the layout and the fields of its last label out."""

from collections.abc import Mapping
from typing import Any

from station.errors import Refusal
from station.labels.kinds import KINDS
from station.ledger.ledger import Ledger
from station.model.facts import LABEL_QUEUED, LABEL_VOIDED
from station.scan.plates import parse_plate


def label_of(ledger: Ledger, lpn: str) -> tuple[str, Mapping[str, Any]]:
    """As the bench queued it last. Raises Refusal PLATE_FORM, PLATE_CHECK, LABEL_NONE (none was ever queued for it), or
    LABEL_VOIDED (its last one says what no longer holds).
    """
    parse_plate(lpn)
    plate = lpn.strip().upper()
    queued = [fact for fact in ledger.facts(kinds=(LABEL_QUEUED,), subject=plate) if _goes_on_a_unit(str(fact.payload["layout"]))]
    if not queued:
        raise Refusal("LABEL_NONE", plate=plate)
    voided = {fact.payload["job"] for fact in ledger.facts(kinds=(LABEL_VOIDED,), subject=plate)}
    if queued[-1].id in voided:
        raise Refusal("LABEL_VOIDED", plate=plate)
    return str(queued[-1].payload["layout"]), queued[-1].payload["fields"]


def _goes_on_a_unit(kind: str) -> bool:
    return kind not in KINDS or KINDS[kind].unit
