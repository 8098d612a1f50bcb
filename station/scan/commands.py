"""The station's own codes: "RS-" and what follows. Printed on cards by `sheet`, scanned or typed in any case."""

import re
from typing import Final

from station.errors import Refusal
from station.model.codes import CodeKind, Reading
from station.scan.texts import shown

PREFIX: Final = "RS-"

COMMANDS: Final = frozenset(
    {
        "AS-NEW",
        "DONE",
        "MORE",
        "PHOTO",
        "RETAKE",
        "CONFIRM",
        "UNDO",
        "PARK",
        "RESUME",
        "STOP",
        "SAME",
        "REWORK",
        "CLOSE",
        "EMPTY",
        "BLIND",
        "REPRINT",
        "DOCK",
        "SIGN-OUT",
        "CLOSE-SHIFT",
        "DESTROY",
        "VENDOR",
        "CUSTOMER",
        "REPAIR",
        "GRADE-A",
        "GRADE-B",
        "GRADE-C",
        *(f"ANSWER-{number}" for number in range(1, 10)),
    }
)

# What the window sends and no card says: a picture that took itself; a circle on a picture, "MARK-x-y-radius" in thousandths.
_UNPRINTED: Final = re.compile(r"PHOTO-ITSELF|(MARK|AIM)(-(1000|[0-9]{1,3})){3}", re.ASCII)
_ANY: Final = re.compile(r"[A-Z0-9][A-Z0-9._+:-]{0,63}", re.ASCII)
_LANGUAGE: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_WORD: Final = re.compile(r"[A-Z][A-Z0-9_-]{0,63}", re.ASCII)
_CLIENT: Final = re.compile(r"\w[\w .&+-]{0,63}")

# What a code carries after its first word, and which form that has.
CARRYING: Final = {
    "FIND-": (CodeKind.FINDING, _WORD),
    "HOLD-": (CodeKind.HOLD, _WORD),
    "CLIENT-": (CodeKind.CLIENT, _CLIENT),
    "BADGE-": (CodeKind.BADGE, _ANY),
    "BIN-": (CodeKind.BIN, _ANY),
    "COUNT-": (CodeKind.COUNT, _ANY),
    "TOTE-": (CodeKind.TOTE, _ANY),
    "LOT-": (CodeKind.LOT, _ANY),
    "SHIP-": (CodeKind.SHIP, _ANY),
    "LANG-": (CodeKind.LANGUAGE, _LANGUAGE),
}


def unprinted(text: str) -> bool:
    """Whether only the window sends this: no card says it, so no scanner can have read it."""
    return text.upper().startswith(PREFIX) and _UNPRINTED.fullmatch(text[len(PREFIX) :].upper()) is not None


def command(text: str) -> Reading | Refusal | None:
    """The reading of an "RS-" code, or a Refusal COMMAND_UNKNOWN; None for any other text.

    Values are in capitals, except a client's id, which keeps its own case.
    """
    if not text.upper().startswith(PREFIX):
        return None
    rest = text[len(PREFIX) :]
    if rest.upper() in COMMANDS or unprinted(text):
        return Reading(CodeKind.COMMAND, rest.upper())
    for word, (kind, form) in CARRYING.items():
        if rest.upper().startswith(word):
            carried = rest[len(word) :]
            value = carried if kind is CodeKind.CLIENT else carried.upper()
            return Reading(kind, value) if form.fullmatch(value) else Refusal("COMMAND_UNKNOWN", text=shown(text))
    return Refusal("COMMAND_UNKNOWN", text=shown(text))
