"""From a story to the whole window as plain values: which page, its words, what each key does. Pure; no rule of the bench is here.

While a unit is being graded nothing tells what an answer would force, nor how fast anybody works.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from station.session import Snapshot
from station.session.reasons import in_customers_words
from station.texts import counted, word
from ui.bench.boundaries import with_boundary
from ui.bench.finished import placed, result_screen, stop_screen
from ui.bench.function_keys import key_of
from ui.bench.key_names import foot_with_key_names, with_key_names
from ui.bench.labelling import Beside, label_screen, naked_screen, put_off
from ui.bench.photographing import photo_screen
from ui.bench.screen import BACK, ENTER, HAND_OVER, UNDO_KEY, Foot, Option, Page, Screen, Shown
from ui.bench.signing_in import SigningIn, named, pin_screen, sign_in_screen
from ui.bench.standing import alerts, foot, left_open, notes, set_aside, standing
from ui.bench.stocking import STOCK, stock_screen
from ui.bench.story import Site, Story, told_units

_ENTRIES: Final = {"number": "WINDOW_TYPE_NUMBER", "serial": "WINDOW_TYPE_SERIAL", "expiry": "WINDOW_TYPE_EXPIRY"}
_PRIMARY: Final = ("RS-CONFIRM", "RS-DONE")
_RESTING: Final = ("ready", "parcel")
_ALONE: Final = (Page.SIGN_IN, Page.PIN, Page.READY, Page.LABEL)  # pages with nothing beside them that belongs to a unit


def describe(
    story: Story,
    site: Site,
    *,
    holding: bool = False,
    stopping: bool = False,
    signing: SigningIn = SigningIn(),  # noqa: B008 -- it is frozen
    about: Beside = Beside(),  # noqa: B008 -- it is frozen
) -> Shown:
    """Everything that is drawn now.

    `holding`: why somebody else shall decide is chosen; `stopping`: which unit is a hazard; `signing`: somebody signs in;
    `about`: what is known of printers and photographs.
    """
    language = story.snapshot.language
    site = site.speaking(language)
    covered = pin_screen(signing.who, language) if signing.who else stop_screen(story, language) if stopping else None
    screen = covered or naked_screen(story, about, language) or _screen(story, site, signing, about, holding=holding)
    screen = with_boundary(screen, site.pairs, language)
    below = foot(story, language) if screen.page is not Page.PIN else Foot()
    beside = standing(story, language) if screen.page not in _ALONE else None
    told = () if beside else (*alerts(story.snapshot, language), *notes(story.snapshot, language))
    if story.finished and not story.result:
        told = (*told, placed(story, language))
    told = (*told, *put_off(story, about, language))
    keys = keys_of(screen, below)
    screen, below = with_key_names(screen, language), foot_with_key_names(below, language)
    return Shown(screen, beside, below, story.snapshot.person or "", told, keys, _way_out(story.snapshot), language)


def _way_out(snapshot: Snapshot) -> str:
    """What leaves the bench: a sign-out, by way of what is open where something is; "" while nobody can leave."""
    if snapshot.state not in _RESTING or not snapshot.person:
        return ""
    return HAND_OVER if leaves_open(snapshot) else "RS-SIGN-OUT"


def leaves_open(snapshot: Snapshot) -> bool:
    """Whether whoever goes leaves something of their own behind."""
    aside = any(unit.person == snapshot.person for unit in snapshot.set_aside)
    return bool(snapshot.parcel or snapshot.putting or snapshot.plate or aside)


def keys_of(screen: Screen, below: Foot) -> Mapping[str, str]:
    """Which key sends what. Only what is drawn has a key: a digit never does what nobody can see."""
    offered = (*below.commands, *screen.offered())
    keys = {option.key: option.code for option in offered if option.key and option.code}
    if screen.page in (Page.RESULT, Page.STOP):
        keys |= dict.fromkeys("0123456789", BACK)
    if screen.primary:
        keys[ENTER] = screen.primary.code
    return MappingProxyType(keys)


def _screen(story: Story, site: Site, signing: SigningIn, about: Beside, *, holding: bool) -> Screen:
    snapshot, language = story.snapshot, site.language
    prompt: Mapping[str, Any] = snapshot.prompt or {"id": "", "kind": "", "text": "", "asks": "", "choices": []}
    if story.result:
        return result_screen(story, site)
    if holding:
        return _hold(site)
    if asked := label_screen(story, options(prompt), about, language):
        return asked
    match prompt["kind"], snapshot.state:
        case "badge", "signed_out":
            return sign_in_screen(prompt["text"], snapshot.awaited, signing, language)
        case "item", "ready":
            return _ready(story, prompt, site)
        case "parcel", _:
            return _parcel(story, prompt, site)
        case "board", _:
            return _board(story, prompt, language)
    return _question(snapshot, prompt, site, signing)


def _question(snapshot: Snapshot, prompt: Mapping[str, Any], site: Site, signing: SigningIn) -> Screen:
    if prompt["kind"] == "photo":
        return photo_screen(snapshot, prompt, options(prompt), site)
    if prompt["kind"] == "count":
        return _count(snapshot, prompt, site.language)
    if prompt["kind"] in STOCK:
        return stock_screen(snapshot, prompt, options(prompt), site.language)
    asked = _ask(snapshot, prompt, site.language)
    if snapshot.state == "choosing":
        asked = replace(asked, options=(*asked.options, Option("0", "RS-UNDO", word("WINDOW_PUT_BACK", site.language))))
    taken = {option.key for option in asked.options}
    return replace(asked, options=(*asked.options, *named(snapshot.awaited, signing.page, site.language, taken)))


def options(prompt: Mapping[str, Any]) -> tuple[Option, ...]:
    """The choices of a prompt; what each would force is left out here, for all pages."""
    return tuple(
        Option(
            key=choice["key"],
            code=choice["code"],
            label=choice["label"],
            small=" · ".join(choice.get("small", ())),
            chosen=bool(choice.get("chosen")),
            finding=choice["answer"] if str(choice["code"]).startswith("RS-FIND-") else "",
        )
        for choice in prompt["choices"]
    )


def _ready(story: Story, prompt: Mapping[str, Any], site: Site) -> Screen:
    snapshot, language = story.snapshot, site.language
    arrivals = Option(key_of("RS-DOCK"), "RS-DOCK", word("WINDOW_END_ARRIVALS" if snapshot.dock else "WINDOW_ARRIVALS", language))
    commands: tuple[Option, ...] = (arrivals,)
    if not snapshot.dock:
        commands = (Option(key_of("RS-BLIND"), "RS-BLIND", word("WINDOW_BLIND", language)), arrivals)
    primary = Option(ENTER, "RS-DONE", word("WINDOW_DONE", language)) if snapshot.putting else None
    return Screen(
        Page.READY,
        prompt["text"],
        commands=commands,
        primary=primary,
        aside=set_aside(story, site),
        left=left_open(story, site),
        units=told_units(story, language),
    )


def _parcel(story: Story, prompt: Mapping[str, Any], site: Site) -> Screen:
    snapshot, language = story.snapshot, site.language
    parcel: Mapping[str, Any] = snapshot.parcel or {"lines": [], "received": 0, "open": 0}
    by_line = {choice["answer"]: option for choice, option in zip(prompt["choices"], options(prompt), strict=True)}
    lines = tuple(_line(line, by_line.get(f"LINE:{line['line']}"), language) for line in parcel["lines"])
    rest = tuple(option for answer, option in by_line.items() if not answer.startswith("LINE:"))
    close = Option(key_of("RS-CLOSE"), "RS-CLOSE", word("WINDOW_CLOSE_PARCEL", language))
    complete = bool(parcel["lines"]) and not parcel["open"]
    empty = () if parcel["received"] else (Option(key_of("RS-EMPTY"), "RS-EMPTY", word("WINDOW_EMPTY_BOX", language)),)
    return Screen(
        Page.PARCEL,
        prompt["text"],
        lead=word("WINDOW_NO_CODE", language) if parcel["open"] else "",
        options=rest,
        lines=lines,
        commands=empty if complete else (close, *empty),
        primary=replace(close, key=ENTER) if complete else None,
        chosen=word("WINDOW_ASIDE_HERE", language, number=len(snapshot.set_aside)) if snapshot.set_aside else "",
        aside=set_aside(story, site),
    )


def _line(line: Mapping[str, Any], option: Option | None, language: str) -> Option:
    """One expected article: chosen by its picture where it has no readable code; ticked when all of it is here."""
    here, quantity = min(line["seen"], line["quantity"]), line["quantity"]
    says = word("WINDOW_SAYS", language, reason=in_customers_words(line["reason"], language)) if line["reason"] else ""
    several = f"{quantity} ×" if quantity > 1 else ""
    key = "WINDOW_LINE_HERE" if here >= quantity else "WINDOW_LINE_SOME" if here else "WINDOW_LINE_NOT_YET"
    return replace(
        option or Option("", "", ""),
        label=" ".join(part for part in (several, line["title"] or line["sku"]) if part),
        small=" · ".join(part for part in (line["sku"], says) if part),
        note=word(key, language, here=here, quantity=quantity),
        ticked=here >= quantity,
    )


def _board(story: Story, prompt: Mapping[str, Any], language: str) -> Screen:
    snapshot = story.snapshot
    item: Mapping[str, Any] = snapshot.item or {"chosen": [], "sku": None}
    every = options(prompt)
    nothing = next((option for option in every if option.code in ("RS-AS-NEW", "RS-DONE")), None)
    more = tuple(option for option in every if option.code == "RS-MORE")
    tiles = tuple(option for option in every if option is not nothing and option not in more)
    chosen = counted("WINDOW_CHOSEN", len(item["chosen"]), language, findings=" · ".join(item["chosen"])) if item["chosen"] else ""
    last = story.units[0] if story.units else None
    same = bool(last and last.sku and last.sku == item["sku"] and last.mark in ("A", "B", "C") and not item["chosen"])
    again = (Option(key_of("RS-SAME"), "RS-SAME", word("WINDOW_SAME", language)),) if same else ()
    done = Option(ENTER, "RS-DONE", word("WINDOW_DONE", language)) if item["chosen"] else None
    return Screen(Page.BOARD, prompt["text"], options=tiles, nothing=nothing, commands=(*more, *again), primary=done, chosen=chosen)


def _count(snapshot: Snapshot, prompt: Mapping[str, Any], language: str) -> Screen:
    count: Mapping[str, Any] = snapshot.count or {"bin": ""}
    entry = word("WINDOW_TYPE_PIECES", language) if prompt["asks"] == "number" else ""
    done = Option(key_of("RS-DONE"), "RS-DONE", word("WINDOW_END_COUNT", language))
    title = word("WINDOW_COUNTING", language, bin=count["bin"])
    return Screen(Page.ASK, title, lead=prompt["text"], commands=(done,), entry=entry, digits=bool(entry), options=options(prompt))


def _ask(snapshot: Snapshot, prompt: Mapping[str, Any], language: str) -> Screen:
    choices = options(prompt)
    # Leaving a question as it is has key 0; what closes a list of pieces has key 1 and Enter.
    closing = next((option for option in choices if option.code in _PRIMARY and option.key != "0"), None)
    primary = replace(closing, strong=True, note=ENTER) if closing else None
    choices = tuple(primary if primary and option is closing else option for option in choices)
    entry = word(_ENTRIES[prompt["asks"]], language) if prompt["asks"] in _ENTRIES else ""
    chosen = " · ".join((snapshot.item or {}).get("chosen") or ())
    told = word("CHOSEN", language, findings=chosen) if chosen else ""
    why = "\n".join(prompt.get("why") or ())  # of a unit on hold: each reason
    digits = prompt["asks"] == "number"
    return Screen(Page.ASK, prompt["text"], lead=why, options=choices, primary=primary, entry=entry, digits=digits, chosen=told)


def _hold(site: Site) -> Screen:
    reasons = tuple(replace(option, key=str(place) if place < 10 else "") for place, option in enumerate(site.holds, start=1))
    back = Option(UNDO_KEY, BACK, word("WINDOW_BACK", site.language))
    return Screen(Page.ASK, word("WINDOW_WHY_HOLD", site.language), options=reasons, commands=(back,))
