"""The pages of a label that belongs onto a unit: scan it back, did it come out, one after the other, no unit without one. Pure.

A story and what is known of printers and photographs in; a Screen out, or None where no label is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from station.texts import counted, listed, sentences, word
from ui.bench.screen import BACK, ENTER, LABEL_IS_ON, PRINT_INSTEAD, PRINTER, TRY_PRINTER, TYPE_A_CODE, Due, Option, Page, Screen
from ui.bench.story import Story
from ui.setup.printer_news import PrinterNews
from ui.setup.printer_words import named

NAKED: Final = "NAKED_PILE"
OF_ANOTHER: Final = "LABEL_OF_ANOTHER"
OF_OTHER_UNIT: Final = "LABEL_OF_OTHER_UNIT"
_RESTING: Final = ("ready", "parcel")
_KNOWN: Final = ("queued", "started", "sent", "confirmed", "unconfirmed")


@dataclass(frozen=True)
class Beside:
    """How printing is, a photograph of each unit that was asked about (its digest, by plate), and the label that is put off ("": none).

    `tried`: somebody said that the printer works again, and it was tried.
    """

    printer: PrinterNews | None = None
    photos: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    later: str = ""
    tried: bool = False


def asked_about(story: Story) -> str:
    """The plate of the unit whose label is asked for now; "" for none."""
    if is_naked(story):
        return _naked_plate(story)
    return str(story.snapshot.label["lpn"]) if story.snapshot.label else ""


def naked_screen(story: Story, beside: Beside, language: str) -> Screen | None:
    """Another unit was refused, since one waits for its label already: who it is, and the three ways out."""
    if not is_naked(story):
        return None
    lpn = _naked_plate(story)
    unit = next((each for each in story.units if each.lpn == lpn), None)
    due = _due(lpn, unit.title if unit else "", lpn, beside, language)
    ways = [(TRY_PRINTER, word("NAKED_MENDED", language), word("NAKED_MENDED_HOW", language))]
    if beside.printer and beside.printer.fall_back:
        other = word("NAKED_INSTEAD", language, printer=named(beside.printer.fall_back, language))
        ways.append((PRINT_INSTEAD, other, word("NAKED_INSTEAD_HOW", language)))
    ways.append((TYPE_A_CODE, word("NAKED_PLATE", language), word("NAKED_PLATE_HOW", language)))
    return Screen(
        Page.LABEL,
        word("NAKED_TITLE", language, lpn=lpn),
        lead=_what_happened(beside, language),
        options=tuple(Option(str(key), code, label, how) for key, (code, label, how) in enumerate(ways, start=1)),
        commands=(Option(str(len(ways) + 1), PRINTER, word("NAKED_PRINTER", language)), Option("Esc", BACK, word("WINDOW_BACK", language))),
        due=due,
    )


def _what_happened(beside: Beside, language: str) -> str:
    """What became of the unit that was scanned, and how the printer is, as far as it is known by now."""
    says = beside.printer.says if beside.printer else ""
    return sentences((word("NAKED_NOT_TAKEN", language), word("NAKED_TRIED", language) if beside.tried else "", says), language)


def label_screen(story: Story, options: tuple[Option, ...], beside: Beside, language: str) -> Screen | None:
    """The label that the bench waits for or asks about, or the one that came out and is to be scanned before the next."""
    snapshot, label = story.snapshot, story.snapshot.label
    if label is None:
        return None
    if label["must"]:
        prompt: Mapping[str, Any] = snapshot.prompt or {"text": "", "kind": ""}
        waits = snapshot.state == "labelling" and prompt["kind"] == "label"
        return _waiting(story, label, prompt["text"], options, beside, language) if waits else None
    puts_off = beside.later == label["code"] or snapshot.state not in _RESTING
    return None if puts_off or label["why"] != "catch_up" else _caught_up(story, label, beside, language)


def put_off(story: Story, beside: Beside, language: str) -> tuple[str, ...]:
    """What is said of a label that came out and was put off: the next one waits for it."""
    label = story.snapshot.label
    waits = label is not None and label["why"] == "catch_up" and beside.later == label["code"] and not story.result
    return (word("CATCH_UP_PUT_OFF", language, lpn=label["lpn"]),) if waits and label else ()


def _waiting(story: Story, label: Mapping[str, Any], text: str, options: tuple[Option, ...], beside: Beside, language: str) -> Screen:
    if params := _of_other_unit(story):
        title = word("LABEL_BELONGS_ELSEWHERE", language, scanned=params["scanned"], title=params["other"])
        return Screen(Page.LABEL, title, lead=text, options=options, due=_due_of(story, label, beside, language))
    lead = "" if label["why"] == "doubt" else word(f"LABEL_NOW_{_state(story, label).upper()}", language)
    return Screen(Page.LABEL, text, lead=lead, options=options, due=_due_of(story, label, beside, language))


def _state(story: Story, label: Mapping[str, Any]) -> str:
    """What is known of it by now: printing tells the window before the bench looks."""
    fact = story.labels.get(label["lpn"])
    state = fact.kind.rsplit(".", 1)[-1] if fact else ""
    return state if state in _KNOWN else str(label["state"])


def _caught_up(story: Story, label: Mapping[str, Any], beside: Beside, language: str) -> Screen:
    """One after the other: with the number of those that come after it."""
    left = beside.printer.queued if beside.printer else 0
    return Screen(
        Page.LABEL,
        word("CATCH_UP_TITLE", language),
        lead=counted("CATCH_UP_LEFT", left, language) if left else word("CATCH_UP_LAST", language),
        commands=(Option("Esc", BACK, word("CATCH_UP_LATER", language)),),
        primary=Option(ENTER, f"{LABEL_IS_ON}{label['lpn']}", word("CATCH_UP_IS_ON", language)),
        due=_due_of(story, label, beside, language),
    )


def _due_of(story: Story, label: Mapping[str, Any], beside: Beside, language: str) -> Due:
    kind = word("LABEL_OF_KIND", language, kind=label["kind_label"])
    return _due(label["lpn"], label["title"], label["code"], beside, language, kind, _scanned(story))


def _due(lpn: str, title: str, code: str, beside: Beside, language: str, kind: str = "", scanned: str = "") -> Due:
    picture = word("LABEL_PICTURE", language, unit=listed((part for part in (lpn, title) if part), language))
    names = word("LABEL_SCANNED", language), word("LABEL_WANTED", language), picture
    return Due(lpn, title, code, kind, beside.photos.get(lpn, ""), scanned, names)


def _scanned(story: Story) -> str:
    """What another label said that was scanned instead."""
    refusal = story.refusal
    if refusal and refusal.code == OF_ANOTHER:
        return str(refusal.params.get("scanned", ""))
    return str(_of_other_unit(story).get("scanned", ""))


def _of_other_unit(story: Story) -> Mapping[str, Any]:
    """What is said of a label that was taken although it belongs on another unit; nothing for any other input."""
    return story.notice.params if is_of_other_unit(story) and story.notice else {}


def is_of_other_unit(story: Story) -> bool:
    """Whether a label was scanned that belongs on another unit than the one that waits."""
    return story.notice is not None and story.notice.code == OF_OTHER_UNIT


def is_naked(story: Story) -> bool:
    """Whether another unit was refused for one that waits."""
    return story.refusal is not None and story.refusal.code == NAKED


def _naked_plate(story: Story) -> str:
    return str(story.refusal.params.get("lpn", "")) if story.refusal else ""
