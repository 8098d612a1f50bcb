"""The page that asks for a picture, as plain values: a snapshot and the prompt's choices in, a Screen out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from station.session import Snapshot
from station.texts import word
from ui.bench.screen import ENTER, Option, Page, Screen, Shooting, TakenShot
from ui.bench.story import Site


def photo_screen(snapshot: Snapshot, prompt: Mapping[str, Any], choices: Sequence[Option], site: Site) -> Screen:
    """What shall be shown, what was taken, who takes it; without a camera how to go on."""
    language = site.language
    item: Mapping[str, Any] = snapshot.item or {}
    figures = ((word("WINDOW_PHOTOS_TAKEN", language), _taken_of(item, language)),)
    if not site.camera:
        return Screen(Page.PHOTO, prompt["text"], lead=word("WINDOW_NO_CAMERA", language), figures=figures)
    take = next((option for option in choices if option.code == "RS-PHOTO"), None)
    others = tuple(option for option in choices if option is not take)
    take = replace(take, small=ENTER) if take else None
    lead = word("WINDOW_STAND_IN_CAMERA", language) if site.camera == "stand-in" else ""
    shooting = _shooting(item, prompt, language)
    return Screen(Page.PHOTO, prompt["text"], lead=lead, options=others, primary=take, figures=figures, shooting=shooting)


def _shooting(item: Mapping[str, Any], prompt: Mapping[str, Any], language: str) -> Shooting:
    taken = tuple(taken_shot(shot, language) for shot in item.get("shots") or ())
    return Shooting(
        f"{item.get('lpn', '')} {prompt['id']} {len(taken)}",
        taken,
        _circle(item.get("aim")),
        circles=bool(item),
        hints=(word("CAMERA_HINT_LIVE", language), word("CAMERA_HINT_TAKEN", language)),
        names=(word("CAMERA_LIVE_PICTURE", language), word("CAMERA_LAST_PICTURE", language)),
    )


def _taken_of(item: Mapping[str, Any], language: str) -> str:
    """How many there are, of how many where that is known."""
    taken, due = int(item.get("photos") or 0), int(item.get("photos_due") or 0)
    return word("WINDOW_PHOTOS_OF", language, taken=taken, due=due) if due else str(taken)


def taken_shot(shot: Mapping[str, Any], language: str) -> TakenShot:
    """A picture that was taken, as a snapshot tells of it."""
    doubt = word(f"DOUBT_{shot['doubt']}", language) if shot["doubt"] else ""
    return TakenShot(shot["label"], shot["sha256"], _circle(next(iter(shot["marks"]), None)), doubt)


def _circle(mark: Mapping[str, int] | None) -> tuple[int, int, int] | None:
    return (mark["x"], mark["y"], mark["radius"]) if mark else None
