"""Qt's own words follow the language of the bench without a restart; the letters of the window have what its languages write."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.fonts import register_fonts
from ui.i18n import QtWords


@pytest.fixture
def words(qapp: QApplication) -> Iterator[QtWords]:
    before = QLocale()
    made = QtWords(qapp)
    yield made
    made.speak("en")
    QLocale.setDefault(before)
    made.deleteLater()


@pytest.mark.parametrize(
    ("language", "copy"), [("de", "&Kopieren"), ("fr", "Cop&ier"), ("pl", "S&kopiuj"), ("es", "&Copiar"), ("en", "&Copy")]
)
def test_that_the_menu_of_a_field_is_in_the_language(words: QtWords, qtbot: QtBot, language: str, copy: str) -> None:
    words.speak("zh")
    words.speak(language)
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert any(action.text().startswith(copy) for action in menu.actions()), [action.text() for action in menu.actions()]
    menu.deleteLater()


def test_that_chinese_has_its_own_words_and_an_unknown_language_none(words: QtWords) -> None:
    words.speak("zh")
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "复制(&C)"
    assert QLocale().language() is QLocale.Language.Chinese
    words.speak("xx")
    assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Copy"


def test_that_the_letters_have_every_weight_and_figures_of_one_width(qapp: QApplication) -> None:
    family = register_fonts(qapp)
    assert register_fonts(qapp) == family
    font = QFont(family)
    font.setPixelSize(40)
    font.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(font)
    assert QFontInfo(font).family() == family
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
    assert all(metrics.inFontUcs4(ord(sign)) for sign in "äöüßñ¿çœéèłąęśżźĆŁŚŻŹ×–…·€Ωж")
    assert {"Regular", "SemiBold"} <= set(QFontDatabase.styles(family))
