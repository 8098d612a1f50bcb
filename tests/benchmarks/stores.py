"""Big stations, each built once for all benchmarks that need it: so many graded units, and as many products as the largest.

Built inside SQLite from one real payload of each kind, without indexes at first; digests and pictures are made up.
"""

# ruff: noqa: S608 -- every statement is made of constants of this module
import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pysqlite3.dbapi2 as pysqlite

from station.clock import SystemClock
from station.store.folder import DataFolder
from tests.ledger.builders import graded, held, label, received

MANY: Final = 1_000_000
SOME: Final = 100_000
FEW: Final = 10_000

A_DAY: Final = 1_600  # units, from 8 h UTC on, one every 18 seconds
A_QUARTER: Final = 50
FIRST_DAY: Final = "2025-01-01"
GTIN: Final = "0{:013d}"
RETURNS: Final = 200_000

_HOLD: Final = (
    '{"reasons":[{"default":"RETURN_TO_CUSTOMER","due_at":"2027-12-01T00:00:00.000Z","for":"CLIENT","question":"Which one is it?",'
    '"reason":"WRONG_ITEM"}],"shelf":"HOLD-C"}'
)
_ROOT: Final = TemporaryDirectory(prefix="restock-bench-stores-")  # goes when the interpreter ends

_NUMBERS: Final = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"
_AT: Final = "strftime('%Y-%m-%dT%H:%M:%fZ', strftime('%s', '{day}') + ({unit}) / 1600 * 86400 + 28800 + ({unit}) % 1600 * 18, 'unixepoch')"
_LPN: Final = "printf('B01-%06d-X', {unit} + 1)"
_HELD: Final = "({unit} % 911 = 0 AND {unit} >= {units} - 20 * 1600)"  # a few of the last days' units wait for an answer


@cache
def store(units: int) -> Path:
    """The folder of a station with so many units, each with three facts and three photos; and 1 M products at 1 M units."""
    path = Path(_ROOT.name) / str(units)
    with DataFolder.open_writing(path, SystemClock()) as folder:
        db = pysqlite.connect(str(folder.database), isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        _fill(db, folder, units)
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        db.close()
    os.sync()  # what is still on its way to the disk would slow down whoever commits next
    return path


def days(units: int) -> int:
    """How many full days of work a store has; the days are `FIRST_DAY` and those after it."""
    return units // A_DAY


def _fill(db: Any, folder: DataFolder, units: int) -> None:
    indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _sql in indexes:
        db.execute(f"DROP INDEX {name}")
    _reference_data(db, max(SOME, units) if units == MANY else FEW)
    for fill in (_facts, _items, _photos, _labels, _figures):
        db.execute("BEGIN IMMEDIATE")
        fill(db, folder, units)
        db.execute("COMMIT")
    for _name, sql in indexes:
        db.execute(sql)
    db.execute("INSERT INTO counters (name, value) VALUES ('lpn', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (units,))


def _facts(db: Any, folder: DataFolder, units: int) -> None:
    at = _AT.format(day=FIRST_DAY, unit="i / 3")
    payloads = [_text(make("@").payload) for make in _MAKERS]
    is_held = _HELD.format(unit="(i / 3)", units=units)
    context = _text({**(received().context or {}), "salt": "0" * 32})
    db.execute(
        f"""{_NUMBERS.format(count=3 * units)}
        INSERT INTO facts (seq, id, station, ledger, kind, version, at, actor, subject, payload, context, previous, digest)
        SELECT i + 1, ?1 || (i + 1), ?2, ?3,
        CASE i % 3 WHEN 0 THEN 'item.received' WHEN 1 THEN iif({is_held}, 'item.held', 'item.graded') ELSE 'label.queued' END, 1,
        {at}, 'I-04', {_LPN.format(unit="i / 3")},
        CASE i % 3 WHEN 0 THEN ?4 WHEN 1 THEN iif({is_held}, ?8, ?5) ELSE replace(?6, '"@"', '"' || {_LPN.format(unit="i / 3")} || '"') END,
        CASE i % 3 WHEN 0 THEN ?7 END, printf('%064x', i), printf('%064x', i + 1) FROM n""",
        (f"{folder.station}:{folder.ledger}:", folder.station, folder.ledger, *payloads, context, _text(held("@").payload)),
    )


_MAKERS: Final[tuple[Callable[[str], Any], ...]] = (received, lambda lpn: graded(lpn, photos=["a" * 64] * 3), label)


def _items(db: Any, _folder: DataFolder, units: int) -> None:
    """Of two clients and five categories, by eight people. All but the last two days' work is in its bin or has left; a few are held."""
    at = _AT.format(day=FIRST_DAY, unit="i")
    done, grade = f"i < {units - 2 * A_DAY}", "CASE WHEN i % 10 < 7 THEN 'A' WHEN i % 10 < 9 THEN 'B' ELSE 'C' END"
    following = "CASE WHEN i % 10 < 7 THEN 'restock' WHEN i % 10 < 9 THEN 'outlet' ELSE 'recycle' END"
    waits = _HELD.format(unit="i", units=units)
    state = f"CASE WHEN {waits} THEN 'held' WHEN {done} AND i % 10 < 7 THEN 'restocked' WHEN {done} THEN 'shipped' ELSE 'graded' END"
    db.execute(
        f"""{_NUMBERS.format(count=units)}
        INSERT INTO items (lpn, state, client, sku, gtin, title, category, rma, line, order_number, grade, disposition, bin, lot, because,
        hold, actor, graded_by, received_at, graded_at, received_seq, grade_seq, last_seq)
        SELECT {_LPN.format(unit="i")}, {state}, CASE i % 4 WHEN 0 THEN 'alpine' ELSE 'northwind' END, printf('SKU-%07d', i % 7919),
        '09521321000012', CASE i % 3 WHEN 0 THEN 'Kettle, steel, 1.7 l' ELSE 'Legging, black, M' END,
        CASE i % 5 WHEN 0 THEN 'shoes' WHEN 1 THEN 'toys' WHEN 2 THEN 'cosmetics' WHEN 3 THEN 'electronics' ELSE 'apparel' END,
        printf('RMA-O%07d', i), '1', printf('SO-%07d', i), CASE WHEN NOT {waits} THEN {grade} END,
        CASE WHEN {waits} THEN 'hold' ELSE {following} END, CASE WHEN i % 10 < 7 THEN 'A-01' ELSE 'OUT-03' END,
        CASE WHEN {done} AND i % 10 >= 7 AND NOT {waits} THEN 'L' || i / 5000 END, '["TAG_MISSING"]', CASE WHEN {waits} THEN '{_HOLD}' END,
        printf('I-%02d', i % 8 + 1), CASE WHEN NOT {waits} THEN printf('I-%02d', i % 8 + 1) END, {at}, CASE WHEN NOT {waits} THEN {at} END,
        3 * i + 1, CASE WHEN NOT {waits} THEN 3 * i + 2 END, 3 * i + 2 FROM n"""
    )
    db.execute(
        """INSERT INTO lots (lot, state, disposition, client, units, opened_at, closed_at, shipped_at, last_seq)
        SELECT lot, 'shipped', 'outlet', '', count(*), min(graded_at), max(graded_at), max(graded_at), max(last_seq)
        FROM items WHERE lot IS NOT NULL GROUP BY lot"""
    )


def _photos(db: Any, _folder: DataFolder, units: int) -> None:
    """In the order of the digests, but spread over all of their range, so that new ones fall anywhere between them."""
    step = 2**52 // (3 * units)
    db.execute(
        f"""{_NUMBERS.format(count=3 * units)} INSERT INTO item_photos (sha256, lpn, shot, seq)
        SELECT printf('%013x%051x', i * {step}, i), {_LPN.format(unit="i / 3")}, 'shot-' || i % 3, i / 3 * 3 + 2 FROM n"""
    )


def _labels(db: Any, folder: DataFolder, units: int) -> None:
    db.execute(
        f"""{_NUMBERS.format(count=units)} INSERT INTO labels (job, lpn, layout, copy, state, printer, queued_seq, last_seq)
        SELECT ? || (3 * i + 3), {_LPN.format(unit="i")}, 'outlet', 1, 'confirmed', 'folder:labels', 3 * i + 3, 3 * i + 3 FROM n""",
        (f"{folder.station}:{folder.ledger}:",),
    )


def _figures(db: Any, _folder: DataFolder, units: int) -> None:
    quarters = db.execute(
        f"{_NUMBERS.format(count=units // A_QUARTER)}"
        f" SELECT substr({_AT.format(day=FIRST_DAY, unit=f'i * {A_QUARTER}')}, 1, 16) || 'Z' FROM n"
    ).fetchall()
    measures = ("received", "graded", "grade:A", "grade:B", "grade:C", "disposition:restock", "disposition:outlet", "disposition:recycle",
                "finding:STAIN", "finding:TAG_OFF", "spent:find", "spent:inspect", "spent:photograph", "actions")  # fmt: skip
    insert = "INSERT INTO quarter_hours (quarter, client, actor, measure, amount) VALUES (?, ?, ?, ?, 25)"
    db.executemany(insert, _each(quarters, ("alpine", "northwind"), sorted(measures)))


def _each(quarters: list[tuple[str]], clients: tuple[str, ...], measures: list[str]) -> Iterator[tuple[str, str, str, str]]:
    for (quarter,) in quarters:
        for client in clients:
            yield from ((quarter, client, "I-04", measure) for measure in measures)


def _reference_data(db: Any, products: int) -> None:
    """Products with a GTIN each, in another order than their SKUs as real ones are, and returns of one line each."""
    returns = min(RETURNS, products)
    gtin = "printf('%014d', i * 7919 % ?1)"
    body = f"""'{{"attributes":{{"has_battery":false}},"gtins":["' || {gtin} || '"],"weight_g":300}}'"""
    db.execute("BEGIN IMMEDIATE")
    for statement, count in (
        (f"INSERT INTO products (client, sku, title, category, price, currency, bin, body) SELECT 'northwind', printf('SKU-%07d', i),"
         f" 'Leggings, black, size ' || i % 9, 'apparel', '39.90', 'EUR', 'A-01', {body} FROM n", products),
        (f"INSERT INTO product_codes (code, client, sku) SELECT {gtin}, 'northwind', printf('SKU-%07d', i) FROM n ORDER BY 1", products),
        ("INSERT INTO product_codes (code, client, sku)"
         " SELECT printf('sku:SKU-%07d', i), 'northwind', printf('SKU-%07d', i) FROM n WHERE ?1", products),
        ("INSERT INTO expected_lines (client, rma, line, sku, gtin, quantity, order_number, body) SELECT 'northwind',"
         " printf('RMA-%07d', i), '1', printf('SKU-%07d', i), '', 1, printf('SO-N%07d', i),"
         """ '{"carrier":"DHL","reason":"SIZE_TOO_SMALL","tracking":["' || printf('00340%09d', i) || '"]}' FROM n WHERE ?1""", returns),
        ("INSERT INTO expected_tracking (code, client, rma)"
         " SELECT printf('00340%09d', i), 'northwind', printf('RMA-%07d', i) FROM n WHERE ?1", returns),
    ):  # fmt: skip
        db.execute(f"{_NUMBERS.format(count=count)} {statement}", (products,))
    db.execute("COMMIT")


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=dict)
