"""How codes are filed: as they come from files on one side and from scanners on the other, so that the two meet."""

from typing import Final

from station.scan.gtins import LENGTHS, digits

SKU_PREFIX: Final = "sku:"


def sku_key(sku: str) -> str:
    """A SKU as `product_codes` files it: in capitals, and apart from GTINs, since a SKU may be all digits."""
    return f"{SKU_PREFIX}{sku.upper()}"


def gtin_key(code: str) -> str:
    """Digits in the length of a GTIN as 14 digits; any other text as it is."""
    if len(code) == 14:
        return code
    return code.zfill(14) if len(code) in LENGTHS and digits(code) else code


def tracking_key(code: str) -> str:
    """A tracking number in capitals without the spaces that carriers print."""
    return "".join(code.split()).upper()


def spellings(code: str) -> tuple[str, ...]:
    """A code as it came, then in capitals and in small letters, each once: what is typed by hand is found too."""
    return tuple(dict.fromkeys((code, code.upper(), code.lower())))
