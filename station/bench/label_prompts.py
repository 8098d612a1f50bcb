"""What the screen asks about a label that is due: the label and how the printer is in, the question out. Pure."""

from station.bench.labels import LabelDue, LabelStep, Why
from station.model.prompts import Choice, Prompt

REPRINT_REASONS = ("DAMAGED", "LOST", "UNREADABLE", "OTHER")


def asked(due: LabelDue, on_paper: LabelDue | None, *, trouble: bool) -> Prompt:
    """The question of its step. With the printer in trouble a unit may be set aside without its label; else a supervisor agrees to that.

    `on_paper` is the label that came out alone after a trouble: where that is another unit's, it is named first.
    """
    named: dict[str, object] = {"lpn": due.lpn, "code": due.code, "title": due.title or due.lpn}
    if due.step is LabelStep.REPRINT:
        return Prompt("LABEL:REPRINT", "reason", "@WHY_REPRINT", (*reprint_reasons(), _back()), named)
    if due.step is LabelStep.BADGE:
        return Prompt("LABEL:BADGE", "badge", "@SUPERVISOR_WAIVES_LABEL", (_back(),), named)
    if due.why is Why.DOUBT:
        return Prompt("LABEL_DOUBT", "label", "@DID_THE_LABEL_COME_OUT", _came_out(), named)
    again = Choice("1", "RS-REPRINT", "REPRINT", "@LABEL_PRINT_AGAIN")
    way_out = ("NO_LABEL", "@LABEL_SET_ASIDE_WITHOUT") if trouble else ("NO_SCAN", "@LABEL_GO_ON_WITHOUT")
    if on_paper and on_paper.lpn != due.lpn and not trouble:
        text, named = "@SCAN_OTHER_LABEL_FIRST", {**named, "first": on_paper.code, "other": on_paper.title or on_paper.lpn}
    else:
        text = "@SCAN_THE_LABEL_IN_TROUBLE" if trouble else "@SCAN_THE_LABEL"
    return Prompt("LABEL", "label", text, (again, Choice("2", "RS-ANSWER-2", *way_out)), named)


def reprint_reasons() -> tuple[Choice, ...]:
    """Why another label is wanted, by key."""
    return tuple(Choice(str(place), f"RS-ANSWER-{place}", code, f"@REPRINT_{code}") for place, code in enumerate(REPRINT_REASONS, start=1))


def _came_out() -> tuple[Choice, ...]:
    return (
        Choice("1", "RS-ANSWER-1", "CAME_OUT", "@LABEL_CAME_OUT"),
        Choice("2", "RS-ANSWER-2", "NOT_PRINTED", "@LABEL_DID_NOT_COME_OUT"),
    )


def _back() -> Choice:
    return Choice("0", "RS-DONE", "LEAVE", "@LABEL_BACK")
