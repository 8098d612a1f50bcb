"""Layouts by name: TOML text in, a checked label or sheet out, and what is wrong with it in words."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from station.errors import Refusal
from station.labels.documents import Drawing, Label, SheetForm
from station.resources import resource_names, resource_text

_Document = TypeVar("_Document", bound=BaseModel)


def label_names() -> tuple[str, ...]:
    """The shipped labels: "c", "hold", ..."""
    return _names("labels")


def sheet_names() -> tuple[str, ...]:
    """The shipped sheets: "badges", "bins", ..."""
    return _names("sheets")


@cache
def label(name: str) -> Label:
    """A shipped label. Raises Refusal LAYOUT_UNKNOWN, LAYOUT_UNREADABLE."""
    if name not in label_names():
        raise Refusal("LAYOUT_UNKNOWN", layout=name, known=", ".join(label_names()))
    return parse(resource_text(f"labels/{name}.toml"), name, Label)


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
    """A document from its TOML text. Raises Refusal LAYOUT_UNREADABLE, naming the element and what is wrong."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("LAYOUT_UNREADABLE", layout=name, detail=str(error)) from error
    return _checked(raw, name, kind)


def _checked(raw: Mapping[str, Any], name: str, kind: type[_Document]) -> _Document:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise Refusal("LAYOUT_UNREADABLE", layout=name, detail=_said(raw, error)) from error


def _names(folder: str) -> tuple[str, ...]:
    return tuple(path.rsplit("/", 1)[-1].removesuffix(".toml") for path in resource_names(folder))


def _said(raw: Mapping[str, Any], error: ValidationError) -> str:
    """The first fault in words: which element by its name, which of its keys, and why."""
    first = error.errors(include_url=False)[0]
    steps = list(first["loc"])
    inside = steps[1:] if steps[:1] == ["card"] else steps
    match inside:
        case ["element", int(number), *rest]:
            element = raw.get("card", raw)["element"][number]
            place = [str(element.get("name", f"element {number + 1}")), *rest[1:]]  # the first of the rest is the element's kind
        case _:
            place = steps
    where = ".".join(str(step) for step in place)
    return f"{where}: {first['msg']}" if where else str(first["msg"])
