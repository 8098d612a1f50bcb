"""Units on hold as the desk tells them: a station in; what each waits for, for whom and since when, out, in words of one language.

Read from the fact of the hold itself, so that a site's later rules do not change what was asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from typing import Any, Final

from station.assembly import Station
from station.bench.defaults import stays
from station.clock import moment
from station.ledger.digest import parsed
from station.model.grades import Owner
from station.rules.rulebook import Rulebook
from station.session.because import Known, finding_words, titles
from station.texts import table, text_of, word

_MOST: Final = 2_000  # units of one list; nobody decides about more on one page

_HELD: Final = """
SELECT i.lpn, i.client, coalesce(i.sku, '') AS sku, i.title, coalesce(i.rma, '') AS rma, coalesce(i.order_number, '') AS order_number,
       coalesce(i.gtin, '') AS gtin, h.id, h.seq, h.at, h.payload, h.context, came.payload AS received,
       (SELECT at FROM facts INDEXED BY facts_by_subject WHERE subject = i.lpn AND seq > h.seq AND kind = 'question.sent'
        ORDER BY seq DESC LIMIT 1) AS asked_at,
       (SELECT payload FROM facts INDEXED BY facts_by_subject WHERE subject = i.lpn AND seq > h.seq AND kind = 'question.answered'
        ORDER BY seq DESC LIMIT 1) AS answered
FROM items AS i INDEXED BY items_by_state JOIN facts AS came ON came.seq = i.received_seq
JOIN facts AS h ON h.seq = (SELECT max(seq) FROM facts INDEXED BY facts_by_subject WHERE subject = i.lpn AND kind = 'item.held')
WHERE i.state = 'held' AND ?1 IN ('', i.client) AND ?2 IN ('', i.sku) AND (?3 = '[]' OR i.lpn IN (SELECT value FROM json_each(?3)))
ORDER BY h.seq LIMIT ?4
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit waits: `what` was found or asked, the `question` of whoever decides (`owner`), what happens by itself (`default`), when.

    `due` None where nobody said; `overdue`: that moment has passed. `stays`: then it goes on waiting, since the supervisor has it already.
    """

    code: str
    what: str
    owner: str
    question: str
    default: str
    due: datetime | None
    overdue: bool
    escalated_from: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class HeldUnit:
    """One unit on hold, the fact of the hold (`hold` its id, `seq` its number) and its payload (`record`).

    `asked_at`: when its question went to the client; `answer` is what that said where a supervisor decides too, as a code. `raise_to` is
    the grade that is asked for, `note` what the customer wrote.
    """

    lpn: str
    client: str
    sku: str
    title: str
    rma: str
    order: str
    gtin: str
    hold: str
    since: datetime
    reasons: tuple[Reason, ...]
    record: Mapping[str, Any]
    received: Mapping[str, Any]
    asked_at: datetime | None
    answer: str
    raise_to: str
    note: str
    seq: int

    @property
    def owner(self) -> str:
        """Who decides first."""
        return self.reasons[0].owner if self.reasons else Owner.SUPERVISOR.value

    @property
    def for_client(self) -> bool:
        """Whether its client has something to decide."""
        return any(reason.owner == Owner.CLIENT.value for reason in self.reasons)


def held_units(
    opened: Station, rules: Rulebook, language: str, client: str = "", *, sku: str = "", lpns: Sequence[str] = ()
) -> tuple[HeldUnit, ...]:
    """Those on hold, who waits longest first; of one client, of one SKU, with these plates. Costs what it gives, at most 2,000 of them."""
    now = opened.clock.now()
    with opened.reader.connect() as connection:
        rows: Sequence[Any] = connection.exec_driver_sql(_HELD, (client, sku, dumps(list(lpns)), _MOST)).all()
    return tuple(_unit(row, rules, language, now) for row in rows)


def _unit(row: Any, rules: Rulebook, language: str, now: datetime) -> HeldUnit:  # noqa: ANN401 -- a row of the query above
    record, received = parsed(row.payload), parsed(row.received)
    context = parsed(row.context) if row.context else {}
    said = context.get("alerts", ())
    alerts = [(alert["kind"], alert["then"], say) for alert, say in zip(record.get("alerts", ()), said, strict=False)]
    known = Known(titles(received), tuple(received.get("sold") or ()), alerts)
    return HeldUnit(
        row.lpn, row.client, row.sku, row.title, row.rma, row.order_number, row.gtin, row.id, moment(row.at),
        tuple(_reasons(record, rules, language, known, now)), record, received,
        moment(row.asked_at) if row.asked_at else None,
        str(parsed(row.answered)["decision"]) if row.answered else "",
        str((record.get("raise") or {}).get("to", "")), str(context.get("note") or ""), row.seq,
    )  # fmt: skip


def _reasons(record: Mapping[str, Any], rules: Rulebook, language: str, known: Known, now: datetime) -> Iterator[Reason]:
    for each in record.get("reasons", ()):
        due = moment(each["due_at"]) if each.get("due_at") else None
        yield Reason(
            each["reason"],
            finding_words(record, each["reason"], rules, language, known),
            each["for"],
            text_of(each.get("question") or "", language),
            default_words(each.get("default") or "", language),
            due,
            due is not None and due <= now,
            each.get("escalated_from", ""),
            stays(each),
        )


def default_words(default: str, language: str) -> str:
    """What happens by itself, such as "back to the customer"; a code without words as it stands."""
    key = f"DEFAULT_{default.upper()}"
    return word(key, language) if key in table(language, "words") else default.replace("_", " ")
