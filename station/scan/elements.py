"""GS1 element strings as biip reads them: a text in, its elements out, None for a text of another form.

`gs1` loads this with the first scan that may be one: biip reads all its tables, which takes a tenth of a second.
"""

from collections.abc import Sequence
from typing import Final

from biip import ParseConfig, ParseError
from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_element_strings import GS1ElementString
from biip.gs1_messages import GS1Message

_LENIENT: Final = ParseConfig(gs1_element_strings_verify_date=False)
_STRICT: Final = ParseConfig()


def of_message(text: str, *, strict: bool = False) -> Sequence[GS1ElementString] | None:
    """Of element strings with GS between them; where it is `strict`, a date that does not exist is another form."""
    # biip's patterns take the digits of every script; GS1 knows only ASCII.
    if not text.isascii():
        return None
    try:
        return GS1Message.parse(text, config=_STRICT if strict else _LENIENT).element_strings
    except (ParseError, ValueError):
        return None


def of_link(text: str) -> Sequence[GS1ElementString] | None:
    """Of a GS1 Digital Link."""
    if not text.isascii():
        return None
    try:
        return GS1DigitalLinkURI.parse(text, config=_LENIENT).element_strings
    except (ParseError, ValueError):
        return None
