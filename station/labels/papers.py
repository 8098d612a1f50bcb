"""How cards lie on paper: a kind of sheet, a paper, or label stock in; the form of its pages out.

Forms are drawn for A4 and laid anew for Letter; label stock is cut already, so each has a form of its own, which fits any kind of
card that is no larger than a plate.
"""

from functools import cache
from typing import Final

from station.errors import Refusal
from station.labels.catalogue import parse, sheet_form, sheet_header
from station.labels.documents import PAPERS, Drawing, SheetForm
from station.resources import resource_names, resource_text

_FOOT: Final = 42  # tenths of a mm at the bottom of a page that office printers leave blank
_FORMS: Final = {"counts": "bins", "totes": "bins", "lots": "bins"}  # these are read from the aisle, too
_PEELED: Final = {"plates": {"": "3x7", "a4": "3x7", "letter": "3x10"}}  # on stock only: on which, for a paper, if none is named
_PAPER_ONLY: Final = ("findings", "calibration")  # too much on a card for a small label


def papers() -> tuple[str, ...]:
    """ "a4" and "letter"."""
    return tuple(PAPERS)


def stocks() -> tuple[str, ...]:
    """The label stock that sheets can be laid out for: "3x10", "3x7", "3x8"."""
    return tuple(name.rsplit("/", 1)[-1].removesuffix(".toml") for name in resource_names("sheets/stock"))


def form_for(kind: str, paper: str = "", stock: str = "") -> SheetForm:
    """The form of a kind of sheet on a paper, A4 without one, or on label stock, whose paper is its own.

    Raises Refusal SHEET_UNKNOWN, PAPER_UNKNOWN, SHEET_STOCK_UNKNOWN, SHEET_NOT_FOR_STOCK, SHEET_STOCK_PAPER.
    """
    if paper and paper not in PAPERS:
        raise Refusal("PAPER_UNKNOWN", paper=paper, known=", ".join(PAPERS))
    wanted = stock or _PEELED.get(kind, {}).get(paper, "")
    if not wanted:
        return on_paper(sheet_form(_FORMS.get(kind, kind)), paper or "a4")
    if kind in _PAPER_ONLY:
        raise Refusal("SHEET_NOT_FOR_STOCK", sheet=kind, stock=wanted)
    form = _stock(wanted)
    if paper not in ("", form.paper):
        raise Refusal("SHEET_STOCK_PAPER", stock=wanted, paper=form.paper)
    return form


def on_paper(form: SheetForm, paper: str) -> SheetForm:
    """The same cards on another paper: as many rows as it holds, the columns in its middle."""
    if paper == form.paper:
        return form
    width, height = PAPERS[paper]
    card = form.card
    columns = form.columns * (card.width + form.gap_x) - form.gap_x
    rows = (height - form.top - _FOOT + form.gap_y) // (card.height + form.gap_y)
    return form.model_copy(update={"paper": paper, "rows": min(form.rows, rows), "left": (width - columns) // 2})


def header_of(form: SheetForm) -> Drawing:
    """What stands at the head of a page: small above label stock."""
    return sheet_header() if form.framed else _stock_header()


@cache
def _stock(name: str) -> SheetForm:
    if name not in stocks():
        raise Refusal("SHEET_STOCK_UNKNOWN", stock=name, known=", ".join(stocks()))
    return parse(resource_text(f"sheets/stock/{name}.toml"), name, SheetForm)


@cache
def _stock_header() -> Drawing:
    return parse(resource_text("sheets/parts/stock-header.toml"), "stock-header", Drawing)
