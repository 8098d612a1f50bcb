"""The first schema: ledger, readers, projections, reference data, drafts."""

from typing import Final

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    "CREATE TABLE counters (name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (name)) WITHOUT ROWID, STRICT",
    """CREATE TABLE documents (
        kind TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, edition INTEGER NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (kind, name, digest)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE drafts (
        lpn TEXT NOT NULL, state TEXT NOT NULL, actor TEXT NOT NULL, saved_at TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (lpn)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE expected_lines (
        client TEXT NOT NULL, rma TEXT NOT NULL, line TEXT NOT NULL, sku TEXT NOT NULL, gtin TEXT NOT NULL,
        quantity INTEGER NOT NULL, order_number TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (client, rma, line)
    ) WITHOUT ROWID, STRICT""",
    "CREATE INDEX expected_lines_by_gtin ON expected_lines (gtin)",
    "CREATE INDEX expected_lines_by_order ON expected_lines (order_number)",
    "CREATE INDEX expected_lines_by_rma ON expected_lines (rma)",
    "CREATE INDEX expected_lines_by_sku ON expected_lines (sku, client)",
    """CREATE TABLE expected_tracking (
        code TEXT NOT NULL, client TEXT NOT NULL, rma TEXT NOT NULL, PRIMARY KEY (code, client, rma)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE facts (
        seq INTEGER NOT NULL, id TEXT NOT NULL, station TEXT NOT NULL, ledger TEXT NOT NULL, kind TEXT NOT NULL,
        version INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, subject TEXT NOT NULL, payload TEXT NOT NULL, context TEXT,
        previous TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (seq), UNIQUE (id)
    ) STRICT""",
    "CREATE INDEX facts_by_kind ON facts (kind, seq)",
    "CREATE INDEX facts_by_subject ON facts (subject, seq)",
    """CREATE TABLE item_photos (
        sha256 TEXT NOT NULL, lpn TEXT NOT NULL, shot TEXT NOT NULL, seq INTEGER NOT NULL, erased_seq INTEGER,
        PRIMARY KEY (sha256, lpn, shot)
    ) WITHOUT ROWID, STRICT""",
    "CREATE INDEX item_photos_by_lpn ON item_photos (lpn)",
    """CREATE TABLE items (
        lpn TEXT NOT NULL, state TEXT NOT NULL, parcel TEXT, client TEXT NOT NULL, sku TEXT, gtin TEXT, title TEXT NOT NULL,
        category TEXT NOT NULL, rma TEXT, line TEXT, order_number TEXT, grade TEXT, disposition TEXT, bin TEXT, tote TEXT,
        because TEXT NOT NULL, hold TEXT, actor TEXT NOT NULL, graded_by TEXT, received_at TEXT NOT NULL, graded_at TEXT,
        received_seq INTEGER NOT NULL, grade_seq INTEGER, last_seq INTEGER NOT NULL, PRIMARY KEY (lpn)
    ) STRICT""",
    "CREATE INDEX items_by_line ON items (client, rma, line)",
    "CREATE INDEX items_by_order ON items (order_number)",
    "CREATE INDEX items_by_parcel ON items (parcel)",
    "CREATE INDEX items_by_sku ON items (client, sku)",
    "CREATE INDEX items_by_state ON items (state, received_at)",
    "CREATE INDEX items_by_tote ON items (tote)",
    """CREATE TABLE labels (
        job TEXT NOT NULL, lpn TEXT NOT NULL, layout TEXT NOT NULL, copy INTEGER NOT NULL, state TEXT NOT NULL, printer TEXT,
        queued_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, PRIMARY KEY (job)
    ) STRICT""",
    "CREATE INDEX labels_by_lpn ON labels (lpn)",
    "CREATE INDEX labels_by_state ON labels (state, queued_seq)",
    'CREATE TABLE meta ("key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key")) WITHOUT ROWID, STRICT',
    """CREATE TABLE parcels (
        parcel TEXT NOT NULL, state TEXT NOT NULL, client TEXT NOT NULL, code TEXT NOT NULL, rma TEXT, tracking TEXT,
        arrived_at TEXT NOT NULL, closed_at TEXT, outcome TEXT NOT NULL, arrived_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
        PRIMARY KEY (parcel)
    ) STRICT""",
    "CREATE INDEX parcels_by_code ON parcels (code)",
    "CREATE INDEX parcels_by_rma ON parcels (rma)",
    "CREATE INDEX parcels_by_state ON parcels (state, arrived_at)",
    """CREATE TABLE people (
        id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, language TEXT NOT NULL, badge_hash TEXT NOT NULL, pin_hash TEXT,
        disabled INTEGER NOT NULL, failures INTEGER NOT NULL, locked_until TEXT, PRIMARY KEY (id), UNIQUE (badge_hash)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE product_codes (
        code TEXT NOT NULL, client TEXT NOT NULL, sku TEXT NOT NULL, PRIMARY KEY (code, client, sku)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE products (
        client TEXT NOT NULL, sku TEXT NOT NULL, title TEXT NOT NULL, category TEXT NOT NULL, price TEXT, currency TEXT NOT NULL,
        bin TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (client, sku)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE quarter_hours (
        quarter TEXT NOT NULL, client TEXT NOT NULL, actor TEXT NOT NULL, measure TEXT NOT NULL, amount INTEGER NOT NULL,
        PRIMARY KEY (quarter, client, actor, measure)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE readers (
        name TEXT NOT NULL, since INTEGER NOT NULL, cursor INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (name)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE batches (
        reader TEXT NOT NULL, first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL, count INTEGER NOT NULL, file TEXT NOT NULL,
        sha256 TEXT NOT NULL, head TEXT NOT NULL, written_at TEXT NOT NULL, PRIMARY KEY (reader, first_seq),
        FOREIGN KEY(reader) REFERENCES readers (name)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE reader_exceptions (
        reader TEXT NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at TEXT,
        answer TEXT NOT NULL, PRIMARY KEY (reader, seq), FOREIGN KEY(reader) REFERENCES readers (name)
    ) WITHOUT ROWID, STRICT""",
)


def upgrade() -> None:
    """Make every table and index; called by alembic."""
    for statement in STATEMENTS:
        op.execute(statement)
