"""The words of Qt's own widgets, such as the menu of a field, in the language that the bench speaks; a language in, nothing out.

Everything else on the screen is said by the tables of `station.texts`; see there.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

_OF_QT: Final = "qtbase"
_COUNTRIES: Final = {"de": "de_DE", "en": "en_GB", "es": "es_ES", "fr": "fr_FR", "pl": "pl_PL", "zh": "zh_CN"}


class QtWords(QObject):
    """One translator at a time; `speak` may be called as often as somebody else signs in."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator: QTranslator | None = None
        self._language = ""

    def speak(self, language: str) -> None:
        """From now on; Qt tells every widget by itself. A language that Qt has no file for is left in English."""
        if language == self._language:
            return
        self._language = language
        locale = QLocale(_COUNTRIES.get(language, language))
        QLocale.setDefault(locale)
        if self._translator:
            self._app.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        if self._translator.load(locale, _OF_QT, "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(self._translator)
