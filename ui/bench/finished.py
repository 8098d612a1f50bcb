"""The page of a finished unit: where to put it, its grade, why, what became of its label; for a hazard what to do. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from station.clock import moment
from station.model.marks import HAZARD
from station.texts import as_time, counted, listed, table, word
from ui.bench.function_keys import key_of
from ui.bench.photographing import taken_shot
from ui.bench.screen import BACK, ENTER, UNDO_KEY, Option, Page, Result, Screen
from ui.bench.story import Site, Story, label_words, told_units

_GRADES: Final = ("A", "B", "C")


def result_screen(story: Story, site: Site) -> Screen:
    """The unit that the last input finished."""
    last: Mapping[str, Any] = story.snapshot.last or {}
    language = site.language
    unit = told_units(story, language)[0]
    hazard = unit.mark == HAZARD
    title = word("WINDOW_STOPPED" if hazard else "WINDOW_PUT_IT_IN", language)
    others = (
        ()
        if unit.mark not in _GRADES
        else tuple(Option("", f"RS-GRADE-{grade}", word("WINDOW_GRADE", language, grade=grade)) for grade in _GRADES if grade != unit.mark)
    )
    go_on = Option(ENTER, BACK, word("WINDOW_READ", language), icon="arrow-right")
    shots = [taken_shot(shot, language) for shot in last.get("pictures") or ()]
    result = Result(
        unit,
        instruction(last, language) if hazard else "",
        rows(story, site),
        others,
        picture=shots[-1] if shots else None,
        pictures=counted("WINDOW_LAST_PICTURE", len(shots), language, shot=shots[-1].label) if shots else "",
        retake=Option(key_of("RS-RETAKE"), "RS-RETAKE", word("WINDOW_RETAKE", language)) if last.get("retake") and site.camera else None,
    )
    other = word("WINDOW_OTHER_GRADE", language) if others else ""
    return Screen(Page.STOP if hazard else Page.RESULT, title, primary=go_on, result=result, chosen=other)


def may_mean_finished(story: Story) -> bool:
    """Whether a stop now may mean the unit that is told at large; the bench takes its plate only where nothing is counted."""
    return story.result and story.snapshot.state in ("ready", "parcel") and story.units[0].mark != HAZARD


def stop_screen(story: Story, language: str) -> Screen:
    """Which unit is a hazard: the one just finished, by its plate, or one that nobody has scanned yet."""
    unit = story.units[0]
    finished = word("WINDOW_STOP_FINISHED", language, lpn=unit.lpn, title=unit.title)
    rows = (Option("1", f"{unit.lpn}\nRS-STOP", finished, strong=True), Option("2", "RS-STOP", word("WINDOW_STOP_OTHER", language)))
    back = Option(UNDO_KEY, BACK, word("WINDOW_BACK", language))
    return Screen(Page.ASK, word("WINDOW_STOP_WHICH", language), options=rows, commands=(back,))


def instruction(last: Mapping[str, Any], language: str) -> str:
    """What to do with a hazard, by what was found."""
    keys = [f"INSTRUCTION_{code}" for code in last.get("because") or ()]
    known = [key for key in keys if key in table(language, "words")]
    return word(known[0] if known else "INSTRUCTION_STOP", language, bin=last.get("bin") or "–")


def placed(story: Story, language: str) -> str:
    """The same in one line, where the next question is open already."""
    last: Mapping[str, Any] = story.snapshot.last or {}
    if story.units[0].mark == HAZARD:
        return f"{last['lpn']}: {instruction(last, language)}"
    return word("WINDOW_PLACED", language, lpn=last["lpn"], bin=last.get("bin") or "–")


def rows(story: Story, site: Site) -> tuple[tuple[str, str], ...]:
    """Saved, label, parcel: each only as far as it is known."""
    last: Mapping[str, Any] = story.snapshot.last or {}
    language = site.language
    at = moment(last["at"])
    lines = [
        (word("WINDOW_ROW_SAVED", language), word("WINDOW_SAVED_AT", language, lpn=last["lpn"], time=as_time(at, language, site.zone)))
    ]
    if label := label_words(story.labels.get(last["lpn"]), language):
        lines.append((word("WINDOW_ROW_LABEL", language), label))
    if last["lpn"] in story.outdated:
        lines.append(("", word("WINDOW_OLD_LABEL_OFF", language)))
    asked = story.snapshot.label
    if asked and asked["why"] == "asked" and asked["lpn"] == last["lpn"]:
        lines.append(("", word("LABEL_MAY_BE_SCANNED", language)))
    if rest := _rest(story.snapshot.parcel, language):
        lines.append((word("WINDOW_ROW_PARCEL", language), rest))
    return tuple(lines)


def _rest(parcel: Mapping[str, Any] | None, language: str) -> str:
    if not parcel or not parcel["expected"]:
        return ""
    waiting = [line for line in parcel["lines"] if line["seen"] < line["quantity"]]
    if not waiting:
        return word("WINDOW_PARCEL_COMPLETE", language)
    titles = listed((line["title"] or line["sku"] for line in waiting), language)
    return word("WINDOW_PARCEL_WAITS", language, open=parcel["open"], titles=titles)
