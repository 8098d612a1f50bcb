"""Which labels the set-up page shows: kinds, sizes and clients, and which page of them. A choice in, the next state out; pure."""

from dataclasses import dataclass, replace
from typing import Final

from station.model.labels import LABEL_KINDS, STOCKS

ON_PAGE: Final = 8  # key 9 turns to the next ones


@dataclass(frozen=True, slots=True)
class Asked:
    """One label to draw: its kind, on which stock, with whose set of layouts ("" is the station's own)."""

    kind: str
    stock: str
    client: str = ""


@dataclass(frozen=True)
class LabelChoice:
    """What somebody is looking at: `kind` is "" for all of them."""

    stock: str = next(iter(STOCKS))
    client: str = ""
    clients: tuple[str, ...] = ()
    kind: str = ""
    page: int = 0

    @property
    def shown(self) -> tuple[str, ...]:
        """The kinds on this page."""
        return LABEL_KINDS[self.page * ON_PAGE : (self.page + 1) * ON_PAGE]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What is to be drawn for it."""
        kinds = (self.kind,) if self.kind else self.shown
        return tuple(Asked(kind, self.stock, self.client) for kind in kinds)

    def turned(self) -> "LabelChoice":
        """The next page, after the last the first again."""
        return replace(self, page=(self.page + 1) % -(-len(LABEL_KINDS) // ON_PAGE))

    def next_stock(self) -> "LabelChoice":
        """The next size."""
        every = tuple(STOCKS)
        return replace(self, stock=every[(every.index(self.stock) + 1) % len(every)])

    def next_client(self) -> "LabelChoice":
        """The set of the next client; after the last the station's own."""
        every = ("", *self.clients)
        return replace(self, client=every[(every.index(self.client) + 1) % len(every)] if self.client in every else "")
