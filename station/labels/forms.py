"""A kind of label says what it has to tell, a form says where that stands on each stock: the two in, one drawing out.

Kind: `texts` for the named slots of its form (a text, or {text, when, unless, where, where_not}, or several of these).
Form: under `stocks` the elements of each stock; one with `slot` shows the kind's text for it and is left out where the kind has
none; one with `with` stands or falls with that slot (a caption, a frame).
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from station.errors import Refusal
from station.labels.elements import Shown, Template, ToldError, fields_in
from station.labels.kinds import KINDS
from station.model.labels import STOCKS

_CONDITIONS: Final = ("when", "unless", "where", "where_not")
_CODES: Final = ("barcode", "datamatrix", "qr")
_HOLDS: Final = {"text": "text", "picture": "picture"}  # all other kinds of element hold their slot's text as `data`


class Said(Shown):
    """A text for a slot, and when it is said."""

    text: Template


def _several(value: Any) -> Any:  # noqa: ANN401 -- whatever stands in the document
    each = value if isinstance(value, list) else [value]
    return tuple({"text": one} if isinstance(one, str) else one for one in each)


class Elements(BaseModel):
    """What stands on one stock, as written: it is read when its slots are filled."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    element: tuple[dict[str, Any], ...]

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(str(each["slot"]) for each in self.element if "slot" in each)


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    edition: int = Field(ge=1)
    stocks: dict[str, Elements] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _knows_its_stocks(self) -> "_Document":
        for stock in self.stocks.keys() - STOCKS.keys():
            raise ToldError(Refusal("LAYOUT_STOCK_UNKNOWN", stock=stock, known=", ".join(STOCKS)))
        return self


class FormDocument(_Document):
    """Where the slots stand, for one stock or more."""

    stocks: dict[str, Elements] = Field(min_length=1)


class KindDocument(_Document):
    """What a kind of label tells. With `client` it is that client's own; `stocks` are drawings of its own, before those of the form."""

    client: str = ""
    form: str = ""
    texts: dict[str, Annotated[tuple[Said, ...], BeforeValidator(_several)]]

    @model_validator(mode="after")
    def _is_a_kind(self) -> "KindDocument":
        if self.name not in KINDS:
            raise ToldError(Refusal("LAYOUT_UNKNOWN", layout=self.name, known=", ".join(KINDS)))
        return self


def composed(kind: KindDocument, form: FormDocument | None, stock: str) -> dict[str, Any] | None:
    """The drawing of a kind for a stock, as a label document reads; None where neither the kind nor its form has one."""
    drawing = kind.stocks.get(stock) or (form.stocks.get(stock) if form else None)
    if drawing is None:
        return None
    width, height = STOCKS[stock]
    elements = [made for raw in drawing.element for made in _made(raw, kind.texts)]
    return {"name": kind.name, "edition": kind.edition, "width": width / 10, "height": height / 10, "element": elements}


def unknown_slots(kind: KindDocument, form: FormDocument | None) -> list[str]:
    """The slots that the kind fills and no drawing of its has."""
    drawings = [*kind.stocks.values(), *(form.stocks.values() if form else ())]
    known = frozenset[str]().union(*(drawing.slots for drawing in drawings))
    return [slot for slot in kind.texts if slot not in known]


def _made(raw: Mapping[str, Any], texts: Mapping[str, tuple[Said, ...]]) -> Iterator[dict[str, Any]]:
    """An element with its slot filled: none, or one for each text of the slot."""
    plain = {key: value for key, value in raw.items() if key not in ("slot", "with")}
    if (partner := raw.get("with")) is not None:
        if partner not in texts:
            return
        if len(texts[partner]) == 1:
            plain = _under(plain, texts[partner][0], implied=True)
    if "slot" not in raw:
        yield plain
        return
    for number, said in enumerate(texts.get(raw["slot"], ()), start=1):
        named = {key: f"{plain[key]}-{number}" for key in ("name", "otherwise") if number > 1 and key in plain}
        filled = plain | named | {_HOLDS.get(raw.get("kind", ""), "data"): said.text}
        yield _under(filled, said, implied=raw.get("kind") not in _CODES)


def _under(element: Mapping[str, Any], said: Said, *, implied: bool) -> dict[str, Any]:
    """The element shown under the text's conditions too. What tells of one field only is not shown without it, unless it is a
    code: one that would be empty refuses the label.
    """
    named = set(fields_in(said.text))
    conditions: dict[str, Any] = {"when": (*said.when, *(named if implied and len(named) == 1 else ())), "unless": said.unless}
    conditions |= {"where": said.where, "where_not": said.where_not}
    both = {name: _both(element.get(name), conditions[name]) for name in _CONDITIONS}
    return dict(element) | {name: value for name, value in both.items() if value}


def _both(one: Any, other: Any) -> Any:  # noqa: ANN401 -- a list of fields, or a table of fields and values
    if isinstance(other, Mapping):
        return {**(one or {}), **other}
    return list(dict.fromkeys((*(one or ()), *other)))
