"""UPC-E, the UPC without its zeros, in; the GTIN of the UPC-A that it stands for out."""

from typing import Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan.gtins import digits
from station.scan.texts import IF_KNOWN, shown

_SCHEME: Final = {"scheme": "upc_e"}
_NUMBER_SYSTEMS: Final = ("0", "1")


def upc_e(text: str) -> Reading | Refusal | None:
    """The reading of eight digits (number system, six, check digit) or a Refusal CHECK_DIGIT; None for a text of another form.

    Source: GS1 General Specifications 5.2.2.4.2.
    """
    if len(text) != 8 or not digits(text) or not text.startswith(_NUMBER_SYSTEMS) or not text.strip("0"):
        return None
    gtin = _expanded(text[:-1])
    if gtin[-1] != text[-1]:
        return Refusal("CHECK_DIGIT", text=shown(text), found=text[-1], fit=gtin[-1])
    return Reading(CodeKind.GTIN, gtin, _SCHEME)


def short_upc_e(text: str) -> Reading | None:
    """The reading of six digits, or of seven with the number system: nothing checks them, so it holds only for a product known here."""
    if not digits(text) or not text.strip("0") or not (len(text) == 6 or (len(text) == 7 and text.startswith(_NUMBER_SYSTEMS))):
        return None
    return Reading(CodeKind.GTIN, _expanded(text), {**_SCHEME, **IF_KNOWN})


def _expanded(text: str) -> str:
    """Six digits, or seven with the number system, as a GTIN of 14 digits with its check digit."""
    from biip.upc import Upc  # noqa: PLC0415 -- biip reads all its tables: not before a window is open

    return Upc.parse(text).as_gtin_14()
