"""The printer's page: how it is as far as anybody knows, what waits, what to do. PrinterNews in, "@try-printer" out."""

from PySide6.QtWidgets import QWidget

from station.texts import counted, word
from ui.bench.screen import BACK, PRINTER, TRY_PRINTER, Option
from ui.desk import PrinterNews
from ui.devices.news import DeviceNews
from ui.setup.page import OwnPage
from ui.widgets.words import Words


def printer_chip(news: PrinterNews, language: str) -> DeviceNews:
    """What the chip says: only what is known."""
    wanted = news.trouble or bool(news.rejected)
    if wanted:
        name = word("WINDOW_PRINTER_TROUBLE", language)
    elif news.queued:
        name = word("WINDOW_PRINTER_WAITS", language, count=news.queued)
    else:
        name = word("WINDOW_PRINTER", language)
    return DeviceNews(PRINTER, name, news.says, trouble=wanted)


class PrinterPage(OwnPage):
    """What the printer says, how many labels wait for it, and trying again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._news: PrinterNews | None = None
        self._waiting, self._refused = Words(), Words()
        self.column.body.addWidget(self._waiting)
        self.column.body.addWidget(self._refused)
        self.column.body.addStretch(1)

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self._draw()

    def show_news(self, news: PrinterNews | None, language: str) -> None:
        """How it is now; drawn at once where the page is open."""
        self._news, self.language = news, language
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        news, language = self._news, self.language
        self.title.say(word("WINDOW_PRINTER", language))
        self.lead.say(news.says if news else word("WINDOW_PRINTER_UNKNOWN", language))
        self._waiting.say(counted("WINDOW_PRINTER_LABELS", news.queued, language) if news and news.queued else "")
        self._refused.say(counted("LABELS_REFUSED", news.rejected, language) if news and news.rejected else "")
        again = (Option("", TRY_PRINTER, word("WINDOW_TRY_AGAIN", language)),) if news and news.trouble else ()
        self.row.show_commands("", again, Option("Esc", BACK, word("WINDOW_BACK", language)))
