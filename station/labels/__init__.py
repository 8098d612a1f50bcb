"""A kind of label and the fields of one unit in, the bytes of a label out: ZPL, TSPL, PDF or PNG. Sheets and cards in `sheets`."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from station.labels.rendering import FORMATS, render, render_or_english

__all__ = ["FORMATS", "render", "render_or_english"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- Python's name for what a module does not have yet
    """What draws, loaded when somebody asks for it: cards and kinds of labels are told where nothing is ever drawn."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("station.labels.rendering"), name)
