"""A real window led from screen to screen, in one language: a shop of its own, a window on it, and each stop as it is reached."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from station.assembly import open_station
from station.clock import SystemClock
from station.devices.folder_camera import FolderCamera
from station.model.people import Role
from station.settings import change_settings
from tests.screens.script import Stop
from tests.ui.shop import Desktop, at_work
from ui.application import bench_window
from ui.devices.camera import LiveCamera
from ui.hearing import Flash
from ui.preferences import Preferences, save_preferences
from ui.theme import Theme
from ui.widgets.listening import ListeningStrip

PEOPLE: Final = (
    ("Ana Kowalska", Role.INSPECTOR, "274951"),
    ("Bengt Lindqvist", Role.INSPECTOR, "918264"),
    ("Sam Okafor", Role.SUPERVISOR, "506173"),
)


def shop_in(
    language: str,
    made: Path,
    folder: Path,
    *,
    people: bool = False,
    look: str = "light",
    settings: Mapping[str, Any] = MappingProxyType({}),
) -> Path:
    """A copy of a shop with these settings, whose site speaks this language, and whose window looks so; `made` is its data folder."""
    data = Path(shutil.copytree(made.parent, folder)) / "station"
    change_settings(data, {"site.language": language, "site.time_zone": "Europe/Berlin", **settings})
    save_preferences(data, Preferences(look=look))
    if people:
        with open_station(data, SystemClock()) as opened:
            for name, role, pin in PEOPLE:
                person, _token = opened.people.add(name, role, language)
                opened.people.set_pin(person, pin)
    return data


@contextmanager
def walking(data: Path, qtbot: QtBot, theme: Theme, size: tuple[int, int] = (1366, 768)) -> Iterator[Desktop]:
    """A window on this shop, open and ready, with a camera that gives the pictures beside it."""
    pictures = data.parent / "pictures"
    window = bench_window(theme, data, FolderCamera(pictures))
    for live in window.findChildren(LiveCamera):
        live.use_instead(FolderCamera(pictures))  # so that there is a live picture, too
    with at_work(window, qtbot, size) as desk:
        yield desk


def reached(desk: Desktop, stops: Sequence[Stop]) -> Iterator[Stop]:
    """Each stop, as soon as it is on the screen."""
    for stop in stops:
        desk.scan(*stop.scans)
        for code in stop.own:
            desk.window.on_taken(code)
        for code in stop.within:
            if page := desk.window.frame.pages.open_page:
                page.on_row_taken(code)
        yield stop


# Laid over the window on purpose, for a moment or until it is in front again: nothing moves for them.
_OVER: Final = (Flash, ListeningStrip)


def overlapping(window: QWidget) -> list[str]:
    """Which visible brothers and sisters with something on them cover one another, by class and text."""
    found = []
    for parent in [window, *window.findChildren(QWidget)]:
        inside = [each for each in parent.children() if isinstance(each, QWidget) and not isinstance(each, _OVER)]
        children = [each for each in inside if each.isVisible() and not each.isWindow()]
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > 1 and shared.height() > 1:
                    found.append(f"{_named(one)} and {_named(other)} in {_named(parent)}: {shared.getRect()}")
    return found


def _named(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return f"{type(widget).__name__} {text() if callable(text) else widget.objectName()!r}"
