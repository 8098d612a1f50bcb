"""Everything that the window says comes from the tables: in a language in which every row stands in brackets, nothing else is written.

What is data stays as it is: titles, codes, names of clients, languages and keys. Rows are 40 % longer there, and still none is cut.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.model.people import Role
from station.settings import change_settings
from station.texts import as_country, languages, name_of_language, word
from tests.end_to_end.bench import DEMO
from tests.texts.pseudo import INSTEAD_OF, spoken, unmarked
from tests.ui.shop import PATIENCE_MS, desktop
from tests.ui.test_looks import STOPS, settled
from ui.bench import screen as codes
from ui.theme import Theme
from ui.widgets.options import OptionButton

_WORD: Final = re.compile(r"[^\W\d_]*[a-zà-ÿ]{2,}[^\W\d_]*")
_KEYS: Final = {"Enter", "Esc", "Backspace"}
# Beside the story of test_looks: what is refused, put off, unclear, counted, taken back, and the marks of a unit that comes again.
_MORE: Final = (
    ("RS-DONE",), ("RS-NONSENSE",), ("RS-DOCK",), ("RS-DOCK", "RMA-10001"), ("9521321000025",), ("RS-HOLD-CLIENT",), ("B01-000002-V",),
    ("RS-DONE",), ("RS-UNDO",), ("RS-DONE", "RS-REPRINT"), ("RS-ANSWER-1",),
)  # fmt: skip


@pytest.fixture
def pseudo_language(monkeypatch: pytest.MonkeyPatch, shop_folder: Path) -> Iterator[str]:
    """The site speaks it."""
    change_settings(shop_folder, {"site.language": INSTEAD_OF})
    with spoken(monkeypatch) as language:
        yield language


def _data() -> set[str]:
    """Words that are no row of a table: of the demo shop, of the site, of the languages' own names, and keys."""
    shop = " ".join((DEMO / f"{kind}.csv").read_text(encoding="utf-8") for kind in ("products", "returns"))
    # A card of a language is written in it.
    names = " ".join(
        f"{name_of_language(code, code)} {name_of_language(code, INSTEAD_OF)} {word('CARD_LANGUAGE_TEXT', code)}" for code in languages()
    )
    known = set(_WORD.findall(f"{shop} {names} {as_country('DE', INSTEAD_OF)} Returns Ana Bo"))
    return known | {word.capitalize() for word in known} | _KEYS


def _written(window: QWidget) -> Iterator[str]:
    """All that is to be read or heard of: labels, buttons, what stands in empty fields, and the names that a screen reader says."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        yield widget.accessibleName()
        yield widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, OptionButton):
            yield from (widget.option.label, widget.option.small, widget.option.note)


def _strange(window: QWidget, data: set[str]) -> set[str]:
    """Texts with a word that is neither from a table nor data."""
    return {text for text in _written(window) if set(_WORD.findall(unmarked(text))) - data}


def test_that_every_page_of_the_bench_speaks_from_the_tables(pseudo_language: str, shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    data, strange, too_long = _data(), set[str](), set[str]()
    with desktop(shop_folder, qtbot, theme) as desk:
        assert desk.window.language == pseudo_language
        for scans in (*STOPS, *_MORE):
            desk.scan(*scans)
            strange |= _strange(desk.window, data)
            too_long |= set(settled(desk, qtbot))
            assert any("[!!" in text for text in _written(desk.window)), scans
    assert (sorted(strange), sorted(too_long)) == ([], [])


# With something that its page says once the bench has answered.
_PAGES: Final = {
    codes.HELP: "RS-STOP", codes.PRINTER: "[!!", codes.HAND_OVER: "Knitted beanie, navy", codes.WHY: "Bosfor Tekstil",
    codes.SETTINGS: "125", codes.HOLD_PAGE: "[!!", codes.TYPE_A_CODE: "[!!",
}  # fmt: skip


@pytest.mark.parametrize("page", _PAGES, ids=str)
def test_that_every_page_of_the_windows_own_does(pseudo_language: str, shop_folder: Path, qtbot: QtBot, theme: Theme, page: str) -> None:
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.scan("RMA-10002", "9521321000087")
        desk.window.on_taken(page)
        qtbot.waitUntil(lambda: any(_PAGES[page] in text for text in _written(desk.window)), timeout=PATIENCE_MS)
        assert desk.window.language == pseudo_language
        assert sorted(_strange(desk.window, _data())) == []


def test_that_the_sign_in_does_and_another_person_is_spoken_to_at_once(
    pseudo_language: str, shop_folder: Path, qtbot: QtBot, theme: Theme
) -> None:
    with open_station(shop_folder, SystemClock()) as opened:
        tokens = [opened.people.add(name, Role.INSPECTOR, language)[1] for name, language in (("Ana", pseudo_language), ("Bo", "en"))]
    with desktop(shop_folder, qtbot, theme) as desk:
        assert sorted(_strange(desk.window, _data())) == []
        desk.scan(f"RS-BADGE-{tokens[1]}")
        assert not [text for text in _written(desk.window) if "[!!" in text]
        assert "Scan a parcel, a return or an item" in desk.words()
        desk.scan(f"RS-BADGE-{tokens[0]}")
        assert sorted(_strange(desk.window, _data())) == []


def test_that_a_card_redraws_everything_in_its_language(shop_folder: Path, qtbot: QtBot, theme: Theme) -> None:
    with desktop(shop_folder, qtbot, theme) as desk:
        desk.scan("RMA-10002", "9521321000087", "RS-FIND-STAIN")
        qtbot.waitUntil(lambda: "Printer" in _written(desk.window), timeout=PATIENCE_MS)  # printing begins late
        english = set(_written(desk.window))
        with qtbot.waitSignal(desk.window.spoken, timeout=PATIENCE_MS) as told:
            desk.scan("RS-LANG-ZH")
        assert told.args == ["zh"]
        left_over = {text for text in english & set(_written(desk.window)) if _WORD.findall(text)}
        assert {text for text in left_over if set(_WORD.findall(text)) - _data()} == set()
        desk.scan("RS-LANG-EN")
        assert set(_written(desk.window)) == english
        desk.tap(Qt.Key.Key_F1)
        assert "Deutsch" in {button.option.label for button in desk.buttons()}
