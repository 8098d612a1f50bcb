"""A layout and the fields of one unit in, the bytes of a label out: ZPL, PDF or PNG. Sheets and cards in `sheets`."""

from station.labels.rendering import FORMATS, render

__all__ = ["FORMATS", "render"]
