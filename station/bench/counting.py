"""Counting a bin: one scan a piece, plates and goods; at the end bin.counted says what was found, what is missing, what is too many."""

from dataclasses import replace
from typing import Any, Final

from station.bench.counts import Count, CountedGoods, CountedUnit
from station.bench.events import Answered, CountAsked, Done, ItemScanned, NumberEntered, PlateScanned, ScanRefused
from station.bench.states import Bench, State, Step
from station.errors import Refusal, StationError
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.goods import Product
from station.model.prompts import Prompt
from station.model.units import KnownUnit
from station.rules.entries import place_key
from station.rules.rulebook import Rulebook

MOST: Final = 99_999  # pieces of one product in one bin; a longer number is a code
# Refusals after which a count is as whole as before: the piece is in it, or it was none.
_WHOLE: Final = frozenset({"PLATE_COUNTED", "COUNT_OPEN", "BATCH_LINE_DONE"})


def begin(bench: Bench, event: CountAsked, rules: Rulebook) -> Step:
    """RS-COUNT-<bin>. A count is named by its bin and its beginning: the same one is never taken twice."""
    if bench.count:
        raise Refusal("COUNT_OPEN", bin=bench.count.bin)
    if event.taken:
        raise Refusal("COUNT_TAKEN", bin=event.bin, at=event.at)
    count = Count(event.bin, event.expected, event.at, known=event.known or _in_policies(event.bin, rules))
    return Step(replace(bench, count=count, state=State.COUNTING))


def count_plate(bench: Bench, event: PlateScanned, _rules: Rulebook) -> Step:
    """One unit, wherever it lies by the books."""
    count, unit = count_of(bench), event.unit
    if unit is None:
        raise Refusal("PLATE_WITHOUT_UNIT", lpn=event.lpn)
    if any(counted.lpn == unit.lpn for counted in count.units):
        raise Refusal("PLATE_COUNTED", lpn=unit.lpn, bin=count.bin)
    return _with(bench, replace(count, units=(*count.units, _found(count, unit)), last=unit.title or unit.lpn, last_is_goods=False))


def count_goods(bench: Bench, event: ItemScanned, _rules: Rulebook) -> Step:
    """One piece of goods without a plate. A code that several clients use, or nobody knows, is counted as the code that it is."""
    count = count_of(bench)
    products = [product for product in event.products if bench.client in ("", product.client)] or event.products
    product = products[0] if len(products) == 1 else None
    gtin = event.parts.get("gtin", "")
    sku = product.sku if product else "" if gtin else event.code
    where = _elsewhere(count, product) if product else ""
    scanned = CountedGoods(product.client if product else "", sku, gtin, product.title if product else "", 1, where)
    before = next((goods for goods in count.goods if goods.key == scanned.key), None)
    return _with_goods(bench, count, replace(scanned, quantity=before.quantity + 1) if before else scanned)


def enter_quantity(bench: Bench, event: NumberEntered | Answered, _rules: Rulebook) -> Step:
    """How many pieces there are of the goods that were scanned last; the digits of a key are a number here."""
    count = count_of(bench)
    typed = event.key if isinstance(event, Answered) else str(event.number)
    if not count.last_is_goods:
        raise Refusal("NOTHING_TO_MULTIPLY", number=typed)
    number = int(typed)
    if not 1 <= number <= MOST:
        raise Refusal("QUANTITY_WRONG", number=typed, most=MOST)
    return _with_goods(bench, count, replace(count.goods[-1], quantity=number))


def miss(bench: Bench, _event: ScanRefused, _rules: Rulebook) -> Step:
    """One scan that was not taken; the result says how many there were."""
    count = count_of(bench)
    return Step(replace(bench, count=replace(count, refused=count.refused + 1)))


def leaves_a_gap(refusal: StationError) -> bool:
    """Whether a piece may be missing from a count after this refusal."""
    return refusal.code not in _WHOLE


def finish(bench: Bench, event: Done, _rules: Rulebook) -> Step:
    """RS-DONE: bin.counted. It moves nothing: what differs is for a person to look at."""
    count = count_of(bench)
    fact = NewFact(kinds.BIN_COUNTED, f"BIN-{count.bin}", _told(count))
    free = replace(bench, count=None, idle_ms=event.ms)
    return Step(replace(free, state=free.resting), (fact,))


def asked(count: Count) -> Prompt:
    """What the screen says while a bin is counted; what should lie there it does not say, so that it is really counted."""
    so_far = {"bin": count.bin, "units": len(count.units), "pieces": count.pieces, "last": count.last}
    if count.last_is_goods:
        named = {**so_far, "quantity": count.goods[-1].quantity}
        return Prompt("COUNT", "count", "@COUNTING_GOODS", params=named, asks="number")
    begun = "@COUNTING" if count.known else "@COUNTING_UNKNOWN"
    return Prompt("COUNT", "count", "@COUNTING_UNIT" if count.last else begun, params=so_far)


def count_of(bench: Bench) -> Count:
    """The count that is open; Refusal NO_COUNT_OPEN if there is none."""
    if bench.count is None:
        raise Refusal("NO_COUNT_OPEN")
    return bench.count


def _found(count: Count, unit: KnownUnit) -> CountedUnit:
    here = unit.lpn in count.expected or (unit.state == "restocked" and (unit.bin or "").upper() == count.bin)
    where = unit.tote if unit.state == "toted" else unit.bin
    return CountedUnit(unit.lpn, unit.title, here, "" if here else unit.state, "" if here else where or "")


def _in_policies(place: str, rules: Rulebook) -> bool:
    """Whether it is where the policies send units, or a shelf for those on hold."""
    named = [*(each for _, each in rules.dispositions.places), *rules.holds.shelf.values()]
    return place_key(place) in map(place_key, named)


def _elsewhere(count: Count, product: Product) -> str:
    return product.bin if product.bin and place_key(product.bin) != place_key(count.bin) else ""


def _with_goods(bench: Bench, count: Count, goods: CountedGoods) -> Step:
    others = tuple(each for each in count.goods if each.key != goods.key)
    return _with(bench, replace(count, goods=(*others, goods), last=goods.title or goods.sku or goods.gtin, last_is_goods=True))


def _with(bench: Bench, count: Count) -> Step:
    return Step(replace(bench, count=replace(count, actions=count.actions + 1)))


def _told(count: Count) -> dict[str, Any]:
    return {
        "bin": count.bin,
        "units": [unit.lpn for unit in count.units],
        "goods": [_goods(goods) for goods in count.goods],
        "expected": len(count.expected),
        "missing": list(count.missing),
        "surplus": [{"lpn": unit.lpn, "state": unit.state, "where": unit.where} for unit in count.surplus],
        "known": count.known,
        "refused": count.refused,
        "started_at": count.started_at,
        "actions": count.actions + 1,
    }


def _goods(goods: CountedGoods) -> dict[str, Any]:
    named = {"client": goods.client} if goods.client else {}
    belongs = {"title": goods.title, "where": goods.where} if goods.where else {}
    return {**named, "sku": goods.sku, "gtin": goods.gtin, "quantity": goods.quantity, **belongs}
