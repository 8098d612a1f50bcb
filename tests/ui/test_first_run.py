"""A first run: five answers by keys alone make a station that works; what cannot be is refused in place, and nothing is made of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from station.assembly import open_station, read_station
from station.clock import SystemClock
from station.errors import Refusal
from station.first_run import Answers, begin, is_first_run, machine_zone, proposed
from station.model.people import Role
from station.settings import load_settings
from tests.ui.shop import PATIENCE_MS, Desktop, cut, end
from ui.application import begin_with_questions, bench_window
from ui.bench.screen import Page
from ui.first_run import FirstRunWindow
from ui.theme import Theme
from ui.widgets.options import OptionButton

PIN = "481516"
ANSWERS = Answers("Leipzig", "B07", "en", "Sofia", PIN, "", "Europe/Berlin")


@pytest.fixture
def asking(qtbot: QtBot, theme: Theme, tmp_path: Path) -> FirstRunWindow:
    assert theme.scale == 1.0
    window = FirstRunWindow(tmp_path / "new")
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window._fields["SITE"].setFocus()
    return window


def said(window: FirstRunWindow) -> list[str]:
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return labels + [button.option.label for button in window.findChildren(OptionButton) if button.isVisible()]


def type_in(window: FirstRunWindow, *answers: str) -> None:
    """Each answer and Enter, by real key events, into whatever has the focus; "" takes what stands there."""
    for answer in answers:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit), window
        if answer:
            QTest.keyClicks(field, answer)
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_that_enter_alone_makes_a_station_where_nobody_signs_in(asking: FirstRunWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(asking.done, timeout=PATIENCE_MS):
        type_in(asking, "", "", "", "", "", "")
    settings = load_settings(tmp_path / "new")
    assert (settings.site.name, settings.station, settings.site.time_zone) == ("Returns", "B01", machine_zone())
    with read_station(tmp_path / "new", SystemClock()) as station:
        assert station.people.list() == ()


def test_that_five_answers_make_the_station_and_its_supervisor(asking: FirstRunWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(asking.done, timeout=PATIENCE_MS):
        type_in(asking, "Leipzig", "b07", "Sofia", PIN, PIN, str(tmp_path / "out"))
    settings = load_settings(tmp_path / "new")
    assert (settings.site.name, settings.station, settings.exports.folder) == ("Leipzig", "B07", str(tmp_path / "out"))
    with open_station(tmp_path / "new", SystemClock()) as station:
        sofia = station.people.by_name("Sofia")
        assert sofia.role is Role.SUPERVISOR
        station.people.verify_pin(sofia, PIN)
    assert not is_first_run(tmp_path / "new")


def test_that_a_pin_is_never_shown_and_in_no_text(asking: FirstRunWindow) -> None:
    field = asking._fields["PIN"]
    QTest.keyClicks(field, PIN)
    assert (field.text(), PIN in field.displayText()) == (PIN, False)
    assert PIN not in repr(asking.answers())


def test_that_a_pin_that_is_typed_differently_makes_nothing(asking: FirstRunWindow, qtbot: QtBot, tmp_path: Path) -> None:
    type_in(asking, "", "", "Sofia", PIN, "481561", "")
    assert any("not the same" in text for text in said(asking)), said(asking)
    assert not (tmp_path / "new").exists()
    assert asking._fields["PIN_AGAIN"].hasFocus()
    with qtbot.waitSignal(asking.done, timeout=PATIENCE_MS):
        type_in(asking, PIN, "")


def test_that_another_language_is_spoken_at_once_and_kept(asking: FirstRunWindow, qtbot: QtBot, tmp_path: Path) -> None:
    german = next(button for button in asking.findChildren(OptionButton) if button.option.label == "Deutsch")
    QTest.mouseClick(german, Qt.MouseButton.LeftButton)
    assert german.option.chosen
    with qtbot.waitSignal(asking.done, timeout=PATIENCE_MS):
        QTest.keyClick(asking, Qt.Key.Key_Return)
    assert load_settings(tmp_path / "new").site.language == "de"


def test_that_what_cannot_be_is_refused_in_place_and_the_answers_stay(asking: FirstRunWindow, qtbot: QtBot, tmp_path: Path) -> None:
    type_in(asking, "Leipzig", "7", "", "", "", "")
    qtbot.waitUntil(lambda: any("capital letter" in text for text in said(asking)), timeout=PATIENCE_MS)
    assert asking.answers().site == "Leipzig"
    assert not (tmp_path / "new").exists()
    asking._fields["STATION"].setText("B07")
    asking._fields["EXPORTS"].setFocus()
    with qtbot.waitSignal(asking.done, timeout=PATIENCE_MS):
        type_in(asking, "")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_nothing_is_cut_on_it(asking: FirstRunWindow, qtbot: QtBot, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    qtbot.waitUntil(lambda: not cut(asking), timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"site": " "}, "SITE_NAME_WRONG"),
        ({"station": "ABCDEFGHI"}, "BENCH_NAME_WRONG"),
        ({"station": "b1"}, "BENCH_NAME_WRONG"),
        ({"pin": "123456"}, "PIN_TOO_EASY"),
        ({"pin": ""}, "PIN_NOT_DIGITS"),
        ({"supervisor": ""}, "PIN_OF_NOBODY"),
    ],
)
def test_that_a_wrong_answer_makes_nothing(tmp_path: Path, changed: dict[str, str], code: str) -> None:
    answers = {name: getattr(ANSWERS, name) for name in Answers.__slots__} | changed
    with pytest.raises(Refusal) as refused:
        begin(tmp_path / "new", Answers(**answers), SystemClock())
    assert refused.value.code == code
    assert not (tmp_path / "new").exists()


def test_that_a_folder_in_which_somebody_worked_is_no_first_run(tmp_path: Path) -> None:
    assert is_first_run(tmp_path)
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "B01-000001-A.pdf").write_bytes(b"x")
    assert not is_first_run(tmp_path), "its database is gone: that is for opening to say"


def test_that_the_machines_zone_and_language_are_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert (proposed("de").time_zone, proposed("de").language, proposed("xx").language) == ("Europe/Berlin", "de", "en")


def test_that_the_bench_opens_behind_the_answers(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    window = bench_window(theme, tmp_path / "new")
    asking = begin_with_questions(tmp_path / "new", window)
    asking.show()
    asking.on_begin()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=PATIENCE_MS)
    assert Desktop(window, qtbot).page() is Page.READY
    assert window.isVisible()
    assert [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FirstRunWindow) and widget.isVisible()] == []
    end(window)
