"""The report of what was not taken: one row for each refused row, as a CSV for people beside the file that came in."""

import csv
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from station.errors import Fault, Refusal, StationError
from station.spreadsheets.cells import for_people
from station.store.files import TEMPORARY, publish
from station.texts import notice

COLUMNS: Final = ("line", "column", "value", "reason", "what to do", "code")
MOST_ROWS: Final = 10_000  # nobody reads more; a broken file of 80 MB would fill the disk with its report
_SUFFIX: Final = ".refused.csv"
_MARK: Final = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the machine


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that was not taken: where it begins (line 1 is the first), the column and its text, and why."""

    line: int
    column: str
    value: str
    reason: StationError


class RefusedFile:
    """`<file>.refused.csv`, written under a temporary name from the first refused row on; in `reports` where that folder takes no file.

    `count` counts all refused rows; the first 10,000 stand in the report, and a last one says that there are more.
    Use it as a context manager: `close` gives the file its name, an exception leaves the temporary file for nobody.
    """

    def __init__(self, source: Path, reports: Path, language: str = "en") -> None:
        self._targets = tuple(folder / f"{source.name}{_SUFFIX}" for folder in (source.parent, reports))
        self._language = language
        self._out: TextIO | None = None
        self._target = self._targets[0]
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._out is not None:
            self._out.close()
            self._temporary.unlink(missing_ok=True)

    def add(self, row: RefusedRow) -> None:
        """Count one row and write it; raises Fault REPORT_NOT_WRITTEN where neither folder takes it."""
        self.count += 1
        if self.count <= MOST_ROWS:
            self._write(row)
        elif self.count == MOST_ROWS + 1:
            self._write(RefusedRow(row.line, "", "", Refusal("ROWS_MORE", most=MOST_ROWS)))

    def _write(self, row: RefusedRow) -> None:
        said = notice(row.reason, self._language)
        try:
            out = self._out or self._open()
            cells = (row.column, for_people(row.value), said.message, said.advice, said.code)
            csv.writer(out).writerow((row.line, *cells))
        except OSError as error:
            raise self._fault(error) from error

    def close(self) -> Path | None:
        """Publish the report and give its path; None where nothing was refused: then an older report of this file is removed."""
        if self._out is None:
            self._remove_older()
            return None
        try:
            self._out.flush()
            os.fsync(self._out.fileno())
            self._out.close()
            publish(self._temporary, self._target)
        except OSError as error:
            raise self._fault(error) from error
        self._out = None
        return self._target

    @property
    def beside(self) -> bool:
        """Whether the report lies (or would lie) beside the file."""
        return self._target == self._targets[0]

    @property
    def _temporary(self) -> Path:
        return self._target.with_name(self._target.name + TEMPORARY)

    def _open(self) -> TextIO:
        self._out = self._open_beside() or self._open_in_reports()
        self._out.write(_MARK)
        csv.writer(self._out).writerow(COLUMNS)
        return self._out

    def _open_beside(self) -> TextIO | None:
        self._target = self._targets[0]
        try:
            return None if self._target.is_dir() else self._temporary.open("w", encoding="utf-8", newline="")
        except OSError:
            return None

    def _open_in_reports(self) -> TextIO:
        self._target = self._targets[1]
        self._target.parent.mkdir(parents=True, exist_ok=True)
        return self._temporary.open("w", encoding="utf-8", newline="")

    def _remove_older(self) -> None:
        # It would tell of rows that are in order by now. Only a report of ours is ever removed.
        for target in self._targets:
            try:
                with target.open(encoding="utf-8") as old:
                    ours = old.readline().strip(_MARK + "\r\n") == ",".join(COLUMNS)
                if ours:
                    target.unlink()
            except (OSError, UnicodeDecodeError):
                continue

    def _fault(self, error: OSError) -> Fault:
        return Fault("REPORT_NOT_WRITTEN", file=str(self._target), detail=error.strerror or str(error))
