"""A file that somebody wants of a page: a name and what makes its bytes in, the place is asked for, the file written and told out."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from station.assembly import Station
from station.supervisor.saved_files import table_csv, table_xlsx, write_file
from station.texts import word
from ui.supervisor.columns import Column, Row
from ui.supervisor.page import DeskPage

# Every kind of file that is offered, in this order, and what the system's dialog calls it.
FORMS: Final = {"pdf": "PDF (*.pdf)", "html": "HTML (*.html)", "xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)", "json": "JSON (*.json)"}


class _Places:
    """Where the last file was put: the next goes there too."""

    def __init__(self) -> None:
        self.last = ""


_PLACES: Final = _Places()


def ask_where(page: DeskPage, name: str, then: Callable[[Path], None], folder: str = "") -> QFileDialog:
    """Ask where `name` (with its ending) shall be; the system asks itself before a file of that name is replaced.

    It begins in `folder`, and without one where the last file was put.
    """
    form = name.rsplit(".", 1)[-1]
    folder = folder or _PLACES.last or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kind = FORMS.get(form, f"{form.upper()} (*.{form})")
    dialog = QFileDialog(page, word("DESK_SAVE_AS", page.view.language), str(Path(folder) / name), kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(form)
    dialog.fileSelected.connect(lambda chosen: _chosen(Path(chosen), then))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def offer_file(page: DeskPage, name: str, make: Callable[[Station], bytes], then: Callable[[Path], None] = lambda _: None) -> QFileDialog:
    """Ask where it shall be; `make` runs on the reader's thread. The page tells what came of it, then `then` is told where it lies."""
    return ask_where(page, name, lambda chosen: _save(page, chosen, make, then))


def offer_table(page: DeskPage, name: str, form: str, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> QFileDialog:
    """The rows of a table as `form` ("csv" or "xlsx"); `name` is the file's without its ending, and that of the sheet."""
    titles, cells, zone = [column.title for column in columns], [row.plain for row in rows], page.view.zone

    def make(_opened: Station) -> bytes:
        return table_xlsx(name, titles, cells, zone) if form == "xlsx" else table_csv(titles, cells, zone)

    return offer_file(page, f"{name}.{form}", make)


def _chosen(place: Path, then: Callable[[Path], None]) -> None:
    _PLACES.last = str(place.parent)
    then(place)


def _save(page: DeskPage, chosen: Path, make: Callable[[Station], bytes], then: Callable[[Path], None]) -> None:
    if page.reader is None:
        return

    def saved(out: Path) -> None:
        page.told.emit(word("DESK_SAVED", page.view.language, file=out))
        then(out)

    page.reader.ask(f"save:{chosen}", lambda opened: write_file(opened.folder.path, chosen, make(opened)), saved, page.told.emit)
