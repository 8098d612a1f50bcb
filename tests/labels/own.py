"""Labels as somebody writes them, for tests: TOML out of elements and texts, and what refuses it."""

from collections.abc import Mapping
from typing import Final

import pytest

from station.errors import Refusal
from station.labels.catalogue import Layouts
from station.texts import notice

BARS: Final = (
    """{ name = "bars", kind = "barcode", symbology = "code128", slot = "code", at = [0, 4, 57, 10], module = 0.38, smallest = 0.25 }"""
)
TITLE: Final = """{ name = "title", kind = "text", slot = "title", at = [2, 16, 53, 6], size = 4, cut = true }"""


def written(*elements: str, texts: str = 'code = "{plate}"\ntitle = "{title}"', name: str = "hold", head: str = "") -> str:
    lines = ",\n".join(elements or (BARS, TITLE))
    return f'name = "{name}"\nedition = 9\n{head}\n[texts]\n{texts}\n[stocks.57x32]\nelement = [\n{lines},\n]\n'


def layouts_of(own: Mapping[tuple[str, str], str], station: str = "B02") -> Layouts:
    return Layouts(lambda name, client: own.get((name, client)), station)


def refusal_of(text: str, kind: str = "hold", station: str = "B02") -> Refusal:
    """What refuses the label both where it is published and where it would be printed."""
    own = {(kind, ""): text}
    wrong = layouts_of(own, station).wrong(kind)
    with pytest.raises(Refusal) as told:
        layouts_of(own, station).label(kind)
    assert told.value.code in {each.code for each in wrong}
    assert notice(told.value).advice
    return told.value
