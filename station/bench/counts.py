"""A count as far as it is: which bin, what the ledger says lies there, and what was found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CountedUnit:
    """A unit with its plate. `here`: the books say that it lies in this bin; else `where` is the place that they name."""

    lpn: str
    title: str
    here: bool
    state: str = ""
    where: str = ""


@dataclass(frozen=True)
class CountedGoods:
    """Pieces of one product without a plate; `client` and `sku` are empty while nobody knows which product it is.

    `where` is the bin to which they belong, if it is another than the one that is counted.
    """

    client: str
    sku: str
    gtin: str
    title: str
    quantity: int
    where: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.client, self.sku, self.gtin


@dataclass(frozen=True)
class Count:
    """One bin being counted. `expected` are the plates that lie there by the books; `goods` ends with what was scanned last.

    `known`: a product, a policy or a unit names the bin; `refused`: scans since it began that were not taken.
    """

    bin: str
    expected: tuple[str, ...]
    started_at: str
    units: tuple[CountedUnit, ...] = ()
    goods: tuple[CountedGoods, ...] = ()
    last: str = ""
    last_is_goods: bool = False
    actions: int = 1
    known: bool = True
    refused: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """What should lie here and was not scanned."""
        found = {unit.lpn for unit in self.units}
        return tuple(lpn for lpn in self.expected if lpn not in found)

    @property
    def surplus(self) -> tuple[CountedUnit, ...]:
        """What was scanned here and lies elsewhere by the books."""
        return tuple(unit for unit in self.units if not unit.here)

    @property
    def pieces(self) -> int:
        """How many pieces without a plate."""
        return sum(goods.quantity for goods in self.goods)
