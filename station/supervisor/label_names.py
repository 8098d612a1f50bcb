"""Names for labels that are printed by hand: the text that somebody gives in, the name in capitals out, or why no label says it.

Such a label never takes the place of a unit's, and its bars never do at a bench what another code does: a command, a badge, an article.
"""

from typing import Final

from station.errors import Refusal
from station.scan import gtins
from station.scan.commands import PREFIX
from station.scan.patterns import LPN, Patterns, matches
from station.scan.places import scannable
from station.scan.reading import IF_KNOWN, read

UN_NUMBERS: Final = ("3090", "3091", "3480", "3481")  # which the lithium mark has words for
_SSCC_DIGITS: Final = 18


def free_name(text: str) -> str:
    """A name that is neither a code of the station's own nor like a plate, whether or not a unit has it.

    Raises Refusal LABEL_NAME_OWN (which does not repeat it: it may be a badge), LABEL_NAME_READ, NAME_NOT_SCANNABLE.
    """
    name = " ".join(text.split())
    if name.upper().startswith(PREFIX):
        raise Refusal("LABEL_NAME_OWN", prefix=PREFIX)
    name = scannable(name)
    if matches(LPN, name):
        raise Refusal("LABEL_NAME_READ", name=name)
    return name


def bare_name(text: str, patterns: Patterns) -> str:
    """The same for bars that hold the name alone: the bench must not read it as a key, a return, an article or anything else.

    Raises what `free_name` raises.
    """
    name = free_name(text)
    if any(IF_KNOWN.items() - reading.parts.items() for reading in read(name, patterns).readings):
        raise Refusal("LABEL_NAME_READ", name=name)
    return name


def un_number(text: str) -> str:
    """Raises Refusal LABEL_UN for what is no number of lithium batteries."""
    if text not in UN_NUMBERS:
        raise Refusal("LABEL_UN", text=text, known=", ".join(UN_NUMBERS))
    return text


def sscc(text: str) -> str:
    """The number of a pallet: 18 digits, the last of which checks the others. Raises Refusal LABEL_SSCC."""
    if not (gtins.digits(text) and len(text) == _SSCC_DIGITS and text.strip("0")):
        raise Refusal("LABEL_SSCC", text=text)
    try:
        gtins.check(text)
    except Refusal as refusal:
        raise Refusal("LABEL_SSCC", text=text) from refusal
    return text
