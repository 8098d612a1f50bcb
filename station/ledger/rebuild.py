"""Projections anew from the facts: built aside in a throw-away database, then put in place in one transaction.

A crash at any point leaves the old projections or the new ones, whole. What was appended meanwhile is taken along.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from station.errors import Bug
from station.ledger.findings import Findings
from station.ledger.ledger import PAGE, Ledger
from station.ledger.projections import project
from station.ledger.rows import SELECT, fact_of
from station.ledger.shadow import Shadow
from station.ledger.tables import Tables
from station.store.faults import guarded
from station.store.files import TEMPORARY
from station.store.schema import PROJECTIONS, PROJECTIONS_VERSION

Progress = Callable[[int, int], None]  # facts done, facts there are

_VERSION: Final = "INSERT INTO meta (key, value) VALUES ('projections_version', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"


def needs_rebuild(ledger: Ledger) -> bool:
    """Whether the projections were written by a program whose rules differ from this one's."""
    with guarded(ledger.file), ledger.reader.connect() as connection:
        found = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'projections_version'").scalar_one_or_none()
    return bool(found != str(PROJECTIONS_VERSION))


def rebuild(ledger: Ledger, progress: Progress = lambda _done, _all: None) -> int:
    """Build all projections anew; returns the number of facts read.

    Raises Bug FACTS_UNUSABLE where a fact cannot be projected, Fault for disk and database; the old projections then stand.
    """
    aside = Path(ledger.file).with_name(f"projections{TEMPORARY}")
    aside.unlink(missing_ok=True)
    try:
        with guarded(ledger.file):
            done = _build(ledger, aside, progress)
            return _put_in_place(ledger, aside, done)
    finally:
        aside.unlink(missing_ok=True)


def _build(ledger: Ledger, aside: Path, progress: Progress) -> int:
    findings = Findings()
    total, done = ledger.head().seq, 0
    with ledger.reader.connect() as connection:
        driver: Any = connection.connection.driver_connection
        shadow = Shadow(aside, driver.cursor(), findings)
        try:
            for fact in ledger.facts():
                shadow.take(fact)
                done = fact.seq
                if done % PAGE == 0:
                    progress(done, total)
            shadow.flush()
        finally:
            shadow.close()
    if findings.kept:
        raise Bug("FACTS_UNUSABLE", count=findings.counts.total(), first=dict(findings.kept[0].params))
    progress(done, total)
    return done


def _put_in_place(ledger: Ledger, aside: Path, done: int) -> int:
    with ledger.writer.connect() as connection:
        driver: Any = connection.connection.driver_connection
        # Attaching is not possible inside a transaction, so this one is begun by hand.
        driver.execute("ATTACH DATABASE ? AS aside", (str(aside),))
        try:
            driver.execute("BEGIN IMMEDIATE")
            done = _swap(driver.cursor(), done)
            driver.execute("COMMIT")
        except BaseException:
            driver.rollback()
            raise
        finally:
            driver.execute("DETACH DATABASE aside")
    return done


def _swap(cursor: Any, done: int) -> int:  # noqa: ANN401 -- pysqlite3 ships no types
    for table in PROJECTIONS:
        columns = ", ".join(column.name for column in table.columns)
        cursor.execute(f"DELETE FROM main.{table.name}")  # noqa: S608 -- names of our own tables
        cursor.execute(f"INSERT INTO main.{table.name} ({columns}) SELECT {columns} FROM aside.{table.name}")  # noqa: S608 -- our own names
    tables = Tables(cursor)
    for row in cursor.execute(f"{SELECT} WHERE seq > ? ORDER BY seq", (done,)).fetchall():
        project(tables, fact_of(row))
        done = row[0]
    tables.flush()
    cursor.execute(_VERSION, (str(PROJECTIONS_VERSION),))
    return done
