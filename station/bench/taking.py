"""Taking an item in hand: comparing its own code with what is expected, and choosing where that is not enough."""

from dataclasses import replace

from station.bench import finishing
from station.bench.alerting import alerted
from station.bench.candidates import MOST, PART_OF_A_KIT, candidates, expects, product_of
from station.bench.events import Answered, BlindAsked, ClientScanned, Event, ItemScanned
from station.bench.label_scans import must_not_pile_up
from station.bench.receiving import SCANNED, UNIDENTIFIED_SHOTS, arrival
from station.bench.states import Ask, Bench, Candidate, Route, State, Step, Unit
from station.errors import Refusal
from station.model.goods import ExpectedLine, Product
from station.rules.inspection import Inspection, Raised
from station.rules.opening import opened
from station.rules.rulebook import Rulebook

IDENTITY_FINDINGS = ("WRONG_ITEM", "WRONG_VARIANT")


def scan_item(bench: Bench, event: ItemScanned, rules: Rulebook) -> Step:
    """A matching open line of the parcel is taken; anything else is asked, not guessed."""
    if bench.dock:
        raise Refusal("DOCK_MODE")
    if event.here:
        raise Refusal("SERIAL_ALREADY_HERE", text=event.parts.get("serial", event.code), lpn=event.here)
    must_not_pile_up(bench, event.naked)
    unclear = bench.question is not None and bench.question.ask is Ask.CODE
    in_hand = Unit(
        lpn=bench.plate or event.plate,
        client=bench.parcel.client if bench.parcel else bench.client,
        parcel=bench.parcel.id if bench.parcel else None,
        preprinted=bool(bench.plate),
        parts=event.parts,
        alerts=event.alerts,
        find_ms=max(0, event.ms - bench.idle_ms) if bench.idle_ms else 0,
        started_ms=event.ms,
        actions=2 if unclear else 1,
        arrived_at=arrival(bench, event.at),
    )
    bench = replace(bench, question=None)
    matching = _matching(bench, event)
    if matching:
        return take(bench, in_hand, Candidate("", Route.EXPECTED, product_of(matching[0], event.products), matching[0]), event, rules)
    possible = candidates(bench, event)
    if certain := _certain(bench, possible, event):
        return take(bench, in_hand, certain, event, rules)
    return Step(replace(bench, state=State.CHOOSING, unit=replace(in_hand, candidates=possible)))


def _certain(bench: Bench, possible: tuple[Candidate, ...], event: ItemScanned) -> Candidate | None:
    """What needs no question: the one unit that is expected under this very serial number, or a blind return of a known product."""
    owner = bench.parcel.client if bench.parcel else bench.client
    own = [each for each in possible if each.line and expects(each.line, event)]
    if len(own) == 1 and own[0].line and owner in ("", own[0].line.client) and not (bench.parcel and bench.parcel.lines):
        return own[0]
    return possible[0] if len(possible) == 1 and possible[0].label == "@CHOOSE_BLIND" else None


def _matching(bench: Bench, event: ItemScanned) -> list[ExpectedLine]:
    """The open lines of the parcel that expect the item; of several the one whose unit it is, by its serial number, comes first.

    A unit that another return expects by its very number is none of them: that is asked.
    """
    # A return may name a product that the product list does not have: then its lines alone say what the code is.
    keys = {(product.client, product.sku) for product in event.products} | {(line.client, line.sku) for line in event.lines}
    lines = bench.parcel.open_lines if bench.parcel else ()
    fitting = [line for line in lines if (line.client, line.sku) in keys]
    own = [line for line in fitting if expects(line, event)]
    if own or any(expects(line, event) for line in event.lines):
        return own
    # Of several lines the one that names no unit: this is not the unit that the others name.
    return sorted(fitting, key=lambda line: bool(line.serials)) if "serial" in event.parts else fitting


def choose(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """One of the candidates, by its key."""
    unit = in_hand(bench)
    place = int(event.key) - 1
    if not 0 <= place < len(unit.candidates):
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    return take(bench, replace(unit, actions=unit.actions + 1), unit.candidates[place], event, rules)


def choose_blind(bench: Bench, event: BlindAsked, rules: Rulebook) -> Step:
    """None of the returns shown: a blind return, where that is among what it may be and there is only one such client."""
    unit = in_hand(bench)
    if not any(each.product for each in unit.candidates):
        raise Refusal("NOT_IDENTIFIED")
    offered = [each for each in unit.candidates if each.label == "@CHOOSE_BLIND"]
    if len(offered) != 1:
        raise Refusal("BLIND_NOT_OFFERED")
    return take(bench, replace(unit, actions=unit.actions + 1), offered[0], event, rules)


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
    must_not_pile_up(bench, event.naked)
    unit = Unit(bench.plate or event.plate, parcel.client, parcel=parcel.id, alerts=event.alerts, started_ms=event.ms)
    unit = replace(unit, preprinted=bool(bench.plate), arrived_at=arrival(bench, event.at))
    place = int(event.key) - 1
    if event.key == str(MOST):
        return take(bench, unit, Candidate("", Route.UNIDENTIFIED, None, None, "none"), event, rules)
    if not 0 <= place < min(len(parcel.open_lines), MOST - 1):
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    line = parcel.open_lines[place]
    return take(bench, unit, Candidate("", Route.EXPECTED, product_of(line, event.products), line, "picture"), event, rules)


def take(bench: Bench, unit: Unit, chosen: Candidate, event: Event, rules: Rulebook) -> Step:
    """The item is in hand: its inspection begins, or it is held where nothing can decide about it."""
    product, line = chosen.product, chosen.line
    client = (line.client if line else None) or (product.client if product else unit.client)
    taken = replace(unit, client=client, product=product, line=line, route=chosen.route, by=chosen.by, candidates=(), alerts=())
    taken = alerted(bench, taken, (*(bench.parcel.alerts if bench.parcel else ()), *unit.alerts))
    if product is None:
        return finishing.proceed(bench, replace(taken, hold="IDENTITY", shots=UNIDENTIFIED_SHOTS), event, rules)
    return finishing.proceed(bench, begin(taken, product, rules, event.today, chosen.raises), event, rules)


def begin(
    unit: Unit, product: Product, rules: Rulebook, today: str, raises: tuple[Raised, ...] = (), decided: tuple[str, ...] = ()
) -> Unit:
    """The unit with its inspection, or, without a readable rubric, on its way to a hold: never graded by default.

    `raises` are findings that its identification says by itself, of which the first that the rubric has counts; `decided` those of a hold
    that somebody has decided.
    """
    rubric = rules.rubric_for(product)
    if rubric is None:
        return replace(unit, inspection=None, hold="RUBRIC", shots=UNIDENTIFIED_SHOTS)
    received = unit.known.received if unit.known else {}
    inspection = opened(
        rubric,
        product,
        reason=unit.line.reason if unit.line else str(received.get("reason") or ""),
        sold=unit.line.serials if unit.line else tuple(received.get("sold") or ()),
        parts=_scanned(unit),
        today=today,
        alerts=unit.alerts,
        shots=("LABEL",) if unit.by in ("picture", PART_OF_A_KIT) else (),
        looked_up=IDENTITY_FINDINGS if unit.by == "scan" and unit.route is Route.EXPECTED else (),
        decided=decided,
        held=unit.known.record.get("traced") if unit.known and decided else None,
    )
    return replace(unit, inspection=_raised(inspection, raises), hold="", shots=())


def _scanned(unit: Unit) -> dict[str, str]:
    """What the item's own code told. What somebody read or typed at a prompt on an earlier day is asked for again."""
    if unit.known is None:
        return dict(unit.parts)
    received = unit.known.received
    return {name: str(received[name]) for name in SCANNED if received.get(name)}


def _raised(inspection: Inspection, raises: tuple[Raised, ...]) -> Inspection:
    said = next((each for each in raises if each.finding in inspection.rubric.findings), None)
    return replace(inspection, raised=(*inspection.raised, said)) if said else inspection


def in_hand(bench: Bench) -> Unit:
    """The unit in hand; a state that has one always does."""
    if bench.unit is None:
        raise Refusal("NOTHING_IN_HAND")
    return bench.unit
