"""Taking an item in hand: comparing its own code with what is expected, and choosing where that is not enough."""

from dataclasses import replace

from station.bench import finishing
from station.bench.events import Answered, BlindAsked, ClientScanned, Event, ItemScanned
from station.bench.receiving import UNIDENTIFIED_SHOTS
from station.bench.states import Bench, Candidate, Route, State, Step, Unit
from station.errors import Refusal
from station.model.goods import ExpectedLine, Product
from station.model.grades import Basis
from station.rules.inspection import Inspection, Raised
from station.rules.rulebook import Rulebook

MOST = 9  # one key each
DEVICE = ("has_battery", "mains_powered", "stores_data")
IDENTITY_FINDINGS = ("WRONG_ITEM", "WRONG_VARIANT")


def scan_item(bench: Bench, event: ItemScanned, rules: Rulebook) -> Step:
    """A matching open line of the parcel is taken; anything else is asked, not guessed."""
    if bench.dock:
        raise Refusal("DOCK_MODE")
    in_hand = Unit(
        lpn=bench.plate or event.plate,
        client=bench.parcel.client if bench.parcel else bench.client,
        parcel=bench.parcel.id if bench.parcel else None,
        parts=event.parts,
        find_ms=max(0, event.ms - bench.idle_ms) if bench.idle_ms else 0,
        started_ms=event.ms,
    )
    matching = _matching(bench, event)
    if matching:
        product = _product_of(matching[0], event.products)
        return take(bench, in_hand, Candidate("", Route.EXPECTED, product, matching[0]), event, rules)
    candidates = _candidates(bench, event)
    certain = [each for each in candidates if each.label == "@CHOOSE_BLIND"]
    if len(candidates) == 1 and certain:
        return take(bench, in_hand, certain[0], event, rules)
    return Step(replace(bench, state=State.CHOOSING, unit=replace(in_hand, candidates=candidates[:MOST])))


def _matching(bench: Bench, event: ItemScanned) -> list[ExpectedLine]:
    # A return may name a product that the product list does not have: then its lines alone say what the code is.
    keys = {(product.client, product.sku) for product in event.products} | {(line.client, line.sku) for line in event.lines}
    lines = bench.parcel.open_lines if bench.parcel else ()
    return [line for line in lines if (line.client, line.sku) in keys]


def _product_of(line: ExpectedLine, products: tuple[Product, ...]) -> Product:
    found = (product for product in products if (product.client, product.sku) == (line.client, line.sku))
    return next(found, Product(line.client, line.sku, line.title, gtins=(line.gtin,) if line.gtin else ()))


def _candidates(bench: Bench, event: ItemScanned) -> tuple[Candidate, ...]:
    """What the item may be, in the order in which it is likely."""
    products = _for_client(bench, event.products)
    found: list[Candidate] = []
    parcel = bench.parcel
    owner = parcel.client if parcel else bench.client
    if parcel and parcel.lines:
        found += [_instead_of(line, products) for line in parcel.open_lines[:3]]
        found += [_surplus(product, owner) for product in products[:3]]
    for line in event.lines[:4]:
        product = _product_of(line, event.products)
        found.append(Candidate("@CHOOSE_OTHER_RETURN", Route.EXPECTED, product, line, params=_named(line)))
    if not (parcel and parcel.lines):
        found += [_blind(product, owner) for product in products]
    if not products:
        found.append(Candidate("@CHOOSE_UNIDENTIFIED", Route.UNIDENTIFIED, None, None, "none"))
    return tuple(found)


def _instead_of(line: ExpectedLine, products: tuple[Product, ...]) -> Candidate:
    if products:
        return Candidate("@CHOOSE_WRONG_ITEM", Route.WRONG_ITEM, products[0], line, params=_named(line))
    return Candidate("@CHOOSE_THIS_LINE", Route.EXPECTED, Product(line.client, line.sku, line.title), line, "picture", _named(line))


def _surplus(product: Product, owner: str) -> Candidate:
    label = "@CHOOSE_SURPLUS" if product.client == owner else "@CHOOSE_OTHER_CLIENT"
    return Candidate(label, Route.SURPLUS, product, params={"client": product.client, "title": product.title or product.sku})


def _blind(product: Product, owner: str) -> Candidate:
    label = "@CHOOSE_BLIND" if owner in ("", product.client) else "@CHOOSE_OTHER_CLIENT"
    return Candidate(label, Route.BLIND, product, params={"client": product.client, "title": product.title or product.sku})


def _for_client(bench: Bench, products: tuple[Product, ...]) -> tuple[Product, ...]:
    client = bench.parcel.client if bench.parcel else bench.client
    own = tuple(product for product in products if product.client == client)
    return own or products


def _named(line: ExpectedLine) -> dict[str, object]:
    when = line.requested_at[:10] or "–"
    return {
        "title": line.title or line.sku,
        "sku": line.sku,
        "rma": line.rma,
        "client": line.client,
        "reason": line.reason or "–",
        "date": when,
    }


def choose(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """One of the candidates, by its key."""
    unit = in_hand(bench)
    place = int(event.key) - 1
    if not 0 <= place < len(unit.candidates):
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    return take(bench, replace(unit, actions=unit.actions + 1), unit.candidates[place], event, rules)


def choose_blind(bench: Bench, event: BlindAsked, rules: Rulebook) -> Step:
    """None of the returns shown: a blind return."""
    unit = in_hand(bench)
    products = [each.product for each in unit.candidates if each.product]
    if not products:
        raise Refusal("NOT_IDENTIFIED")
    return take(bench, replace(unit, actions=unit.actions + 1), Candidate("", Route.BLIND, products[0]), event, rules)


def choose_client(bench: Bench, event: ClientScanned, rules: Rulebook) -> Step:
    """The client decides where only one candidate is of that client."""
    unit = in_hand(bench)
    fitting = [each for each in unit.candidates if each.product and each.product.client == event.client]
    if len(fitting) != 1:
        raise Refusal("CLIENT_DOES_NOT_DECIDE", client=event.client, count=len(fitting))
    return take(bench, replace(unit, actions=unit.actions + 1), fitting[0], event, rules)


def pick(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """No readable code: an expected unit chosen by its picture, or (key 9) none of them; both are photographed."""
    parcel = bench.parcel
    if parcel is None:
        raise Refusal("NOTHING_TO_ANSWER", state=f"@STATE_{bench.state}")
    unit = Unit(lpn=bench.plate or event.plate, client=parcel.client, parcel=parcel.id, started_ms=event.ms)
    place = int(event.key) - 1
    if event.key == str(MOST):
        return take(bench, unit, Candidate("", Route.UNIDENTIFIED, None, None, "none"), event, rules)
    if not 0 <= place < min(len(parcel.open_lines), MOST - 1):
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    line = parcel.open_lines[place]
    return take(bench, unit, Candidate("", Route.EXPECTED, _product_of(line, event.products), line, "picture"), event, rules)


def take(bench: Bench, unit: Unit, chosen: Candidate, event: Event, rules: Rulebook) -> Step:
    """The item is in hand: its inspection begins, or it is held where nothing can decide about it."""
    product, line = chosen.product, chosen.line
    client = (line.client if line else None) or (product.client if product else unit.client)
    taken = replace(unit, client=client, product=product, line=line, route=chosen.route, by=chosen.by, candidates=())
    if product is None:
        return finishing.proceed(bench, replace(taken, hold="IDENTITY", shots=UNIDENTIFIED_SHOTS), event, rules)
    return finishing.proceed(bench, begin(taken, product, rules), event, rules)


def begin(unit: Unit, product: Product, rules: Rulebook) -> Unit:
    """The unit with its inspection, or, without a readable rubric, on its way to a hold: never graded by default."""
    rubric = rules.rubric_for(product)
    if rubric is None:
        return replace(unit, inspection=None, hold="RUBRIC", shots=UNIDENTIFIED_SHOTS)
    looked_up = IDENTITY_FINDINGS if unit.by == "scan" and unit.route is Route.EXPECTED else ()
    inspection = Inspection(
        rubric=rubric,
        attributes=product.attributes,
        reason=unit.line.reason if unit.line else str(unit.known.received.get("reason") or "") if unit.known else "",
        components=product.components,
        looked_up=tuple(code for code in looked_up if code in rubric.findings),
        shots=("LABEL",) if unit.by == "picture" else (),
    )
    if unit.known is None and "NEEDS_CATEGORY" in rubric.findings and any(product.attributes.get(name) for name in DEVICE):
        # The product data says what the board would ask for: this rubric does not fit.
        inspection = replace(inspection, raised=(Raised("NEEDS_CATEGORY", Basis.LOOKUP),))
    if unit.route is Route.WRONG_ITEM and "WRONG_ITEM" in rubric.findings:
        own = unit.line is not None and product.client == unit.line.client
        raised = Raised("WRONG_ITEM", Basis.LOOKUP, {"WHOSE": "OWN" if own else "NOT_OWN"})
        inspection = replace(inspection, raised=(raised,))
    return replace(unit, inspection=inspection, hold="", shots=())


def in_hand(bench: Bench) -> Unit:
    """The unit in hand; a state that has one always does."""
    if bench.unit is None:
        raise Refusal("NOTHING_IN_HAND")
    return bench.unit
