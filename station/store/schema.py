"""Every table of a station. Four groups: the ledger, its projections, reference data, and working state.

Projections can be dropped and rebuilt from facts; the other groups cannot and are in every backup. All tables are STRICT.
JSON columns hold canonical JSON text. Times are text as `clock.stamp` writes them. Money is text (exact decimals).
"""

from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint, text

metadata: Final = MetaData()


def _table(name: str, *columns: Column[Any] | Index | UniqueConstraint, without_rowid: bool = False) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=not without_rowid)


# The ledger ---------------------------------------------------------------------------------------------------------

meta = _table("meta", Column("key", Text, primary_key=True), Column("value", Text, nullable=False), without_rowid=True)
# meta keys: station, ledger, created_at, projections_version, opened_at; export:<target>: what a target is made for (JSON); bench_language

counters = _table("counters", Column("name", Text, primary_key=True), Column("value", Integer, nullable=False), without_rowid=True)
# counter names: lpn, parcel, person: the last number given; batch:<SHA-256>: the last line taken of a handheld's batch that broke off

facts = _table(
    "facts",
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("station", Text, nullable=False),
    Column("ledger", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("context", Text),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("facts_by_subject", "subject", "seq"),
    Index("facts_by_kind", "kind", "seq"),
)

# Readers of the ledger: state, not projection -----------------------------------------------------------------------

readers = _table(
    "readers",
    Column("name", Text, primary_key=True),
    Column("since", Integer, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    without_rowid=True,
)

reader_exceptions = _table(
    "reader_exceptions",
    Column("reader", Text, ForeignKey("readers.name"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("state", Text, nullable=False),  # retry, rejected
    Column("attempts", Integer, nullable=False),
    Column("next_at", Text),
    Column("answer", Text, nullable=False),
    without_rowid=True,
)

batches = _table(
    "batches",  # what an export wrote: the manifests as this station remembers them
    Column("reader", Text, ForeignKey("readers.name"), primary_key=True),
    Column("first_seq", Integer, primary_key=True),
    Column("last_seq", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("written_at", Text, nullable=False),
    without_rowid=True,
)

# Projections: from facts only ---------------------------------------------------------------------------------------

items = _table(
    "items",
    Column("lpn", Text, primary_key=True),
    Column("state", Text, nullable=False),  # received, graded, held, released, reopened, toted, restocked, or how it left (stock_gone)
    Column("parcel", Text),
    Column("client", Text, nullable=False),
    Column("sku", Text),
    Column("gtin", Text),
    Column("title", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("rma", Text),
    Column("line", Text),
    Column("order_number", Text),
    Column("grade", Text),
    Column("disposition", Text),
    Column("bin", Text),
    Column("tote", Text),
    Column("because", Text, nullable=False),  # JSON list of finding codes
    Column("hold", Text),  # JSON: what stands, while held
    Column("actor", Text, nullable=False),  # who received it
    Column("graded_by", Text),
    Column("received_at", Text, nullable=False),
    Column("graded_at", Text),
    Column("received_seq", Integer, nullable=False),
    Column("grade_seq", Integer),  # the fact that gave the standing grade
    Column("last_seq", Integer, nullable=False),
    Column("serial", Text),  # serial number or IMEI as `model.serials` files it
    Column("lot", Text),
    Index("items_by_state", "state", "received_at"),
    Index("items_by_line", "client", "rma", "line"),
    Index("items_by_order", "order_number"),
    Index("items_by_tote", "tote"),
    Index("items_by_lot", "lot", sqlite_where=text("lot IS NOT NULL")),
    Index("items_by_sku", "client", "sku"),
    Index("items_by_parcel", "parcel"),
    Index("items_by_bin", "bin", "lpn", "client", sqlite_where=text("state = 'restocked'")),  # what lies there, and how much by client
    Index("items_by_serial", "serial", sqlite_where=text("serial IS NOT NULL")),  # most goods have none, and saving them stays quick
)

item_photos = _table(
    "item_photos",
    Column("sha256", Text, primary_key=True),
    Column("lpn", Text, primary_key=True),
    Column("shot", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("erased_seq", Integer),
    Index("item_photos_by_lpn", "lpn"),
    without_rowid=True,
)

parcels = _table(
    "parcels",
    Column("parcel", Text, primary_key=True),
    Column("state", Text, nullable=False),  # arrived, closed
    Column("client", Text, nullable=False),
    Column("code", Text, nullable=False),  # what was scanned: an RMA or a tracking number
    Column("rma", Text),
    Column("tracking", Text),
    Column("arrived_at", Text, nullable=False),
    Column("closed_at", Text),
    Column("outcome", Text, nullable=False),  # JSON: lines missing, empty, separate
    Column("arrived_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Index("parcels_by_code", "code"),
    Index("parcels_by_rma", "rma"),
    Index("parcels_by_state", "state", "arrived_at"),
)

labels = _table(
    "labels",
    Column("job", Text, primary_key=True),  # id of the label.queued fact
    Column("lpn", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("copy", Integer, nullable=False),  # 1 for the first label of a unit, 2 for its first reprint
    Column("state", Text, nullable=False),  # queued, started, sent, confirmed, unconfirmed, voided
    Column("printer", Text),
    Column("queued_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Index("labels_by_lpn", "lpn"),
    Index("labels_by_state", "state", "queued_seq"),
)

totes = _table(
    "totes",
    Column("tote", Text, primary_key=True),
    Column("state", Text, nullable=False),  # open, closed; one with no units may take any disposition
    Column("disposition", Text, nullable=False),
    Column("client", Text, nullable=False),  # "" where it holds those of several
    Column("units", Integer, nullable=False),
    Column("opened_at", Text, nullable=False),  # when the first of its present units went in
    Column("closed_at", Text),
    Column("last_seq", Integer, nullable=False),
    without_rowid=True,
)

lots = _table(
    "lots",
    Column("lot", Text, primary_key=True),
    Column("state", Text, nullable=False),  # open, closed, shipped
    Column("disposition", Text, nullable=False),
    Column("client", Text, nullable=False),
    Column("units", Integer, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("closed_at", Text),
    Column("shipped_at", Text),
    Column("last_seq", Integer, nullable=False),
    without_rowid=True,
)

quarter_hours = _table(
    "quarter_hours",  # figures by UTC quarter hour, summed on reading in the site's zone
    Column("quarter", Text, primary_key=True),  # "2026-11-21T20:15Z"
    Column("client", Text, primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("measure", Text, primary_key=True),  # received, graded, grade:A, held:CLIENT, spent:find …: see projections/figures.py
    Column("amount", Integer, nullable=False),
    without_rowid=True,
)

# Reference data: imported or maintained, not derived -----------------------------------------------------------------

products = _table(
    "products",
    Column("client", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("price", Text),
    Column("currency", Text, nullable=False),
    Column("bin", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON: everything else of model.goods.Product
    without_rowid=True,
)

product_codes = _table(
    "product_codes",
    Column("code", Text, primary_key=True),  # GTIN as 14 digits, or "sku:" + SKU, FNSKU, ASIN or old SKU in upper case
    Column("client", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    without_rowid=True,
)

expected_lines = _table(
    "expected_lines",
    Column("client", Text, primary_key=True),
    Column("rma", Text, primary_key=True),
    Column("line", Text, primary_key=True),
    Column("sku", Text, nullable=False),
    Column("gtin", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON: everything else of model.goods.ExpectedLine
    Index("expected_lines_by_rma", "rma"),
    Index("expected_lines_by_sku", "sku", "client"),
    Index("expected_lines_by_gtin", "gtin"),
    Index("expected_lines_by_order", "order_number"),
    without_rowid=True,
)

expected_tracking = _table(
    "expected_tracking",
    Column("code", Text, primary_key=True),
    Column("client", Text, primary_key=True),
    Column("rma", Text, primary_key=True),
    without_rowid=True,
)

expected_serials = _table(
    "expected_serials",
    Column("code", Text, primary_key=True),  # as `model.serials` files it
    Column("client", Text, primary_key=True),
    Column("rma", Text, primary_key=True),
    Column("line", Text, primary_key=True),
    without_rowid=True,
)

alerts = _table(
    "alerts",
    Column("filed", Text, primary_key=True),  # the value as codes of its kind are compared
    Column("kind", Text, primary_key=True),  # rma, sku, serial, lot
    Column("client", Text, primary_key=True),  # "" is every client
    Column("value", Text, nullable=False),
    Column("say", Text, nullable=False),
    Column("then_do", Text, nullable=False),  # hold, quarantine, tell
    Column("until", Text, nullable=False),  # the last day, ISO; "" is for ever
    without_rowid=True,
)

categories = _table(
    "categories",
    Column("filed", Text, primary_key=True),  # the name, stripped and casefolded
    Column("client", Text, primary_key=True),  # "" is every client
    Column("name", Text, nullable=False),
    Column("rubric", Text, nullable=False),
    without_rowid=True,
)

shipments = _table(
    "shipments",
    Column("client", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    Column("period", Text, primary_key=True),  # an ISO week ("2026-W47") or a day ("2026-11-21")
    Column("market", Text, primary_key=True),
    Column("units", Integer, nullable=False),
    without_rowid=True,
)

people = _table(
    "people",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("badge_hash", Text, nullable=False),  # SHA-256 of a random token of 80 bits
    Column("pin_hash", Text),  # argon2id
    Column("disabled", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Text),
    Column("password_hash", Text),  # argon2id, of an admin
    UniqueConstraint("badge_hash"),
    without_rowid=True,
)

documents = _table(
    "documents",  # every edition that ever decided anything, by digest
    Column("kind", Text, primary_key=True),  # rubric, policy
    Column("name", Text, primary_key=True),
    Column("digest", Text, primary_key=True),  # SHA-256 of the text
    Column("edition", Integer, nullable=False),
    Column("text", Text, nullable=False),
    without_rowid=True,
)

# Working state --------------------------------------------------------------------------------------------------------

drafts = _table(
    "drafts",
    Column("lpn", Text, primary_key=True),  # the unit's plate; "bench" for the bench's own open context
    Column("state", Text, nullable=False),  # open, parked, bench
    Column("actor", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON: context and events since the item was taken
    without_rowid=True,
)

acts = _table(
    "acts",  # what became of each act of a desk, so that it is done once, and told truly after a restart
    Column("act", Text, primary_key=True),  # a random id that the desk gives
    Column("name", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("first_seq", Integer, nullable=False),  # of its facts
    Column("last_seq", Integer, nullable=False),
    Column("answer", Text),  # JSON; none while it is being done, or when it broke off
    without_rowid=True,
)

PROJECTIONS: Final = (items, item_photos, parcels, labels, totes, lots, quarter_hours)

PROJECTIONS_VERSION: Final = 3
"""Raised whenever the same facts would give other projections; a database that names another number is rebuilt."""
