"""Cards in, pages as one PDF out: commands, findings, badges, bins, totes, lots and plates, on A4, on Letter or on label stock."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from station.errors import Refusal
from station.labels.cards import Card
from station.labels.documents import PAPERS, Drawing, SheetForm
from station.labels.fonts import Fonts
from station.labels.layout import lay_out
from station.labels.papers import form_for, header_of
from station.labels.pdf import TENTH, draw
from station.texts import word

_DPI: Final = 600  # an office printer's grid: its dots are finer than any module
_CUT_GREY: Final = 0.72
_SECRET: Final = ("badges",)  # whoever reads such a code could sign in with it


def sheet(
    kind: str,
    rows: Sequence[Card],
    title: str | None = None,
    note: str = "",
    language: str = "en",
    fonts: Fonts | None = None,
    *,
    paper: str = "",
    stock: str = "",
) -> bytes:
    """A PDF of as many pages as the cards need; `kind` is "commands", "findings", "badges", "bins", "totes", "lots" or "plates".

    `title` and `note` (such as a rubric and its edition) stand at the head of each page; `paper` is "a4" or "letter", `stock`
    label stock such as "3x7". A code that is too long for bars of at least 0.25 mm becomes a Data Matrix. Raises Refusal
    SHEET_EMPTY, and those of `papers.form_for` and `layout.lay_out`.
    """
    form = form_for(kind, paper, stock)
    if not rows:
        raise Refusal("SHEET_EMPTY", sheet=kind)
    head = word(f"SHEET_{kind.upper()}", language) if title is None else title
    pages = _paged(rows, form)
    width, height = PAPERS[form.paper]
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width * TENTH, height * TENTH), invariant=1, pageCompression=1)
    canvas.setTitle(head)
    for number, cards in enumerate(pages, start=1):
        page = _Page(canvas, kind, height, language, fonts)
        place = word("SHEET_PAGE", language, number=number, pages=len(pages))
        header = header_of(form)
        page.put(header, ((width - header.width) // 2, 0), {"title": head, "note": note, "page": place})
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
    """One page being drawn; its `height` in tenths of a mm."""

    canvas: Canvas
    kind: str
    height: int
    language: str
    fonts: Fonts | None

    def cards(self, form: SheetForm, cards: Sequence[Card]) -> None:
        for place, card in enumerate(cards):
            if form.framed:
                self._cut_line(form.card, form.corner(place))
            # A label of stock has one line for its code: no badge's, and none that its title says already.
            note = "" if self.kind in _SECRET or card.title == card.code else card.code
            self.put(form.card, form.corner(place), asdict(card) | {"note": note})

    def put(self, drawing: Drawing, corner: tuple[int, int], fields: Mapping[str, str]) -> None:
        """A drawing with its top left corner at a point, in tenths of a mm from the page's."""
        laid = lay_out(drawing, self.kind, fields, _DPI, self.language, self.fonts)
        self.canvas.saveState()
        self.canvas.translate(corner[0] * TENTH, (self.height - corner[1] - drawing.height) * TENTH)
        draw(self.canvas, laid)
        self.canvas.restoreState()

    def _cut_line(self, drawing: Drawing, corner: tuple[int, int]) -> None:
        """A fine grey frame with round corners: where to cut, and no bar to a scanner."""
        self.canvas.saveState()
        self.canvas.setStrokeGray(_CUT_GREY)
        self.canvas.setLineWidth(2 * TENTH)
        x, y = corner[0] * TENTH, (self.height - corner[1] - drawing.height) * TENTH
        self.canvas.roundRect(x, y, drawing.width * TENTH, drawing.height * TENTH, 25 * TENTH)
        self.canvas.restoreState()
