"""The labels of one unit: what the ledger knows of each in, rows in words out, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from station.clock import moment
from station.model import facts as kinds
from station.model.facts import Fact
from station.model.units import KnownLabel
from station.session.labels import kind_in_words
from station.texts import as_moment, listed, table, word


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One label. `counts`: it is the one that stands; `why` says why it was printed again or does not count, "" for neither."""

    copy: int
    kind: str
    state: str
    printer: str
    shown: str
    says: str
    why: str
    counts: bool


def label_rows(labels: Sequence[KnownLabel], facts: Sequence[Fact], zone: tzinfo, language: str) -> tuple[LabelRow, ...]:
    """`labels` are those of the unit, the newest first; `facts` all of it."""
    reprints = {fact.id: str(fact.payload.get("reprint_reason") or "") for fact in facts if fact.kind == kinds.LABEL_QUEUED}
    voided = {str(fact.payload["job"]): str(fact.payload.get("why") or "") for fact in facts if fact.kind == kinds.LABEL_VOIDED}
    counting = next((label.job for label in labels if label.state != "voided"), "")
    return tuple(
        LabelRow(
            copy=label.copy,
            kind=kind_in_words(label.kind, language),
            state=_state(label, language),
            printer=label.printer,
            shown=as_moment(moment(label.since), language, zone) if label.since else "",
            says=_says(label, language),
            why=_why(reprints.get(label.job, ""), voided.get(label.job, ""), language),
            counts=label.job == counting,
        )
        for label in labels
    )


def _state(label: KnownLabel, language: str) -> str:
    told = word(f"LABEL_STATE_{label.state.upper()}", language)
    return listed([told, word("UNIT_LABEL_SCANNED", language)], language) if label.scanned else told


def _says(label: KnownLabel, language: str) -> str:
    """What tells it from another label of the unit: SKU, and where it sends the unit."""
    named = [str(label.fields[name]) for name in ("sku", "bin", "shelf") if label.fields.get(name)]
    return listed(dict.fromkeys(named), language)


def _why(reprinted: str, voided: str, language: str) -> str:
    parts = [word(f"REPRINT_{reprinted}", language)] if f"REPRINT_{reprinted}" in table(language, "words") else []
    key = f"VOIDED_BECAUSE_{voided.upper()}"
    parts += [word(key, language)] if voided and key in table(language, "words") else [voided] if voided else []
    return listed(parts, language)
