"""How many products of each client have a category that no rubric decides about: those are inspected by the general one."""

from collections import Counter
from collections.abc import Collection
from typing import Final

from station.knowledge.asking import Asking
from station.store.engines import folded

Unmapped = tuple[tuple[str, str, int], ...]  # client, category as most of the products write it, products; the most first

# Counted here: grouping a million rows would sort them first, in 60 MB of memory.
_PRODUCTS: Final = "SELECT client, category FROM products"
_MAPPED: Final = "SELECT client, filed, rubric FROM categories"


def unmapped(asking: Asking, rubric_names: Collection[str]) -> Unmapped:
    """Reads every product, so this is for a check-up or the end of an import and never for a scan.

    A category is mapped if the client's row (else that of every client) names one of `rubric_names`, or if there is no
    such row and it has the name of one itself.
    """
    known = {folded(name) for name in rubric_names}
    rubrics = {(client, filed): folded(rubric) for client, filed, rubric in asking.rows(_MAPPED, ())}
    counts: Counter[tuple[str, str]] = Counter()
    written: dict[tuple[str, str], Counter[str]] = {}
    for (client, category), products in asking.counted(_PRODUCTS).items():
        filed = folded(category)
        if rubrics.get((client, filed), rubrics.get(("", filed), filed)) not in known:
            counts[client, filed] += products
            written.setdefault((client, filed), Counter())[category] += products
    named = [(client, written[client, filed].most_common(1)[0][0], products) for (client, filed), products in counts.items()]
    return tuple(sorted(named, key=lambda row: (-row[2], row[0], row[1])))
