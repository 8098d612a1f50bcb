"""Net weights of GS1 element strings (AI 310n kilograms, 320n pounds) in, whole grams out."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_GRAMS: Final = {"310": Decimal(1000), "320": Decimal("453.59237")}  # in one kilogram, in one international pound


def is_weight(ai: str) -> bool:
    """Whether this application identifier is a net weight."""
    return len(ai) == 4 and ai[:3] in _GRAMS


def grams(ai: str, value: str) -> str:
    """Six digits and the identifier, whose last digit says how many of them are decimals, as grams (GS1 General Specifications 3.6.2)."""
    weight = Decimal(value).scaleb(-int(ai[3])) * _GRAMS[ai[:3]]
    return str(weight.quantize(Decimal(1), ROUND_HALF_UP))
