"""The page while a tote or lot is filled, a tote emptied into bins, or goods leave: a snapshot and its prompt in, the screen out. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from station.session import Snapshot, stowing_lines
from station.texts import word
from ui.bench.screen import ENTER, Option, Page, Screen
from ui.bench.standing import client_name

STOCK: Final = ("stow", "leave")  # kinds of prompt


def stock_screen(snapshot: Snapshot, prompt: Mapping[str, Any], choices: tuple[Option, ...], language: str) -> Screen:
    """What to scan next in large letters, what is in the tote or lot under it; what closes or goes on is Enter, never what stops."""
    stowing = {**snapshot.stowing, "client": client_name(snapshot.stowing["client"])} if snapshot.stowing else None
    lead = "\n".join(stowing_lines(stowing, language))
    going_on = next((option for option in choices if option.code == "RS-DONE" and option.key != "0"), None)
    ready = Option(ENTER, going_on.code, going_on.label, strong=True) if going_on else None
    rest = tuple(option for option in choices if option is not going_on)
    entry = word("WINDOW_TYPE_REFERENCE", language) if prompt["asks"] == "reference" else ""
    return Screen(Page.ASK, prompt["text"], lead=lead, options=rest, primary=ready, entry=entry)
