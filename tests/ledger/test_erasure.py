"""What was erased is in no file any more, and everything still verifies."""

from pathlib import Path

import pytest

from station.errors import Fault
from station.ledger.erasure import erase_contexts
from station.ledger.rebuild import rebuild
from station.ledger.verify import verify
from tests.ledger import builders

ERASED, KEPT = "RMA-ERASED", "RMA-KEPT"


def _holding(folder: Path, text: str) -> list[str]:
    return [path.name for path in sorted(folder.rglob("*")) if path.is_file() and text.encode() in path.read_bytes()]


def test_that_an_erased_context_is_in_no_file_and_everything_verifies(tmp_path: Path) -> None:
    with builders.open_ledger(tmp_path) as ledger:
        assert ledger.next_number("parcel") == 1
        parcel = "B01-P000001-X"
        ledger.append("I-01", [builders.arrived(parcel, rma=ERASED)])
        numbers = range(1, 200)
        # Enough units that pages were split, which leaves copies of rows in their slack.
        for number in numbers:
            lpn = builders.plate(ledger.next_number("lpn"))
            ledger.append("I-01", [builders.received(lpn, rma=ERASED if number % 2 else KEPT), builders.graded(lpn), builders.label(lpn)])
        erased = [parcel, *(builders.plate(number) for number in numbers if number % 2)]
        assert _holding(tmp_path, ERASED)
        assert erase_contexts(ledger, erased) == len(erased)
        assert _holding(tmp_path, ERASED) == []
        assert _holding(tmp_path, KEPT) == ["station.db"]
        assert verify(Path(ledger.file), tmp_path / "exports", lambda _sha256: "ok").clean
        rebuild(ledger)
        assert verify(Path(ledger.file), tmp_path / "exports", lambda _sha256: "ok").clean
    assert _holding(tmp_path, ERASED) == []


def test_that_erasing_twice_finds_nothing_more(tmp_path: Path) -> None:
    with builders.open_ledger(tmp_path) as ledger:
        ledger.append("I-01", [builders.received()])
        assert erase_contexts(ledger, ["B01-000001-X"]) == 1
        assert erase_contexts(ledger, ["B01-000001-X"]) == 0


def test_that_a_reader_of_an_older_state_is_told_and_the_work_can_be_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("station.store.engines.BUSY_SECONDS", 0.05)
    with builders.open_ledger(tmp_path) as ledger:
        ledger.append("I-01", [builders.received(rma=ERASED)])
        with ledger.reader.connect() as looking:
            looking.exec_driver_sql("SELECT count(*) FROM facts").all()
            with pytest.raises(Fault) as fault:
                erase_contexts(ledger, ["B01-000001-X"])
        assert fault.value.code == "DATABASE_LOCKED"
        assert erase_contexts(ledger, []) == 0
        assert _holding(tmp_path, ERASED) == []
