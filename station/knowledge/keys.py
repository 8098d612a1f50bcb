"""How codes are filed: as they come from files on one side and from scanners on the other, so that the two meet."""

from typing import Final

from station.model.serials import serial_key
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


def other_keys(code: str) -> tuple[str, ...]:
    """Another code of a product, such as its FNSKU or an old SKU: like a SKU, and like a GTIN too where it has the form of one."""
    return (sku_key(code), gtin_key(code)) if len(code) in LENGTHS and digits(code) else (sku_key(code),)


def tracking_key(code: str) -> str:
    """A tracking number in capitals without the spaces that carriers print."""
    return "".join(code.split()).upper()


def serial_keys(code: str) -> tuple[str, str]:
    """A serial number as it is filed, then with or without the "S" that labels put in front of one (ANSI MH10.8.2, data identifier S)."""
    key = serial_key(code)
    return key, key[1:] if key.startswith("S") else f"S{key}"


def alert_key(kind: str, value: str) -> str:
    """What an alert is about, as it is filed: capitals or not, a serial number with or without hyphens, a GTIN in any length."""
    match kind:
        case "serial":
            return serial_key(value)
        case "sku":
            return gtin_key(value.strip().upper())
        case _:
            return "".join(value.split()).upper()


def alert_keys(kind: str, value: str) -> tuple[str, ...]:
    """All that an alert about this code may be filed under; nothing for no code."""
    keys = serial_keys(value) if kind == "serial" else (alert_key(kind, value),)
    return keys if alert_key(kind, value) else ()


def spellings(code: str) -> tuple[str, ...]:
    """A code as it came, then in capitals and in small letters, each once: what is typed by hand is found too."""
    return tuple(dict.fromkeys((code, code.upper(), code.lower())))
