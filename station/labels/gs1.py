"""GS1 fields as people read them in, "(01)09521321000018(10)AB12"; what a symbol holds out, with FNC1 where GS1 wants one.

Source: GS1 General Specifications, 7.8: FNC1 begins the symbol, and ends a field of varying length that another one follows.
The tables of fields are biip's.
"""

from itertools import pairwise
from typing import Final

from biip import ParseError
from biip.gs1_element_strings import GS1ElementString
from biip.gs1_messages import GS1Message

from station.errors import Refusal

FNC1: Final = "\x1d"  # what readers say for it inside a symbol


def message(data: str) -> str:
    """The fields one after the other, with FNC1 as a GS where one ends; the FNC1 at the start of the symbol is not written.

    Raises Refusal BARCODE_GS1 for what are no fields, BARCODE_CHECK_DIGIT for a GTIN, SSCC or GLN with a wrong one.
    """
    fields = _fields(data)
    for field in fields:
        if field.gtin_error or field.sscc_error or field.gln_error:
            raise Refusal("BARCODE_CHECK_DIGIT", data=field.value)
    ended = [_text(field) + (FNC1 if field.ai.separator_required else "") for field, _ in pairwise(fields)]
    return "".join((*ended, _text(fields[-1])))


def _fields(data: str) -> list[GS1ElementString]:
    try:
        read = GS1Message.parse_hri(data)
    except (ParseError, ValueError) as error:
        raise Refusal("BARCODE_GS1", data=data, why=str(error)) from error
    if read.as_hri() != data:  # biip leaves out what it does not understand
        raise Refusal("BARCODE_GS1", data=data, why=f"{read.as_hri()} ≠ {data}")
    return read.element_strings


def _text(field: GS1ElementString) -> str:
    return field.ai.ai + field.value
