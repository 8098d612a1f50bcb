"""The names of the grade marks that are no letters, where no Qt is needed to speak of them."""

from typing import Final

HOLD: Final = "H"
HAZARD: Final = "!"
