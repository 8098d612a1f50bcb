"""What channels can be told about a unit: the known words of each, and of which outcomes each word may be said.

Sources: eBay condition ids, Amazon condition types and its "Unsellable", Google's `condition`, Shopify's and Loop's dispositions, GS1
CBV dispositions. It is code and no document on purpose: a site chooses among these words, and cannot teach one that hides damage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from station.model.grades import Outcome, Seal
from station.rules.entries import nearest

Said = int | str
Of = Outcome | None  # None: the unit is held, nobody has decided yet

UNOPENED: Final = frozenset({Seal.SEALED, Seal.NONE_EXPECTED})
NOT_NEW: Final = "NOT_NEW"  # the mark of a finding that leaves a unit at A and yet no longer new


@dataclass(frozen=True)
class Word:
    """One word of a channel: the outcomes that it may be said of, and whether it says brand-new and unopened."""

    outcomes: frozenset[Of]
    new: bool = False


_STOCK: Final = Word(frozenset({Outcome.A}))  # back among what is sold
_SALE: Final = Word(frozenset({Outcome.A, Outcome.B}))  # may be offered, with this condition
_NEW: Final = Word(frozenset({Outcome.A}), new=True)
_GRADED: Final = Word(frozenset({Outcome.A, Outcome.B, Outcome.C}))  # somebody has decided
_ANY: Final = Word(frozenset({*Outcome, None}))  # promises nothing

CHANNELS: Final[Mapping[str, Mapping[Said, Word]]] = {
    "ebay": {
        1000: _NEW,
        **dict.fromkeys((1500, 1750, 2000, 2010, 2020, 2030, 2500, 2750, 2990, 3000, 3010, 4000, 5000, 6000), _SALE),
        7000: _GRADED,  # for parts or not working: still an offer, so never of what is held or in quarantine
    },
    "amazon": {
        "New": _NEW,
        **dict.fromkeys(("Renewed", "Rental", "UsedLikeNew", "UsedVeryGood", "UsedGood", "UsedAcceptable"), _SALE),
        "Unsellable": _ANY,
    },
    "google": {"new": _NEW, "refurbished": _SALE, "used": _SALE},
    "shopify": {"RESTOCKED": _STOCK, **dict.fromkeys(("NOT_RESTOCKED", "MISSING", "PROCESSING_REQUIRED"), _ANY)},
    "cbv": {
        "sellable_accessible": _STOCK,
        "sellable_not_accessible": _STOCK,
        **dict.fromkeys(
            ("returned", "damaged", "needs_replacement", "non_sellable_other", "expired", "recalled", "disposed", "destroyed"), _ANY
        ),
        **dict.fromkeys(("in_progress", "mismatch_instance", "mismatch_class", "unknown"), _ANY),
    },
    "loop": {"back_to_stock": _STOCK, "resale_hold": _ANY, "missing": _ANY, "recycle": _GRADED, "donate": _GRADED},
}


def word_of(channel: str, said: Said) -> Word:
    """The meaning of a word; raises ValueError with the nearest known one."""
    if channel not in CHANNELS:
        raise ValueError(f"{channel!r} is no channel that the station knows{nearest(channel, CHANNELS)}")
    known = CHANNELS[channel]
    if said not in known:
        text = str(said).strip()
        number = isinstance(said, str) and any(text == str(each) and isinstance(each, int) for each in known)
        hint = f"; a number stands without quotes: {text}" if number else nearest(said, known)
        raise ValueError(f"{channel} does not know {said!r}{hint}")
    return known[said]
