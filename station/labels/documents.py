"""What a drawing is as a whole: labels, and sheets of cards.

What it cannot mean (an element off the edge, two of one name) does not validate.
"""

from collections.abc import Iterator
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from station.errors import Refusal
from station.labels.elements import CodeElement, Element, Tenths, ToldError

PAPERS: Final = {"a4": (2100, 2970), "letter": (2159, 2794)}  # width and height


class Drawing(BaseModel):
    """A piece of paper: its size and its elements, drawn in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    width: Tenths = Field(gt=0)
    height: Tenths = Field(gt=0)
    element: tuple[Element, ...]

    @model_validator(mode="after")
    def _is_sound(self) -> "Drawing":
        for element in self.element:
            if element.right > self.width or element.bottom > self.height:
                raise ToldError(Refusal("LAYOUT_OVER_EDGE", layout="", element=element.name))
        if faults := list(self._faults()):
            raise ValueError("; ".join(faults))
        return self

    @property
    def instead(self) -> frozenset[str]:
        """The names of the elements that are only drawn in another's place."""
        return frozenset(e.otherwise for e in self.element if isinstance(e, CodeElement) and e.otherwise)

    def named(self, name: str) -> Element:
        """The element of this name; StopIteration if there is none."""
        return next(element for element in self.element if element.name == name)

    def _faults(self) -> Iterator[str]:
        names = [element.name for element in self.element]
        yield from (f"{name}: two elements have this name" for name in sorted({n for n in names if names.count(n) > 1}))
        yield from (f"{name}: there is no such element to stand in" for name in sorted(self.instead - set(names)))
        again = {e.name for e in self.element if isinstance(e, CodeElement) and e.otherwise}
        yield from (f"{name}: what stands in has nothing to stand in for itself" for name in sorted(self.instead & again))


class Label(Drawing):
    """One label: its size and its elements."""

    name: str
    edition: int = Field(ge=1)


class SheetForm(BaseModel):
    """A page with equal cards in rows and columns; `framed` draws where to cut, label stock is cut already."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    edition: int = Field(ge=1)
    paper: Literal["a4", "letter"] = "a4"
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
        width, height = PAPERS[self.paper]
        if x + self.card.width > width or y + self.card.height > height:
            raise ValueError("the cards reach over the edge of the page")
        return self
