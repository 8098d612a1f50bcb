"""Transitions of `signed_out`, `ready` and `parcel`: people, parcels, and the choice of what to do next."""

from dataclasses import replace

from station.bench import finishing
from station.bench.events import (
    BlindAsked,
    ClientScanned,
    CloseAsked,
    DockToggled,
    EmptyBox,
    Event,
    ParcelScanned,
    PlateScanned,
    SignedIn,
    SignOut,
    Stopped,
)
from station.bench.label_scans import is_old, must_not_pile_up
from station.bench.receiving import EMPTY_BOX_SHOTS, arrival
from station.bench.states import Ask, Bench, Question, Route, State, Step, Unit
from station.errors import Refusal
from station.model import facts as kinds
from station.model.facts import NewFact
from station.model.goods import ExpectedLine, Product
from station.model.people import NOBODY
from station.model.rights import must_inspect
from station.model.units import KnownUnit, Parcel
from station.rules.rulebook import Rulebook


def sign_in(bench: Bench, event: SignedIn, _rules: Rulebook) -> Step:
    """A badge signs in, or takes over with everything that is open."""
    must_inspect(event.person)
    signed = replace(bench, person=event.person, idle_ms=event.ms)
    return Step(replace(signed, state=signed.resting))


def sign_out(bench: Bench, _event: SignOut, _rules: Rulebook) -> Step:
    """The next person signs in with a badge; where there are no people nobody could, so nobody signs out."""
    if bench.person == NOBODY:
        raise Refusal("NO_PEOPLE")
    return Step(replace(bench, person=None, state=State.SIGNED_OUT, dock=False))


def stop(bench: Bench, event: Stopped, rules: Rulebook) -> Step:
    """A hazard, from any state, about the unit in hand, or shown, or with a pre-printed plate on it.

    With none of these there is no unit yet: nobody shall touch what leaks to scan it, and a plate for it would be on nothing. So
    what is written is that there is a hazard and where; the unit gets its facts when somebody scans it, and RS-STOP then. A unit that
    has left, or was counted for a closed lot, is not graded either: what is written is that it was found here.
    """
    shown = (bench.question.unit if bench.question else None) or event.unit
    if bench.unit is None and shown and (shown.has_left or shown.is_shut_in):
        free = replace(bench, question=None) if bench.question else bench
        return Step(replace(free, state=free.resting) if bench.question else bench, (_hazard_of(shown),))
    if bench.unit is None and shown is None and not bench.plate:
        return Step(bench, (_hazard(bench),))
    unit = bench.unit or Unit(
        lpn=shown.lpn if shown else bench.plate,
        preprinted=shown is None,
        known=shown,
        product=shown.product if shown else None,
        client=bench.parcel.client if bench.parcel else bench.client,
        parcel=bench.parcel.id if bench.parcel else None,
        route=Route.UNIDENTIFIED,
        by="none",
        started_ms=event.ms,
        arrived_at=shown.arrived_at if shown else arrival(bench, event.at),
    )
    return finishing.quarantine(bench, replace(unit, actions=unit.actions + (bench.unit is not None)), event, rules)


def _hazard(bench: Bench) -> NewFact:
    """hazard.reported, about the place: the open parcel, the bin that is counted, else the bench."""
    parcel, place = bench.parcel, bench.count.bin if bench.count else ""
    subject = parcel.id if parcel else f"BIN-{place}" if place else "BENCH"
    return NewFact(kinds.HAZARD_REPORTED, subject, {"client": parcel.client if parcel else bench.client, "bin": place or None})


def _hazard_of(unit: KnownUnit) -> NewFact:
    """hazard.reported, about a unit about which nothing is decided here."""
    payload = {"client": unit.client, "bin": None, "state": unit.state, "stock_lot": unit.lot}
    return NewFact(kinds.HAZARD_REPORTED, unit.lpn, payload)


def toggle_dock(bench: Bench, _event: DockToggled, _rules: Rulebook) -> Step:
    """Arrival mode: only parcels are scanned, and only their arrival is recorded."""
    return Step(replace(bench, dock=not bench.dock, parcel=None, state=State.READY))


def choose_client(bench: Bench, event: ClientScanned, _rules: Rulebook) -> Step:
    """The client for what has no paper."""
    if bench.parcel and bench.parcel.lines:
        raise Refusal("PARCEL_HAS_CLIENT", client=bench.parcel.client)
    parcel = replace(bench.parcel, client=event.client) if bench.parcel else None
    return Step(replace(bench, client=event.client, parcel=parcel))


def scan_parcel(bench: Bench, event: ParcelScanned, _rules: Rulebook) -> Step:
    """Open a parcel: a new arrival is a fact, one that is open already is only taken up again."""
    bench = replace(bench, question=None, state=bench.resting)
    clients = tuple(dict.fromkeys(line.client for line in event.lines)) or tuple(opened.client for opened in event.opened)
    if len(clients) > 1:
        question = Question(Ask.CLIENT, parcel=(event.code, event.kind), lines=event.lines, clients=clients, opened=event.opened)
        question = replace(question, alerts=event.alerts)
        return Step(replace(bench, question=question, state=State.DECIDING))
    client = clients[0] if clients else bench.client or (event.clients[0] if len(event.clients) == 1 else "")
    return open_parcel(bench, event, Parcel("", event.code, event.kind, client, event.lines, alerts=event.alerts), event.opened)


def open_parcel(bench: Bench, event: Event, parcel: Parcel, opened: tuple[Parcel, ...] = ()) -> Step:
    """The parcel as the bench's context, with `parcel.arrived` unless this client's has arrived before."""
    known = next((each for each in opened if each.client == parcel.client), None)
    if parcel.lines and not parcel.open_lines and not known:
        raise Refusal("RETURN_COMPLETE", scanned=parcel.code)
    taken = replace(parcel, id=known.id if known else event.parcel_plate, received=known.received if known else 0)
    taken = replace(taken, arrived_at=(known.arrived_at if known else "") or event.at)
    facts = () if known else (arrived(taken, dock=bench.dock),)
    if bench.dock:
        return Step(replace(bench, state=State.READY, question=None), facts)
    return Step(replace(bench, parcel=taken, question=None, state=State.PARCEL), facts)


def arrived(parcel: Parcel, *, dock: bool) -> NewFact:
    """parcel.arrived, with what is expected in it."""
    lines = [
        {"client": line.client, "line": line.line, "sku": line.sku, "gtin": line.gtin, "title": line.title}
        | {"quantity": line.quantity, "open": line.open}
        for line in parcel.lines
    ]
    rmas = "|".join(dict.fromkeys(line.rma for line in parcel.lines))
    orders = "|".join(dict.fromkeys(line.order for line in parcel.lines if line.order))
    tracking = parcel.code if parcel.kind == "tracking" else ""
    context = {"code": parcel.code, "rma": rmas or (parcel.code if parcel.kind == "rma" else ""), "tracking": tracking, "order": orders}
    payload = {"client": parcel.client, "kind": parcel.kind, "dock": dock, "lines": lines}
    return NewFact(kinds.PARCEL_ARRIVED, parcel.id, payload, context)


def blind(bench: Bench, event: BlindAsked, _rules: Rulebook) -> Step:
    """A parcel without paper: whatever is in it is a blind return."""
    if bench.parcel and not bench.parcel.lines:
        raise Refusal("BLIND_ALREADY")
    return open_parcel(replace(bench, parcel=None), event, Parcel("", "", "blind", bench.client))


def close(bench: Bench, event: CloseAsked, _rules: Rulebook) -> Step:
    """Close the parcel, asking about each expected unit that was not seen."""
    parcel = _parcel(bench)
    if not parcel.open_lines:
        return closed(bench, event, ())
    question = Question(Ask.CLOSE, pending=parcel.open_lines)
    return Step(replace(bench, question=question, state=State.DECIDING))


def closed(bench: Bench, event: Event, answers: tuple[tuple[ExpectedLine, str], ...]) -> Step:
    """parcel.closed, with what was missing, empty or comes separately."""
    parcel = _parcel(bench)
    said: dict[str, list[dict[str, object]]] = {"missing": [], "empty": [], "separate": []}
    for line, answer in answers:
        said[answer].append({"client": line.client, "line": line.line, "sku": line.sku, "quantity": line.open})
    payload = {"client": parcel.client, **said, "received": parcel.received}
    fact = NewFact(kinds.PARCEL_CLOSED, parcel.id, payload)
    free = replace(bench, parcel=None, question=None, idle_ms=event.ms)
    return Step(replace(free, state=free.resting), (fact,))


def empty_box(bench: Bench, event: EmptyBox, rules: Rulebook) -> Step:
    """The parcel holds nothing: it is weighed, photographed and held for the client, and stands for its open lines."""
    must_not_pile_up(bench, event.naked)
    parcel = _parcel(bench)
    answers = tuple((line, "empty") for line in parcel.open_lines)
    asking = replace(bench, question=Question(Ask.CLOSE, answers=answers))
    return take_empty_box(asking, parcel.open_lines[0] if parcel.open_lines else None, event, rules)


def take_empty_box(bench: Bench, line: ExpectedLine | None, event: Event, rules: Rulebook) -> Step:
    """The empty box itself gets a plate and waits for the client."""
    parcel = _parcel(bench)
    unit = Unit(
        lpn=bench.plate or event.plate,
        preprinted=bool(bench.plate),
        client=parcel.client,
        product=Product(parcel.client, line.sku, line.title, gtins=(line.gtin,) if line.gtin else ()) if line else None,
        line=line,
        parcel=parcel.id,
        route=Route.EMPTY_BOX,
        by="none",
        hold="EMPTY_BOX",
        shots=EMPTY_BOX_SHOTS,
        started_ms=event.ms,
        arrived_at=arrival(bench, event.at),
    )
    return finishing.proceed(bench, unit, event, rules)


def scan_plate(bench: Bench, event: PlateScanned, _rules: Rulebook) -> Step:
    """A known unit is shown with what can be done about it; a pre-printed plate waits for the next item."""
    if event.unit is None:
        return Step(replace(bench, plate=event.lpn))
    return Step(replace(bench, question=Question(Ask.UNIT, unit=event.unit, old=is_old(event)), state=State.DECIDING))


def _parcel(bench: Bench) -> Parcel:
    if bench.parcel is None:
        raise Refusal("NO_PARCEL_OPEN")
    return bench.parcel
