"""What the screen and the report say about a batch: each line as it is done, and at the end what was not taken, and why."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from station.clock import stamp
from station.exchange.refused import RefusedFile, RefusedRow
from station.handheld.batches import Taken
from station.handheld.reading import Batch, TimedLine
from station.handheld.taking import RefusedLine
from station.scan.texts import shown
from station.session.change import Outcome
from station.terminal import Screen, show_line
from station.texts import counted, notice, word


class Teller:
    """Tells of one batch on one screen. The report's name has the time of the site at which the batch was given."""

    def __init__(self, screen: Screen, reports: Path, language: str, now: datetime, zone: ZoneInfo) -> None:
        self._screen = screen
        self._reports = reports
        self._language = language
        self._name = f"handheld-{now.astimezone(zone):%Y-%m-%d-%H%M%S}"

    def begun(self, batch: Batch) -> None:
        """What is coming."""
        self._screen.told((), [word("BATCH_BEGINS", self._language, lines=len(batch.lines))])

    def done(self, line: TimedLine, outcome: Outcome) -> None:
        """One line, with what came of it."""
        self._screen.told((), [f"» {line.number}  {shown(line.code)}"])
        show_line(outcome, self._screen)

    def ended(self, taken: Taken) -> Path | None:
        """The result, and the file with the refused lines; None if there are none. Raises Fault REPORT_NOT_WRITTEN."""
        report = self._write(taken.refused)
        if taken.fact:
            self._screen.facts([taken.fact])
        lines = [word("BATCH_ENDS", self._language, taken=taken.taken, lines=len(taken.batch.lines))]
        if taken.refused:
            lines += ["", counted("BATCH_REFUSED", len(taken.refused), self._language), *map(self._in_words, taken.refused)]
            lines += [word("BATCH_REPORT", self._language, file=report)]
        self._screen.told([*map(self._as_json, taken.refused), self._summary(taken, report)], lines)
        return report

    def _write(self, refused: tuple[RefusedLine, ...]) -> Path | None:
        with RefusedFile(self._reports / self._name, self._reports, self._language) as file:
            for each in refused:
                file.add(RefusedRow(each.line.number, "code", shown(each.line.code), each.reason))
            return file.close()

    def _in_words(self, refused: RefusedLine) -> str:
        message = notice(refused.reason, self._language).message
        return f"  {word('BATCH_REFUSED_LINE', self._language, line=refused.line.number, code=shown(refused.line.code), message=message)}"

    def _as_json(self, refused: RefusedLine) -> Mapping[str, Any]:
        told = notice(refused.reason, self._language)
        named = {"line": refused.line.number, "text": shown(refused.line.code), "at": stamp(refused.line.at) if refused.line.at else None}
        return {"event": "line_refused", **named, "code": told.code, "message": told.message, "advice": told.advice}

    @staticmethod
    def _summary(taken: Taken, report: Path | None) -> Mapping[str, Any]:
        counts = {"lines": len(taken.batch.lines), "taken": taken.taken, "refused": len(taken.refused)}
        named = {"batch": taken.batch.subject, "sha256": taken.batch.sha256}
        return {"event": "batch", **named, **counts, "report": str(report) if report else None}
