"""The pieces of a set: a product's component list in, the answers to "which part is missing" out."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from station.model.goods import Component
from station.model.grades import Outcome
from station.rules.parts import Answer

AND: Final = "|"  # between the codes of several missing pieces


@lru_cache(maxsize=64)
def pieces(components: tuple[Component, ...]) -> Mapping[str, Answer]:
    """Each piece as an answer, by its code: missing, an essential one forces C, any other B."""
    found: dict[str, Answer] = {}
    for piece in components:
        code = _free(piece_code(piece), found)
        found[code] = Answer(code=code, label=_label(piece), forces=Outcome.C if piece.essential else Outcome.B)
    return found


def piece_code(piece: Component) -> str:
    """The answer code of a component: its SKU in capitals, other signs as underscores."""
    code = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in piece.sku.upper())
    return code if code[:1].isalpha() else f"P{code}"


def _free(code: str, taken: Mapping[str, Answer]) -> str:
    """SKUs that differ in their signs only ("A-1", "A_1") get a number, in the order of the list."""
    free = [code, *(f"{code}_{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in free if each not in taken)


def _label(piece: Component) -> str:
    name = piece.title or piece.sku
    return f"{name} × {piece.quantity}" if piece.quantity > 1 else name
