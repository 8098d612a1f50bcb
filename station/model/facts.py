"""A fact: something that happened, in the past tense, never edited. EXCHANGE names are a promise to readers outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]

PARCEL_ARRIVED: Final = "parcel.arrived"
PARCEL_CLOSED: Final = "parcel.closed"
ITEM_RECEIVED: Final = "item.received"
ITEM_GRADED: Final = "item.graded"
ITEM_HELD: Final = "item.held"
ITEM_RELEASED: Final = "item.released"
ITEM_OVERRIDDEN: Final = "item.overridden"
ITEM_REOPENED: Final = "item.reopened"
ITEM_CORRECTED: Final = "item.corrected"
ITEM_TOTED: Final = "item.toted"
ITEM_RESTOCKED: Final = "item.restocked"
ITEM_LOTTED: Final = "item.lotted"
ITEM_TAKEN_OUT: Final = "item.taken_out"
ITEM_DESTROYED: Final = "item.destroyed"
ITEM_RETURNED: Final = "item.returned"
ITEM_SENT_TO_REPAIR: Final = "item.sent_to_repair"
ITEM_BACK_FROM_REPAIR: Final = "item.back_from_repair"
ITEM_WARNED: Final = "item.warned"
PARCEL_WARNED: Final = "parcel.warned"
TOTE_CLOSED: Final = "tote.closed"
TOTE_REOPENED: Final = "tote.reopened"
LOT_CLOSED: Final = "lot.closed"
LOT_REOPENED: Final = "lot.reopened"
LOT_SHIPPED: Final = "lot.shipped"
QUESTION_SENT: Final = "question.sent"
QUESTION_ANSWERED: Final = "question.answered"
BIN_COUNTED: Final = "bin.counted"
BATCH_TAKEN: Final = "batch.taken"
PHOTO_ERASED: Final = "photo.erased"
LABEL_QUEUED: Final = "label.queued"
LABEL_STARTED: Final = "label.started"
LABEL_SENT: Final = "label.sent"
LABEL_CONFIRMED: Final = "label.confirmed"
LABEL_UNCONFIRMED: Final = "label.unconfirmed"
LABEL_VOIDED: Final = "label.voided"
LABEL_WAIVED: Final = "label.waived"
HAZARD_REPORTED: Final = "hazard.reported"
PERSON_ADDED: Final = "person.added"
PERSON_DISABLED: Final = "person.disabled"
PERSON_CHANGED: Final = "person.changed"
ACT_REFUSED: Final = "act.refused"
SHIFT_CLOSED: Final = "shift.closed"
DOCUMENT_PUBLISHED: Final = "document.published"
LEDGER_RESTORED: Final = "ledger.restored"

ZERO_DIGEST: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact that the bench asks for; the ledger gives it its id, seq, time and digests.

    `payload` may hold str, int, bool, None, lists and mappings, no floats. `context` is what may have to be erased
    one day (rma, order, tracking, note); the ledger salts it and proves it by `payload.context_digest`.
    """

    kind: str
    subject: str
    payload: Json
    context: Json | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """A committed fact."""

    id: str
    station: str
    ledger: str
    seq: int
    kind: str
    version: int
    at: str
    actor: str
    subject: str
    payload: Json
    context: Json | None
    previous: str
    digest: str

    def as_json(self) -> dict[str, Any]:
        """As others see it (field names are a promise)."""
        return {
            "id": self.id,
            "station": self.station,
            "ledger": self.ledger,
            "seq": self.seq,
            "kind": self.kind,
            "version": self.version,
            "at": self.at,
            "actor": self.actor,
            "subject": self.subject,
            "payload": self.payload,
            "context": self.context,
            "previous": self.previous,
            "digest": self.digest,
        }
