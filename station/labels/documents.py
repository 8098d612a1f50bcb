"""What a layout may say: elements, labels, and sheets of cards. Sizes are written in mm and kept in tenths of one.

What a layout cannot mean (an unknown field, an element off the edge, two of one name) does not validate.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from station.labels.wrapping import block_height
from station.texts import table

# What a label may name (label.queued; `retail` is the GTIN where a till can read it), and below it what a card may name.
FIELDS: Final = frozenset(
    (
        "plate", "sku", "gtin", "retail", "title", "client", "grade", "disposition", "bin", "reason", "owner", "shelf", "price",
        "old_price", "currency",
        "code", "text", "group", "note", "page", "picture", "second_title", "second_text",
    )
)  # fmt: skip
A4: Final = (2100, 2970)
PLACEHOLDER: Final = re.compile(r"\{(?P<word>@?)(?P<key>[A-Za-z_]+)(?:\|(?P<prefix>[A-Z_]+))?\}")


def _tenths(value: object) -> int:
    """Millimetres, at most one digit after the point, as tenths."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value * 10 - round(value * 10)) > 1e-6:
        raise ValueError("a length is a number of mm with at most one digit after the point")
    return round(value * 10)


def _hundredths(value: object) -> int:
    """Millimetres, at most two digits after the point, as hundredths: bar widths need them."""
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value * 100 - round(value * 100)) > 1e-6:
        raise ValueError("a bar width is a number of mm with at most two digits after the point")
    return round(value * 100)


def _template(value: object) -> str:
    """A text with places for fields, {title}, words, {@LABEL_HOLD}, and words that a field chooses, {owner|LABEL_OWNER}."""
    text = str(value)
    if set(PLACEHOLDER.sub("", text)) & set("{}"):
        raise ValueError(f"{text!r} has a brace that belongs to no field")
    for found in PLACEHOLDER.finditer(text):
        known = table("en", "words") if found["word"] else FIELDS
        if found["key"] not in known:
            raise ValueError(f"there is no {'word' if found['word'] else 'field'} {found['key']!r}")
    return text


def _field(value: object) -> str:
    if value not in FIELDS:
        raise ValueError(f"there is no field {value!r}")
    return str(value)


Tenths = Annotated[int, BeforeValidator(_tenths)]
Hundredths = Annotated[int, BeforeValidator(_hundredths)]
Template = Annotated[str, BeforeValidator(_template)]
FieldName = Annotated[str, BeforeValidator(_field)]
Weight = Literal["regular", "bold"]
Align = Literal["left", "center", "right"]


class Placed(BaseModel):
    """What every element has: a name for messages, the corner nearest the top left, a size, and when it is shown.

    Shown when all fields of `when` are filled, none of `unless` is, and each of `where` has one of its values.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    x: Tenths
    y: Tenths
    width: Tenths
    height: Tenths
    when: tuple[FieldName, ...] = ()
    unless: tuple[FieldName, ...] = ()
    where: dict[FieldName, tuple[str, ...]] = Field(default_factory=dict)
    where_not: dict[FieldName, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_a_size(self) -> "Placed":
        if self.x < 0 or self.y < 0 or self.width <= 0 or self.height <= 0:
            raise ValueError("an element lies inside the label and has a width and a height")
        return self


class TextElement(Placed):
    """Text in a box: as large as `size` (em, mm), made smaller down to `smallest`, wrapped to at most `lines`.

    What still does not fit is cut with an ellipsis if `cut`, else refused. `white` is for text on a filled box.
    """

    kind: Literal["text"]
    text: Template
    size: Tenths
    smallest: Tenths | None = None
    lines: int = Field(default=1, ge=1)
    weight: Weight = "regular"
    align: Align = "left"
    vertical: Literal["top", "middle", "bottom"] = "top"
    white: bool = False
    cut: bool = False

    @model_validator(mode="after")
    def _holds_a_line(self) -> "TextElement":
        if block_height(1, self.least) > self.height or self.least > self.size:
            raise ValueError("the box is lower than one line at the smallest size")
        return self

    @property
    def least(self) -> int:
        """The smallest size, in tenths of a mm."""
        return self.size if self.smallest is None else self.smallest


class BarcodeElement(Placed):
    """Bars in a box whose width holds the quiet zones too. A module is as wide as fits between `smallest` and `module`.

    `otherwise` names the element that takes its place when the bars are too wide for the box.
    """

    kind: Literal["barcode"]
    symbology: Literal["code128", "retail"]
    data: Template
    module: Hundredths
    smallest: Hundredths
    align: Align = "left"
    otherwise: str | None = None


class MatrixElement(Placed):
    """A square Data Matrix, its quiet zone of one module inside the box; a module is between `smallest` and `module`.

    `gs1`: its data are fields as they are written under a symbol, "(01)09521321000018(10)AB12"; on sheets only, as yet.
    """

    kind: Literal["datamatrix"]
    data: Template
    module: Hundredths
    smallest: Hundredths
    gs1: bool = False


class BoxElement(Placed):
    """A frame of thickness `line`, or a filled box without one. A ruled line is a thin filled box."""

    kind: Literal["box"]
    line: Tenths | None = None


class PictureElement(Placed):
    """The pictogram of a finding, as large as its box allows, in the middle of it; nothing for a finding that has none."""

    kind: Literal["picture"]
    picture: Template


Element = Annotated[TextElement | BarcodeElement | MatrixElement | BoxElement | PictureElement, Field(discriminator="kind")]


class Drawing(BaseModel):
    """A piece of paper: its size and its elements, drawn in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    width: Tenths = Field(gt=0)
    height: Tenths = Field(gt=0)
    element: tuple[Element, ...]

    @model_validator(mode="after")
    def _is_sound(self) -> "Drawing":
        if faults := list(self._faults()):
            raise ValueError("; ".join(faults))
        return self

    @property
    def instead(self) -> frozenset[str]:
        """The names of the elements that are only drawn in another's place."""
        return frozenset(e.otherwise for e in self.element if isinstance(e, BarcodeElement) and e.otherwise)

    def _faults(self) -> Iterator[str]:
        names = [element.name for element in self.element]
        yield from (f"{name}: two elements have this name" for name in sorted({n for n in names if names.count(n) > 1}))
        yield from (f"{name}: there is no such element to stand in" for name in sorted(self.instead - set(names)))
        for element in self.element:
            if element.x + element.width > self.width or element.y + element.height > self.height:
                yield f"{element.name}: it reaches over the edge"


class Label(Drawing):
    """One label: its size and its elements."""

    name: str
    edition: int = Field(ge=1)

    @model_validator(mode="after")
    def _is_for_every_printer(self) -> "Label":
        if any(isinstance(element, MatrixElement) and element.gs1 for element in self.element):
            raise ValueError("a GS1 Data Matrix is for sheets: a printer's own encoder would be given other data")
        return self


class SheetForm(BaseModel):
    """A page of A4 paper with equal cards in rows and columns; `framed` draws where to cut."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    edition: int = Field(ge=1)
    columns: int = Field(ge=1)
    rows: int = Field(ge=1)
    left: Tenths
    top: Tenths
    gap_x: Tenths = 0
    gap_y: Tenths = 0
    framed: bool = True
    card: Drawing

    @property
    def places(self) -> int:
        """How many cards a page holds."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[int, int]:
        """The top left corner of the card at a place, counted from 0 row by row; in tenths of a mm from the page's."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.card.width + self.gap_x), self.top + row * (self.card.height + self.gap_y)

    @model_validator(mode="after")
    def _lies_on_the_page(self) -> "SheetForm":
        x, y = self.corner(self.places - 1)
        if x + self.card.width > A4[0] or y + self.card.height > A4[1]:
            raise ValueError("the cards reach over the edge of the page")
        return self
