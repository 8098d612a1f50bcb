"""Transitions with a unit in hand: the board, its follow-ups and checks, photographs, holds, rework, same again."""

from dataclasses import replace

from station.bench import finishing
from station.bench.agreeing import right_asked
from station.bench.events import (
    Answered,
    AsNew,
    Done,
    Event,
    FindingScanned,
    HoldAsked,
    More,
    NumberEntered,
    Parked,
    PhotoAsked,
    PhotoTaken,
    PlateScanned,
    ReworkAsked,
    SameAsked,
    SignedIn,
)
from station.bench.labelling import plain
from station.bench.prompts import prompt_of, shot_due
from station.bench.states import Bench, ParkUnit, Route, Step, TakePhoto
from station.bench.taking import in_hand
from station.errors import Bug, Refusal
from station.model.grades import Basis
from station.model.prompts import Prompt
from station.model.rights import must_agree
from station.rules.inspection import Inspection, Shot
from station.rules.recorded import same_from
from station.rules.rulebook import Rulebook
from station.rules.steps import choose_finding, respond

LIGHTEST_G, HEAVIEST_G = 10, 70_000  # a parcel that one person lifts


def find(bench: Bench, event: FindingScanned, rules: Rulebook) -> Step:
    """A finding's card. It is a tile of the board, so it counts while the board is open."""
    inspection = inspection_of(bench)
    if inspection.board_closed or not open_prompt(bench).id.startswith("BOARD"):
        raise Refusal("BOARD_CLOSED")
    return go_on(bench, choose_finding(inspection, event.finding), event, rules)


def answer(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """The prompt's choice of this key."""
    prompt = open_prompt(bench)
    if prompt.kind == "number" and event.key == "1":
        return _weighed(bench, None, event, rules)
    choice = prompt.choice(event.key)
    if choice is None:
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    if choice.chosen:
        raise Refusal("FINDING_TWICE", finding=choice.label)
    return go_on(bench, respond(inspection_of(bench), prompt, choice), event, rules)


def as_new(bench: Bench, event: AsNew | Done, rules: Rulebook) -> Step:
    """Close the board: nothing, or nothing else. Where several answers are chosen it closes those."""
    prompt = open_prompt(bench)
    choice = prompt.choice("1")
    several = prompt.kind in ("check", "follow_up") and choice is not None and choice.label == "@NOTHING_ELSE"
    on_first_page = prompt.id == "BOARD"
    if choice is None or not (on_first_page or several):
        raise Refusal("BOARD_NOT_OPEN")
    if isinstance(event, AsNew) and on_first_page and inspection_of(bench).raised:
        raise Refusal("NOT_AS_NEW", count=len(inspection_of(bench).raised))
    return go_on(bench, respond(inspection_of(bench), prompt, choice), event, rules)


def more(bench: Bench, event: More, rules: Rulebook) -> Step:
    """The next page of findings; after the last the board again."""
    prompt = open_prompt(bench)
    choice = prompt.choice("0")
    if choice is None:
        raise Refusal("BOARD_NOT_OPEN")
    return go_on(bench, respond(inspection_of(bench), prompt, choice), event, rules)


def enter_number(bench: Bench, event: NumberEntered, rules: Rulebook) -> Step:
    """The weight that an empty box asks for, in grams."""
    if open_prompt(bench).kind != "number":
        raise Refusal("NO_NUMBER_ASKED", number=event.number)
    if not LIGHTEST_G <= event.number <= HEAVIEST_G:
        raise Refusal("WEIGHT_ABSURD", number=event.number, least=LIGHTEST_G, most=HEAVIEST_G)
    return _weighed(bench, event.number, event, rules)


def _weighed(bench: Bench, grams: int | None, event: Event, rules: Rulebook) -> Step:
    """Without a scale the weight stays unknown, and no reading is photographed."""
    unit = in_hand(bench)
    shots = unit.shots if grams is not None else tuple(shot for shot in unit.shots if shot != "SCALE")
    weighed = replace(unit, weight_g=grams, weighed=True, shots=shots, actions=unit.actions + 1)
    return finishing.proceed(bench, weighed, event, rules)


def photograph(bench: Bench, event: PhotoAsked, _rules: Rulebook) -> Step:
    """Ask the camera; the picture arrives as an event of its own, and only then counts."""
    unit = in_hand(bench)
    due = shot_due(bench) or TakePhoto("EXTRA")
    return Step(replace(bench, unit=replace(unit, actions=unit.actions + (not event.itself))), effects=(due,))


def photo_taken(bench: Bench, event: PhotoTaken, rules: Rulebook) -> Step:
    """A picture is on disk: the next one, or the end of the unit."""
    unit = in_hand(bench)
    shot = Shot(event.shot, event.sha256, event.finding, event.source, (unit.aim,) if unit.aim else (), event.doubt)
    unit = replace(unit, aim=None)
    if unit.inspection is None:
        return finishing.proceed(bench, replace(unit, photos=(*unit.photos, shot)), event, rules)
    inspection = replace(unit.inspection, photos=(*unit.inspection.photos, shot))
    return finishing.proceed(bench, replace(unit, inspection=inspection), event, rules)


def waive_photos(bench: Bench, event: SignedIn, rules: Rulebook) -> Step:
    """A supervisor's badge agrees that the unit goes on without the pictures that cannot be taken."""
    must_agree(event.person, right_asked(bench))
    unit = in_hand(bench)
    inspection = replace(unit.inspection, waived=True) if unit.inspection else None
    return finishing.proceed(bench, replace(unit, inspection=inspection, waived_by=event.person.id), event, rules)


def hold(bench: Bench, event: HoldAsked, rules: Rulebook) -> Step:
    """The inspector lets somebody else decide; what must be kept apart is kept apart all the same."""
    by_hand = [code for code, reason in rules.holds.reasons.items() if reason.by_hand or event.by_station]
    if event.reason not in by_hand:
        raise Refusal("HOLD_REASON_UNKNOWN", reason=event.reason, known=", ".join(by_hand))
    unit = replace(in_hand(bench), candidates=(), actions=in_hand(bench).actions + 1)
    if unit.inspection and finishing.is_hazard(unit.inspection):
        # Nobody decides about a hazard: on a hold shelf a release could bring it back.
        return finishing.conclude_without_photos(bench, unit, event, rules)
    return finishing.hold_unit(bench, unit, event.reason, event, rules)


def park(bench: Bench, event: Parked, _rules: Rulebook) -> Step:
    """Set aside for oneself. The plate is printed now, so that no unit lies about without one; one that has it needs no other."""
    unit = in_hand(bench)
    title = unit.product.title if unit.product else ""
    plate = () if unit.has_plate else (plain(unit.lpn, title, unit.client, unit.labels.copies + 1),)
    # It is here, only not decided yet: closing must not call it missing, and nobody else may take its line.
    ours = bench.parcel and not unit.counted and not unit.known and unit.parcel == bench.parcel.id
    parcel = bench.parcel.with_unit(unit.line, instead=unit.route is Route.WRONG_ITEM) if bench.parcel and ours else bench.parcel
    free = replace(bench, unit=None, question=None, parcel=parcel, plate="", idle_ms=event.ms)
    return Step(replace(free, state=free.resting), plate, (ParkUnit(unit.lpn),))


def scan_plate(bench: Bench, event: PlateScanned, _rules: Rulebook) -> Step:
    """A pre-printed plate for the unit in hand."""
    unit = in_hand(bench)
    if event.unit is not None or unit.known is not None or unit.counted:
        raise Refusal("UNIT_IN_HAND", lpn=unit.lpn)
    if event.lpn == unit.lpn:
        return Step(bench)
    return Step(replace(bench, plate=event.lpn, unit=replace(unit, lpn=event.lpn, preprinted=True)))


def rework(bench: Bench, event: ReworkAsked, rules: Rulebook) -> Step:
    """The rework of a chosen finding is done: only that finding is asked again."""
    inspection = inspection_of(bench)
    open_ones = [each for each in inspection.raised if inspection.definition(each).rework and not each.reworked and not inspection.ending]
    if not open_ones:
        raise Refusal("NOTHING_TO_REWORK")
    # Whoever chose it has looked at the board; what the station found by itself says nothing about the rest.
    looked = inspection.board_closed or open_ones[0].basis is Basis.PROMPT
    return go_on(bench, replace(inspection, reworking=open_ones[0].finding, board_closed=looked, page=0), event, rules)


def same(bench: Bench, event: SameAsked, rules: Rulebook) -> Step:
    """The same findings and answers as the last unit of this SKU; photographed, counted and plated on its own."""
    unit, inspection, last = in_hand(bench), inspection_of(bench), event.unit
    if inspection.raised or inspection.board_closed:
        raise Refusal("SAME_TOO_LATE")
    sku = unit.product.sku if unit.product else None
    if last is None or last.state != "graded" or (last.client, last.sku) != (unit.client, sku) or last.disposition == "quarantine":
        raise Refusal("NOTHING_THE_SAME", sku=sku or "?")
    raised, answered = same_from(last.record, inspection.rubric, inspection.components)
    copied = replace(inspection, raised=raised, answered=answered, board_closed=True)
    return go_on(replace(bench, unit=replace(unit, same_as=last.lpn)), copied, event, rules)


def go_on(bench: Bench, inspection: Inspection, event: Event, rules: Rulebook) -> Step:
    """The unit in hand with its inspection one action further: whatever it needs next."""
    unit = in_hand(bench)
    return finishing.proceed(bench, replace(unit, inspection=inspection, actions=unit.actions + 1), event, rules)


def inspection_of(bench: Bench) -> Inspection:
    """The inspection of the unit in hand; Refusal NO_INSPECTION where it has none."""
    unit = in_hand(bench)
    if unit.inspection is None:
        raise Refusal("NO_INSPECTION", lpn=unit.lpn)
    return unit.inspection


def open_prompt(bench: Bench) -> Prompt:
    """The question that is open; a bench with a unit in hand always has one."""
    prompt = prompt_of(bench)
    if prompt is None:
        raise Bug("NO_PROMPT", state=f"@STATE_{bench.state}")
    return prompt


def photograph_by_key(bench: Bench, event: Answered, rules: Rulebook) -> Step:
    """Key 1 takes the picture."""
    if event.key != "1":
        raise Refusal("NO_SUCH_CHOICE", key=event.key)
    return photograph(bench, PhotoAsked(at=event.at, ms=event.ms), rules)
