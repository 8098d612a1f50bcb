"""The XML of a sheet and of the shared texts, part by part as it comes: rows of raw cells out, nothing kept.

openpyxl's own reader keeps an element for every row that it read, and cannot tell an empty cell from a formula without a result.
"""

from collections.abc import Iterator
from typing import IO, Any, Final, NamedTuple
from xml.sax.handler import ContentHandler

from defusedxml.expatreader import create_parser

from station.exchange.shared_texts import SharedTexts

MOST_COLUMNS: Final = 16_384  # of a sheet, by the standard
_MOST_CHARACTERS: Final = 40_000  # of a cell; Excel writes at most 32,767
_TEXTS: Final = frozenset({"v", "t"})
_CHUNK: Final = 1 << 16


class RawCell(NamedTuple):
    """A cell: its column from 0, its type and style as the sheet gives them, its text, and whether a formula made it."""

    column: int
    kind: str
    style: str
    text: str
    formula: bool


RawRow = tuple[int, list[RawCell]]


def sheet_rows(stream: IO[bytes]) -> Iterator[RawRow]:
    """(number, cells) of every row with cells. Raises ValueError or SAXException for what is no sheet."""
    rows = _SheetRows()
    for _ in _fed(stream, rows):
        yield from rows.done
        rows.done.clear()


def read_texts(stream: IO[bytes], into: SharedTexts) -> None:
    """Every shared text, in its order. Raises ValueError or SAXException for what is no list of texts."""
    texts = _Texts(into)
    for _ in _fed(stream, texts):
        pass


def _fed(stream: IO[bytes], handler: ContentHandler) -> Iterator[None]:
    parser: Any = create_parser(forbid_dtd=True)
    parser.setContentHandler(handler)
    while chunk := stream.read(_CHUNK):
        parser.feed(chunk)
        yield
    parser.close()
    yield


class _Gathering(ContentHandler):
    """Gathers the text of the elements that hold some."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._gathers = False

    def characters(self, content: str) -> None:
        if self._gathers and self._length < _MOST_CHARACTERS:
            self._pieces.append(content)
            self._length += len(content)

    def _start(self) -> None:
        self._pieces.clear()
        self._length = 0

    def _text(self) -> str:
        return "".join(self._pieces)


class _Texts(_Gathering):
    """`<si>` of the shared texts: the pieces of formatted text together, without how they are pronounced (`<rPh>`)."""

    def __init__(self, into: SharedTexts) -> None:
        super().__init__()
        self._into = into
        self._spoken = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: ANN401, ARG002, N802 -- as the class above it has it
        tag = name.rpartition(":")[2]
        if tag == "si":
            self._start()
        elif tag == "rPh":
            self._spoken = True
        elif tag == "t":
            self._gathers = not self._spoken

    def endElement(self, name: str) -> None:  # noqa: N802 -- as the class above it has it
        tag = name.rpartition(":")[2]
        if tag == "t":
            self._gathers = False
        elif tag == "rPh":
            self._spoken = False
        elif tag == "si":
            self._into.add(self._text())


class _SheetRows(_Gathering):
    """`<row>` and `<c>` of a sheet. `done` are the rows that are complete."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[RawRow] = []
        self._row = 0
        self._cells: list[RawCell] = []
        self._column = -1
        self._kind = self._style = ""
        self._formula = self._spoken = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: ANN401, N802 -- as the class above it has it
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._start()
            self._column = _column(attrs["r"]) if "r" in attrs else self._column + 1
            self._kind, self._style, self._formula = attrs.get("t", "n"), attrs.get("s", ""), False
        elif tag in _TEXTS:
            self._gathers = not self._spoken
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._row = int(attrs["r"]) if "r" in attrs else self._row + 1
            self._cells, self._column = [], -1
        elif tag == "rPh":
            self._spoken = True

    def endElement(self, name: str) -> None:  # noqa: N802 -- as the class above it has it
        tag = name.rpartition(":")[2]
        if tag in _TEXTS:
            self._gathers = False
        elif tag == "c":
            if self._pieces or self._formula:
                self._cells.append(RawCell(self._column, self._kind, self._style, self._text(), self._formula))
        elif tag == "row":
            if self._cells:
                self.done.append((self._row, self._cells))
        elif tag == "rPh":
            self._spoken = False


def _column(reference: str) -> int:
    """The column of a cell such as "AB12", from 0. Raises ValueError beyond the last one that a sheet has."""
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MOST_COLUMNS:
        raise ValueError(f"no cell {reference[:20]}")
    return number - 1
