"""Cards in, pages of A4 as one PDF out: commands, findings, badges, bins, and plates on stock of 3 x 7 (63.5 x 38.1 mm)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from station.errors import Refusal
from station.labels.cards import Card
from station.labels.catalogue import sheet_form, sheet_header
from station.labels.documents import A4, Drawing, SheetForm
from station.labels.fonts import Fonts
from station.labels.layout import lay_out
from station.labels.pdf import TENTH, draw
from station.texts import word

_DPI: Final = 600  # an office printer's grid: its dots are finer than any module
_CUT_GREY: Final = 0.72


def sheet(
    kind: str, rows: Sequence[Card], title: str | None = None, note: str = "", language: str = "en", fonts: Fonts | None = None
) -> bytes:
    """A PDF of as many A4 pages as the cards need; `kind` is "commands", "findings", "badges", "bins" or "plates".

    `title` and `note` (such as a rubric and its edition) stand at the head of each page. A code that is too long for bars of
    at least 0.25 mm becomes a Data Matrix. Raises Refusal SHEET_UNKNOWN, SHEET_EMPTY, and those of `layout.lay_out`.
    """
    form = sheet_form(kind)
    if not rows:
        raise Refusal("SHEET_EMPTY", sheet=kind)
    head = word(f"SHEET_{kind.upper()}", language) if title is None else title
    pages = _paged(rows, form)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(A4[0] * TENTH, A4[1] * TENTH), invariant=1, pageCompression=1)
    canvas.setTitle(head)
    for number, cards in enumerate(pages, start=1):
        page = _Page(canvas, kind, language, fonts)
        place = word("SHEET_PAGE", language, number=number, pages=len(pages))
        page.put(sheet_header(), (0, 0), {"title": head, "note": note, "page": place})
        page.cards(form, cards)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _paged(cards: Sequence[Card], form: SheetForm) -> list[Sequence[Card]]:
    """Full pages; a last card that would lie alone on its page takes a row of the one before with it, except on label stock."""
    pages = [cards[first : first + form.places] for first in range(0, len(cards), form.places)]
    if form.framed and len(pages) > 1 and len(pages[-1]) == 1:
        stays = form.places - form.columns
        pages[-2:] = [pages[-2][:stays], [*pages[-2][stays:], *pages[-1]]]
    return pages


@dataclass(frozen=True, slots=True)
class _Page:
    """One page being drawn."""

    canvas: Canvas
    kind: str
    language: str
    fonts: Fonts | None

    def cards(self, form: SheetForm, cards: Sequence[Card]) -> None:
        for place, card in enumerate(cards):
            if form.framed:
                self._cut_line(form.card, form.corner(place))
            self.put(form.card, form.corner(place), asdict(card))

    def put(self, drawing: Drawing, corner: tuple[int, int], fields: Mapping[str, str]) -> None:
        """A drawing with its top left corner at a point, in tenths of a mm from the page's."""
        laid = lay_out(drawing, self.kind, fields, _DPI, self.language, self.fonts)
        self.canvas.saveState()
        self.canvas.translate(corner[0] * TENTH, (A4[1] - corner[1] - drawing.height) * TENTH)
        draw(self.canvas, laid)
        self.canvas.restoreState()

    def _cut_line(self, drawing: Drawing, corner: tuple[int, int]) -> None:
        """A fine grey frame with round corners: where to cut, and no bar to a scanner."""
        self.canvas.saveState()
        self.canvas.setStrokeGray(_CUT_GREY)
        self.canvas.setLineWidth(2 * TENTH)
        x, y = corner[0] * TENTH, (A4[1] - corner[1] - drawing.height) * TENTH
        self.canvas.roundRect(x, y, drawing.width * TENTH, drawing.height * TENTH, 25 * TENTH)
        self.canvas.restoreState()
