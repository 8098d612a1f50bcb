"""Plates of units ("B02-000033-E") and ids of parcels ("B02-P000012-L"): a station and a number in, the text out, and back.

The last character is the ISO 7064 MOD 37,36 check character of everything before it without the hyphens ("B02000033" gives E). A
second label of a unit says "B02-000033-E/2", and so on: the same plate, told apart from the label that it replaces.
"""

import re
from typing import Final

from stdnum.iso7064 import mod_37_36

from station.errors import Bug, Refusal
from station.model.codes import CodeKind, Reading
from station.scan.texts import shown

_STATION: Final = re.compile(r"[A-Z0-9]{1,8}", re.ASCII)
_COPY: Final = re.compile(r"(?P<plate>.+)/(?P<copy>[2-9]|[1-9][0-9]{1,3})", re.ASCII)
_PLATE: Final = re.compile(r"([A-Z0-9]{1,8})-([0-9]{6,12})-([A-Z0-9])", re.ASCII)


def plate(station: str, number: int) -> str:
    """The plate of the unit with this number (from 1). Raises Refusal STATION_NAME_WRONG; Bug PLATE_NUMBER_WRONG."""
    return _written(station, "", number)


def parcel_id(station: str, number: int) -> str:
    """The id of the parcel with this number (from 1). Raises Refusal STATION_NAME_WRONG; Bug PLATE_NUMBER_WRONG."""
    return _written(station, "P", number)


def parse_plate(text: str) -> tuple[str, int]:
    """The station and the number of a plate. Raises Refusal PLATE_FORM, or PLATE_CHECK for a wrong check character."""
    found = _PLATE.fullmatch(text.strip().upper())
    # One number has one text: "B02-0000033" would be a second plate of unit 33.
    if found is None or found[2] != f"{int(found[2]):06d}" or not int(found[2]):
        raise Refusal("PLATE_FORM", text=shown(text))
    if mod_37_36.calc_check_digit(found[1] + found[2]) != found[3]:
        raise Refusal("PLATE_CHECK", text=shown(text))
    return found[1], int(found[2])


def without_copy(text: str) -> tuple[str, int]:
    """The plate in the code of a label, and which of its unit's labels that is; a plain plate is the first, or a plate of a roll."""
    found = _COPY.fullmatch(text)
    return (found["plate"], int(found["copy"])) if found else (text, 1)


def lpn(text: str) -> Reading | Refusal | None:
    """The reading of a plate (`copy` among its parts, where it is not the first), or a Refusal PLATE_CHECK; None for another form."""
    plain, copy = without_copy(text)
    try:
        parse_plate(plain)
    except Refusal as refusal:
        return refusal if refusal.code == "PLATE_CHECK" else None
    return Reading(CodeKind.LPN, plain.upper(), {"copy": str(copy)} if copy > 1 else {})


def _written(station: str, mark: str, number: int) -> str:
    if not _STATION.fullmatch(station):  # the name is part of every plate
        raise Refusal("STATION_NAME_WRONG", name=shown(station))
    if not 0 < number < 10**12:
        raise Bug("PLATE_NUMBER_WRONG", number=number)
    body = f"{mark}{number:06d}"
    return f"{station}-{body}-{mod_37_36.calc_check_digit(station + body)}"
