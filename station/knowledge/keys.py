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


def spellings(code: str) -> tuple[str, str, str]:
    """A code as it came, and in capitals and small letters: what is typed by hand is found, exactly what is filed is found too."""
    return code, code.upper(), code.lower()
