"""Questions for clients, from the page Decisions: who can be asked in; a menu that sends their files and takes answers out.

Files are written on the reader's thread; what they change is done by acts. Answers go in a few at a time, so that the bench never waits.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QWidget

from station.supervisor.acts import Answer
from station.supervisor.acts_decisions import SendQuestions, TakeAnswers
from station.supervisor.answer_files import AnswerFile, in_acts, read_answers
from station.supervisor.question_files import Prepared, prepare
from station.texts import counted, notice, sentences, word
from ui.supervisor.look import button
from ui.supervisor.page import DeskPage, refusal_of

_ASKED: Final = "questions"


class ClientQuestions(QWidget):
    """`performed` carries an act, `told` what to say about it."""

    performed = Signal(object)
    told = Signal(object)

    def __init__(self, page: DeskPage) -> None:
        super().__init__()
        self._page = page
        self._button = button()
        self._menu = QMenu(self._button)
        self._button.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        self._waiting: list[TakeAnswers] = []
        self._taken: dict[str, int] = {}
        self._refused: list[str] = []
        self._file: AnswerFile | None = None

    @property
    def menu(self) -> QMenu:
        """What can be done."""
        return self._menu

    def offer(self, to_ask: Mapping[str, int], language: str, why_not: str) -> None:
        """An entry for each client that has something to decide, and one for answers. `why_not` says who may, "" to whoever may."""
        self._button.setText(word("DECIDE_QUESTIONS", language))
        self._button.setEnabled(not why_not)
        self._button.setToolTip(why_not)
        self._menu.clear()
        for client, count in sorted(to_ask.items()):
            action = self._menu.addAction(counted("DECIDE_SEND", count, language, client=client))
            action.triggered.connect(lambda _checked=False, client=client: self.send(client))
        if not to_ask:
            self._menu.addAction(word("DECIDE_NOTHING_TO_SEND", language)).setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(word("DECIDE_TAKE_ANSWERS", language)).triggered.connect(self.choose_file)

    def send(self, client: str) -> None:
        """Write this client's questions, then tell the bench that they are out."""
        if self._page.reader:
            self._page.reader.ask(_ASKED, partial(prepare, client=client), self.on_prepared, self.told.emit)

    def choose_file(self) -> QFileDialog:
        """Which file the answers are in."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        name = word("DECIDE_TAKE_ANSWERS", self._page.view.language)
        dialog = QFileDialog(self._page, name, folder, "Excel, CSV, JSON (*.xlsx *.csv *.json *.jsonl *.txt)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def take(self, file: str) -> None:
        """Read the answers of this file, and act on them."""
        if self._page.reader:
            self._page.reader.ask(_ASKED, lambda _opened: read_answers(Path(file)), self.on_read, self.told.emit)

    def on_prepared(self, made: Prepared) -> None:
        """They are on the disk."""
        self.performed.emit(SendQuestions(made.client, made.folder, made.sha256, made.asked))

    def on_read(self, found: AnswerFile) -> None:
        """What the file says; a few answers at a time."""
        language = self._page.view.language
        self._file, self._taken = found, {"done": 0, "kept": 0}
        self._refused = [f"{each.value}: {notice(each.reason, language).message}" for each in found.refused]
        self._waiting = in_acts(found)
        self._go_on()

    def answered(self, act: object, answer: Answer) -> bool:
        """An act of ours was performed; False for another one."""
        if isinstance(act, SendQuestions):
            self._tell_sent(answer)
        elif isinstance(act, TakeAnswers):
            self._count(act, answer)
            self._go_on()
        else:
            return False
        return True

    def _tell_sent(self, answer: Answer) -> None:
        if refused := refusal_of(answer):
            self.told.emit(refused)
            return
        sent = answer.done["sent"]
        self.told.emit(counted("DECIDE_SENT", len(sent), self._page.view.language, folder=answer.done["folder"]))

    def _count(self, act: TakeAnswers, answer: Answer) -> None:
        language = self._page.view.language
        done: Mapping[str, Any] = answer.done
        for name in self._taken:
            self._taken[name] += len(done.get(name, ()))
        self._refused += [notice(each, language).message for each in answer.left_out]
        if refused := refusal_of(answer):
            plates = ", ".join(plate for plate, _, _ in act.answers)
            self._refused.append(f"{plates}: {notice(refused, language).message}")

    def _go_on(self) -> None:
        if self._waiting:
            self.performed.emit(self._waiting.pop(0))
            return
        if self._file is None:
            return
        language, file = self._page.view.language, self._file
        self._file = None
        told = [counted("DECIDE_TAKEN", self._taken["done"], language, file=file.name)]
        told += [counted("DECIDE_KEPT", self._taken["kept"], language)] if self._taken["kept"] else []
        told += [counted("DECIDE_UNANSWERED", file.open, language)] if file.open else []
        told += [counted("DECIDE_NOT_TAKEN", len(self._refused), language), *self._refused[:3]] if self._refused else []
        self.told.emit(sentences(told, language))
