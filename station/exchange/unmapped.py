"""Which rows of a products file have a category that no rubric and no mapping knows: counted, never refused."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from station.knowledge.knowledge import Knowledge
from station.knowledge.writing import FiledProduct
from station.store.engines import folded

_MOST_NAMES: Final = 10_000  # a file with more different categories has something else in that column
_SHOWN: Final = 5


class Categories:
    """Counts the categories of the rows of one file."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, str]] = Counter()

    def note(self, products: Sequence[FiledProduct]) -> None:
        """Count these rows; client and category stand first and fourth in a ProductRow."""
        if len(self._rows) < _MOST_NAMES:
            self._rows.update([(row[0], row[3]) for row, _ in products])

    def unmapped(self, knowledge: Knowledge, rubrics: Sequence[str]) -> tuple[int, tuple[tuple[str, int], ...]]:
        """How many rows have a category that nobody knows, and the most frequent of those names with their rows."""
        if not any(category for _, category in self._rows):
            return 0, ()
        unknown = {(client, folded(name)) for client, name, _ in knowledge.unmapped(rubrics)}
        names: Counter[str] = Counter()
        for (client, category), rows in self._rows.items():
            if category and (client, folded(category)) in unknown:
                names[category] += rows
        return names.total(), tuple(names.most_common(_SHOWN))
