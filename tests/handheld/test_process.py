"""The real command with a batch as its standard input: once, twice, killed in the middle, and with bytes that are no text."""

import json
import subprocess
from collections import Counter
from fcntl import F_SETPIPE_SZ, fcntl
from pathlib import Path
from typing import Any

import pytest

from station.ledger.verify import verify
from tests.end_to_end.bench import Shop, environment
from tests.handheld.shelf import HOOD, HOOD_BIN, TEE, TEE_BIN, Shelf, timed

UNITS = 8
ONE_PAGE = 4096  # bytes, the least that a pipe holds


def bench(shelf: Shelf, file: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """`restock-station bench < file`."""
    command = Shop(shelf.data, shelf.folder / "photos").command("bench", *arguments)
    with file.open("rb") as stdin:
        return subprocess.run(command, stdin=stdin, capture_output=True, check=False, env=environment(), timeout=110)


def batch(shelf: Shelf, file: Path) -> list[str]:
    """A file that puts eight units away, one of them into a tote, counts a bin, opens a parcel and stops a hazard; the plates."""
    tees, hoods = shelf.graded(TEE, UNITS // 2), shelf.graded(HOOD, UNITS // 2)
    count = [f"RS-COUNT-{TEE_BIN}", *tees[1:], TEE, "5", "RS-DONE"]
    codes = [
        f"RS-BIN-{TEE_BIN}",
        *tees,
        *count,
        f"RS-BIN-{HOOD_BIN}",
        *hoods[:-1],
        "RS-DONE",
        hoods[-1],
        "RS-TOTE-T1",
        "RMA-10001",
        "RS-STOP",
    ]
    file.write_text("".join(timed(*codes)).replace("\n", "\r\n"), encoding="utf-8", newline="")
    shelf.close()
    return [*tees, *hoods]


def told(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def done_once(shelf: Shelf, plates: list[str]) -> None:
    """Every unit is where it belongs, once; one count, one parcel, one hazard; and the ledger is whole."""
    put = Counter(fact.subject for fact in shelf.facts("item.restocked", "item.toted"))
    assert put == Counter(plates)
    hazards = shelf.facts("hazard.reported")
    assert [len(each) for each in (hazards, shelf.facts("bin.counted"), shelf.facts("parcel.arrived"), shelf.facts("batch.taken"))] == [
        1
    ] * 4
    station = shelf.bench.station
    assert verify(station.folder.database, station.folder.exports, station.photos.check).clean


def test_that_a_file_is_taken_and_the_same_file_is_not_taken_again(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "scanned.txt"
    plates = batch(shelf, file)
    once = bench(shelf, file, "--json")
    assert once.returncode == 0, once.stderr
    assert next(each for each in told(once.stdout) if each["event"] == "batch")["refused"] == 0
    again = bench(shelf, file, "--json")
    assert (again.returncode, told(again.stdout)[-1]["refused"]["code"]) == (1, "BATCH_TAKEN")
    done_once(shelf, plates)
    (fact,) = shelf.facts("batch.taken")
    assert fact.at[:16] in told(again.stdout)[-1]["refused"]["message"]


@pytest.mark.parametrize("facts", [1, UNITS // 2, UNITS // 2 + 1, UNITS + 3])
def test_that_a_batch_that_was_killed_is_given_again_and_nothing_is_doubled(shelf: Shelf, tmp_path: Path, facts: int) -> None:
    file = tmp_path / "scanned.txt"
    plates = batch(shelf, file)
    command = Shop(shelf.data, shelf.folder / "photos").command("bench", "--json")
    with file.open("rb") as stdin, subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, env=environment(), bufsize=0) as process:
        assert process.stdout
        fcntl(process.stdout, F_SETPIPE_SZ, ONE_PAGE)  # it stands still when nobody reads: it cannot end before it is killed
        seen = 0
        for line in process.stdout:
            seen += b'"event": "fact"' in line and b'"kind": "label.' not in line  # the printer's facts come in between
            if seen == facts:
                process.kill()
                break
    assert shelf.facts("batch.taken") == []
    assert shelf.bench.session.snapshot.state in ("ready", "parcel")
    shelf.close()
    again = told(bench(shelf, file, "--json").stdout)
    done_once(shelf, plates)
    refused = [each for each in again if each["event"] == "line_refused"]
    assert len(refused) >= facts
    assert {each["code"] for each in refused} <= {"ALREADY_THERE", "COUNT_TAKEN", "BATCH_LINE_DONE"}
    assert shelf.facts("batch.taken")[0].payload["broke_off_at"] >= facts


def test_that_a_device_s_own_columns_are_named_on_the_command_line(shelf: Shelf, tmp_path: Path) -> None:
    (tee,) = shelf.graded(TEE, 1)
    lines = timed(tee, f"RS-BIN-{TEE_BIN}")
    shelf.close()
    file = tmp_path / "scanned.txt"
    rows = []
    for line in lines:
        moment, code = line.strip().split(",")
        day, clock = moment.removesuffix("Z").split("T")
        rows.append(f"{code:<50},{1:>7},003278,{clock},{'/'.join(reversed(day.split('-')))}\r\n")
    file.write_text("".join(rows), encoding="ascii", newline="")
    unclear = bench(shelf, file)
    assert unclear.returncode == 1
    assert b"BATCH_COLUMNS_UNCLEAR" in unclear.stderr
    taken = bench(shelf, file, "--columns", "code,quantity,device,time,date", "--dates", "dmy")
    assert b"2 of 2 lines taken." in taken.stdout, taken.stdout + taken.stderr
    assert [fact.subject for fact in shelf.facts("item.restocked")] == [tee]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe2\x000\x002\x006\x00", b"\x80\x81\n2026-11-21T10:00:00Z,\xff\n", b"", b"\n\n# nothing\n", b"\r\r"]
)
def test_that_bytes_that_are_no_text_are_refused_and_end_nothing(shelf: Shelf, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "scanned.txt"
    file.write_bytes(content)
    shelf.close()
    done = bench(shelf, file, "--json")
    assert done.returncode == 0, done.stderr
    assert b"BUG" not in done.stdout + done.stderr


def test_that_scans_without_times_are_taken_as_ever(shelf: Shelf, tmp_path: Path) -> None:
    file = tmp_path / "scans.txt"
    file.write_text(f"# a story\n\nRMA-10001\n{TEE},2026\n", encoding="utf-8")
    shelf.close()
    objects = told(bench(shelf, file, "--json").stdout)
    assert [each["event"] for each in objects] == ["state", "fact", "state", "refused", "state"]
