"""Totes, lots and passwords: what a supervisor's desk needs. The rows of totes and lots come with the rebuild."""

from typing import Final

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE totes (
        tote TEXT NOT NULL, state TEXT NOT NULL, disposition TEXT NOT NULL, client TEXT NOT NULL, units INTEGER NOT NULL,
        opened_at TEXT NOT NULL, closed_at TEXT, last_seq INTEGER NOT NULL, PRIMARY KEY (tote)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE lots (
        lot TEXT NOT NULL, state TEXT NOT NULL, disposition TEXT NOT NULL, client TEXT NOT NULL, units INTEGER NOT NULL,
        opened_at TEXT NOT NULL, closed_at TEXT, shipped_at TEXT, last_seq INTEGER NOT NULL, PRIMARY KEY (lot)
    ) WITHOUT ROWID, STRICT""",
    "ALTER TABLE items ADD COLUMN lot TEXT",
    "CREATE INDEX items_by_lot ON items (lot) WHERE lot IS NOT NULL",
    "DROP INDEX items_by_bin",
    "CREATE INDEX items_by_bin ON items (bin, lpn, client) WHERE state = 'restocked'",
    "ALTER TABLE people ADD COLUMN password_hash TEXT",
    """CREATE TABLE acts (
        act TEXT NOT NULL, name TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL, answer TEXT, PRIMARY KEY (act)
    ) WITHOUT ROWID, STRICT""",
)


def upgrade() -> None:
    """Make the tables, the columns and the index; called by alembic."""
    for statement in STATEMENTS:
        op.execute(statement)
