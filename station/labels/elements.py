"""What a drawing may consist of: text, barcode, Data Matrix, QR code, box, line, picture.

Sizes are written in mm and kept in tenths of one. An element that names an unknown field or word, or has no size, does not validate.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from station.errors import Refusal
from station.labels.wrapping import block_height
from station.texts import table

# What a label may name (label.queued; `retail`, `worst` and `others` are made of its GTIN and hazards), and below it what a card may name.
FIELDS: Final = frozenset(
    (
        "plate", "sku", "fnsku", "gtin", "retail", "title", "client", "grade", "disposition", "bin", "reason", "owner", "shelf", "price",
        "old_price", "currency", "hazard", "worst", "others", "work", "code", "note", "count", "date", "weight", "sscc", "un", "phone",
        "text", "group", "page", "picture", "second_title", "second_text",
    )
)  # fmt: skip
PLACEHOLDER: Final = re.compile(r"\{(?P<word>@?)(?P<key>[A-Za-z_]+)(?:\|(?P<prefix>[A-Z_]+))?\}")


class ToldError(ValueError):
    """A fault of a document that has a sentence of its own; whoever reads the document knows the layout and the element."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


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
        if not found["word"]:
            _field(found["key"])
        elif found["key"] not in table("en", "words"):
            raise ToldError(Refusal("LAYOUT_WORD_UNKNOWN", layout="", element="", word=found["key"]))
    return text


def _field(value: object) -> str:
    if value not in FIELDS:
        raise ToldError(Refusal("LAYOUT_FIELD_UNKNOWN", layout="", element="", field=value))
    return str(value)


Tenths = Annotated[int, BeforeValidator(_tenths)]
Hundredths = Annotated[int, BeforeValidator(_hundredths)]
Template = Annotated[str, BeforeValidator(_template)]
FieldName = Annotated[str, BeforeValidator(_field)]
Weight = Literal["regular", "bold"]
Align = Literal["left", "center", "right"]


def fields_in(template: str) -> tuple[str, ...]:
    """The fields that a text names, in their order."""
    return tuple(found["key"] for found in PLACEHOLDER.finditer(template) if not found["word"])


class Shown(BaseModel):
    """When something is shown: all fields of `when` are filled, none of `unless` is, and each of `where` has one of its values."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    when: tuple[FieldName, ...] = ()
    unless: tuple[FieldName, ...] = ()
    where: dict[FieldName, tuple[str, ...]] = Field(default_factory=dict)
    where_not: dict[FieldName, tuple[str, ...]] = Field(default_factory=dict)

    def holds(self, texts: Mapping[str, str]) -> bool:
        """Whether it is shown with these fields; one that is not given is empty."""
        return (
            all(texts.get(name) for name in self.when)
            and not any(texts.get(name) for name in self.unless)
            and all(texts.get(name, "") in values for name, values in self.where.items())
            and not any(texts.get(name, "") in values for name, values in self.where_not.items())
        )


class Placed(Shown):
    """What every element has: a name for messages, the corner nearest the top left, and a size.

    In a document `at = [x, y, width, height]` says all four at once.
    """

    name: str
    x: Tenths
    y: Tenths
    width: Tenths
    height: Tenths

    @model_validator(mode="before")
    @classmethod
    def _at(cls, raw: Any) -> Any:  # noqa: ANN401 -- whatever stands in the document
        if not isinstance(raw, dict) or "at" not in raw:
            return raw
        place = raw["at"]
        if not isinstance(place, list) or len(place) != 4:
            raise ValueError("at is [x, y, width, height] in mm")
        return {key: value for key, value in raw.items() if key != "at"} | dict(zip(("x", "y", "width", "height"), place, strict=True))

    @model_validator(mode="after")
    def _has_a_size(self) -> "Placed":
        if self.x < 0 or self.y < 0 or self.width <= 0 or self.height <= 0:
            raise ValueError("an element lies inside the label and has a width and a height")
        return self

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height


class TextElement(Placed):
    """Text in a box: as large as `size` (em, mm), made smaller down to `smallest`, wrapped to at most `lines`.

    What still does not fit is cut with an ellipsis if `cut`, else refused. `whole`: rather smaller than broken inside a word (names,
    numbers). `white` is for text on a filled box.
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
    whole: bool = False

    @model_validator(mode="after")
    def _holds_a_line(self) -> "TextElement":
        if block_height(1, self.least) > self.height or self.least > self.size:
            raise ValueError("the box is lower than one line at the smallest size")
        return self

    @property
    def least(self) -> int:
        """The smallest size, in tenths of a mm."""
        return self.size if self.smallest is None else self.smallest


class CodeElement(Placed):
    """What every code has: its data, and how wide a module is wanted and may be at least. The quiet zones lie inside its box.

    `otherwise` names the element that takes its place when it is too wide for the box.
    """

    data: Template
    module: Hundredths
    smallest: Hundredths
    otherwise: str | None = None


class BarcodeElement(CodeElement):
    """Bars: Code 128, the EAN or UPC of a shop's till, or GS1-128 of fields such as "(00)340123450000000017"."""

    kind: Literal["barcode"]
    symbology: Literal["code128", "retail", "gs1"]
    align: Align = "left"


class MatrixElement(CodeElement):
    """A square Data Matrix.

    `gs1`: its data are fields as they are written under a symbol, "(01)09521321000018(10)AB12".
    """

    kind: Literal["datamatrix"]
    gs1: bool = False


class QrElement(CodeElement):
    """A QR code: what telephones read."""

    kind: Literal["qr"]


class BoxElement(Placed):
    """A frame of thickness `line`, or a filled box without one."""

    kind: Literal["box"]
    line: Tenths | None = None


class LineElement(Placed):
    """A ruled line from edge to edge of its box, as thick as the box is thin; `dash` is the length of its strokes and of the gaps."""

    kind: Literal["line"]
    dash: Tenths | None = None


class PictureElement(Placed):
    """The pictogram of a finding, as large as its box allows, in the middle of it; nothing for a finding that has none."""

    kind: Literal["picture"]
    picture: Template


Element = Annotated[
    TextElement | BarcodeElement | MatrixElement | QrElement | BoxElement | LineElement | PictureElement, Field(discriminator="kind")
]
