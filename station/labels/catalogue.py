"""Layouts by kind, stock and client: TOML text in, a checked label or sheet out, and what is wrong with it in words."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from station.errors import Refusal
from station.labels.checking import faults
from station.labels.documents import Drawing, Label, SheetForm
from station.labels.elements import ToldError
from station.labels.forms import FormDocument, KindDocument, composed, unknown_slots
from station.labels.kinds import DEFAULT_STOCK, KINDS, LONG_NAME
from station.model.labels import STOCKS
from station.resources import resource_names, resource_text

_Document = TypeVar("_Document", bound=BaseModel)
_FORMS: Final = "forms/"


class Layouts:
    """The labels of a station: its clients' own before its own before the shipped ones. Each is read and checked once.

    `own` gives the text of a document that the site wrote, by its name ("restock", "forms/article") and for a client or for none
    (""), None where it wrote none; `station` is its name, which decides how long its plates are.
    """

    def __init__(self, own: Callable[[str, str], str | None] = lambda _name, _client: None, station: str = LONG_NAME) -> None:
        self._own = own
        self._station = station
        self._labels: dict[tuple[str, str, str], Label] = {}

    def label(self, kind: str, stock: str = DEFAULT_STOCK, client: str = "") -> Label:
        """The label of a kind for a stock. Raises Refusal LAYOUT_UNKNOWN, LAYOUT_STOCK_UNKNOWN, LAYOUT_NOT_FOR_STOCK, and for one
        that cannot work the first of `wrong`.
        """
        key = kind, stock, client
        if key not in self._labels:
            self._labels[key] = self._read(kind, stock, client)
        return self._labels[key]

    def own(self, kind: str, client: str = "") -> bool:
        """Whether the site or the client wrote the label or its form. Raises Refusal for one that cannot be read."""
        return self._documents(kind, client)[2]

    def uses(self, form: str, client: str = "") -> tuple[str, ...]:
        """The kinds that are drawn by this form; one that cannot be read uses none."""
        return tuple(kind for kind in KINDS if self._form_of(kind, client) == form)

    def _form_of(self, kind: str, client: str) -> str:
        try:
            return self._documents(kind, client)[0].form
        except Refusal:
            return ""

    def stocks(self, kind: str, client: str = "") -> tuple[str, ...]:
        """The stocks that a kind is drawn for."""
        document, form, _own = self._documents(kind, client)
        return tuple(stock for stock in STOCKS if stock in document.stocks or (form and stock in form.stocks))

    def wrong(self, kind: str, client: str = "") -> list[Refusal]:
        """Everything that keeps a kind from being printed on the stocks that it is drawn for."""
        try:
            document, form, _own = self._documents(kind, client)
        except Refusal as refusal:
            return [refusal]
        found = [Refusal("LAYOUT_SLOT", layout=kind, slot=slot, form=document.form) for slot in unknown_slots(document, form)]
        for stock in STOCKS:
            if raw := composed(document, form, stock):
                found += self._faults(kind, stock, raw)
        return found

    def _faults(self, kind: str, stock: str, raw: Mapping[str, Any]) -> list[Refusal]:
        try:
            return faults(_checked(raw, f"{kind} {stock}", Label), KINDS[kind], stock, self._station)
        except Refusal as refusal:
            return [refusal]

    def _read(self, kind: str, stock: str, client: str) -> Label:
        if stock not in STOCKS:
            raise Refusal("LAYOUT_STOCK_UNKNOWN", stock=stock, known=", ".join(STOCKS))
        document, form, own = self._documents(kind, client)
        raw = composed(document, form, stock)
        if raw is None:
            raise Refusal("LAYOUT_NOT_FOR_STOCK", layout=kind, stock=stock, known=", ".join(self.stocks(kind, client)))
        label = _checked(raw, f"{kind} {stock}", Label)
        if own and (wrong := faults(label, KINDS[kind], stock, self._station)):
            raise wrong[0]
        return label

    def _documents(self, kind: str, client: str) -> tuple[KindDocument, FormDocument | None, bool]:
        """The document of a kind, its form, and whether either is the site's own."""
        if kind not in KINDS:
            raise Refusal("LAYOUT_UNKNOWN", layout=kind, known=", ".join(KINDS))
        text, own = next(self._texts(kind, client))
        document = parse(text, kind, KindDocument)
        if document.name != kind:
            raise Refusal("LAYOUT_NAME", layout=kind, name=document.name)
        if not document.form:
            return document, None, own
        form_text, form_own = next(self._texts(_FORMS + document.form, ""), ("", False))
        if not form_text:
            raise Refusal("LAYOUT_FORM_UNKNOWN", layout=kind, form=document.form, known=", ".join(form_names()))
        return document, parse(form_text, document.form, FormDocument), own or form_own

    def _texts(self, name: str, client: str) -> Iterator[tuple[str, bool]]:
        """The text that counts and whether the site wrote it, and then those that it replaces."""
        for whose in dict.fromkeys((client, "")):
            if (text := self._own(name, whose)) is not None:
                yield text, True
        if (shipped := _shipped(name)) is not None:
            yield shipped, False


@cache
def shipped_layouts() -> Layouts:
    """The labels as they are shipped."""
    return Layouts()


def label(kind: str, stock: str = DEFAULT_STOCK) -> Label:
    """A shipped label. Raises Refusal as `Layouts.label` does."""
    return shipped_layouts().label(kind, stock)


def label_names() -> tuple[str, ...]:
    """The kinds of label: "restock", "outlet", ..."""
    return tuple(KINDS)


def form_names() -> tuple[str, ...]:
    """The shipped forms: "article", "notice", ..."""
    return _names("labels/forms")


def sheet_names() -> tuple[str, ...]:
    """The shipped sheets: "badges", "bins", ..."""
    return _names("sheets")


@cache
def sheet_form(name: str) -> SheetForm:
    """A shipped sheet. Raises Refusal SHEET_UNKNOWN, LAYOUT_UNREADABLE."""
    if name not in sheet_names():
        raise Refusal("SHEET_UNKNOWN", sheet=name, known=", ".join(sheet_names()))
    return parse(resource_text(f"sheets/{name}.toml"), name, SheetForm)


@cache
def sheet_header() -> Drawing:
    """What stands at the head of every page of a sheet."""
    return parse(resource_text("sheets/parts/header.toml"), "header", Drawing)


def parse(text: str, name: str, kind: type[_Document]) -> _Document:
    """A document from its TOML text. Raises Refusal LAYOUT_UNREADABLE, or one of a fault's own, naming the element and what is wrong."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("LAYOUT_UNREADABLE", layout=name, detail=str(error)) from error
    return _checked(raw, name, kind)


def _checked(raw: Mapping[str, Any], name: str, kind: type[_Document]) -> _Document:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise _refusal(raw, name, error) from error


def _refusal(raw: Mapping[str, Any], name: str, error: ValidationError) -> Refusal:
    """The first fault, with which element by its name, which of its keys, and why."""
    first = error.errors(include_url=False)[0]
    where = _where(raw, list(first["loc"]))
    told = first.get("ctx", {}).get("error")
    if isinstance(told, ToldError):
        params = told.refusal.params
        told.refusal.params = params | {key: value for key, value in (("layout", name), ("element", where)) if params.get(key) == ""}
        return told.refusal
    return Refusal("LAYOUT_UNREADABLE", layout=name, detail=f"{where}: {first['msg']}" if where else str(first["msg"]))


def _where(raw: Mapping[str, Any], steps: list[int | str]) -> str:
    inside = steps[1:] if steps[:1] == ["card"] else steps
    match inside:
        case ["element", int(number), *rest]:
            element = raw.get("card", raw)["element"][number]
            place = [str(element.get("name", f"element {number + 1}")), *rest[1:]]  # the first of the rest is the element's kind
        case _:
            place = steps
    return ".".join(str(step) for step in place)


@cache
def _shipped(name: str) -> str | None:
    try:
        return resource_text(f"labels/{name}.toml")
    except FileNotFoundError:
        return None


def _names(folder: str) -> tuple[str, ...]:
    return tuple(path.rsplit("/", 1)[-1].removesuffix(".toml") for path in resource_names(folder))
