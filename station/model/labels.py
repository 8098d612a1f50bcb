"""What labels are called: their kinds and the sizes of stock, and what printers speak. Names for settings, layouts and screens; pure."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

# What label printers speak; what else they are sent is a page or a picture.
LANGUAGES: Final = ("zpl", "tspl")
LABEL_KINDS: Final = (
    "restock", "outlet", "hold", "quarantine", "c", "rework", "unidentified", "plate", "fnsku",
    "parcel", "tote", "bin", "lot", "pallet", "lithium",
)  # fmt: skip

Stock = Literal["57x32", "100x50", "4x6in", "50x25"]
_SIZES: Final = ((570, 320), (1000, 500), (1016, 1524), (500, 250))
# Width and height in tenths of a mm; 4x6in stands upright, as carriers' labels do.
STOCKS: Final[Mapping[str, tuple[int, int]]] = dict(zip(get_args(Stock), _SIZES, strict=True))
