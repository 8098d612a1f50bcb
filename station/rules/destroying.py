"""Which goods may be destroyed only for a reason that the law names: Regulation (EU) 2024/1781 (ESPR), Article 25. Pure."""

from collections.abc import Iterable
from typing import Final

from station.rules.disposition import sold_in

_CLOTHING: Final = frozenset({"apparel", "footwear"})  # Annex VII of the regulation, as our rubrics call it


def needs_derogation(categories: Iterable[str], market: str) -> bool:
    """Whether such goods of these categories (a rubric, or the client's own name) need a derogation; a market that is unknown is the EU."""
    named = {name.strip().casefold() for name in categories}
    return bool(named & _CLOTHING) and (not market or sold_in(market, ("EU",)))
