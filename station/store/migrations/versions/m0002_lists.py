"""Alerts, categories, shipments, and serial numbers: those of expected lines are filed, those of units come with the rebuild."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from alembic import op
from sqlalchemy import Connection

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE alerts (
        filed TEXT NOT NULL, kind TEXT NOT NULL, client TEXT NOT NULL, value TEXT NOT NULL, say TEXT NOT NULL, then_do TEXT NOT NULL,
        until TEXT NOT NULL, PRIMARY KEY (filed, kind, client)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE categories (
        filed TEXT NOT NULL, client TEXT NOT NULL, name TEXT NOT NULL, rubric TEXT NOT NULL, PRIMARY KEY (filed, client)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE expected_serials (
        code TEXT NOT NULL, client TEXT NOT NULL, rma TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (code, client, rma, line)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE shipments (
        client TEXT NOT NULL, sku TEXT NOT NULL, period TEXT NOT NULL, market TEXT NOT NULL, units INTEGER NOT NULL,
        PRIMARY KEY (client, sku, period, market)
    ) WITHOUT ROWID, STRICT""",
    "ALTER TABLE items ADD COLUMN serial TEXT",
    "CREATE INDEX items_by_serial ON items (serial) WHERE serial IS NOT NULL",
    "CREATE INDEX items_by_bin ON items (bin, lpn) WHERE state = 'restocked'",
)
_SERIALS: Final = "SELECT json_extract(body, '$.serial') AS serial, client, rma, line FROM expected_lines WHERE serial <> ''"
_FILE: Final = "INSERT INTO expected_serials (code, client, rma, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_CHUNK: Final = 10_000

Row = tuple[str, str, str, str]


def upgrade() -> None:
    """Make the new tables, the column and its index, and file what stored lines say; called by alembic."""
    for statement in STATEMENTS:
        op.execute(statement)
    connection = op.get_bind()
    rows = _filed(connection)
    while chunk := list(islice(rows, _CHUNK)):
        connection.exec_driver_sql(_FILE, chunk)


def _filed(connection: Connection) -> Iterator[Row]:
    """Every serial number of every line, filed as this revision files them: in capitals, without spaces and hyphens."""
    for serial, client, rma, line in connection.exec_driver_sql(_SERIALS):
        codes = {"".join(part.split()).replace("-", "").upper() for part in serial.split("|")}
        yield from ((code, client, rma, line) for code in sorted(codes - {""}))
