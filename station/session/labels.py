"""The label that a bench waits for, as a screen draws it: a bench in, plain values out."""

from typing import Any

from station.bench.labels import LabelDue
from station.bench.states import Bench, State
from station.texts import table, word


def label_of(bench: Bench, language: str) -> dict[str, Any] | None:
    """The label that is asked about, else the one that may be scanned while nothing is in hand; None if there is neither."""
    due = bench.label or bench.on_paper
    waits = due is not None and (due.must or bench.state in (State.READY, State.PARCEL))
    return drawn(due, language) if due and waits else None


def drawn(due: LabelDue, language: str) -> dict[str, Any]:
    """What a window or `bench --json` shows of it.

    `lpn` and `title` name the unit; `copy` is 1 for its first label, and `code` what its bars say ("B01-000012-X", later
    "B01-000012-X/2"). `kind` is the kind of label ("restock"), `kind_label` the same in words. `state` is what is known of it:
    "queued", "started", "sent", "confirmed", "unconfirmed". `why` is one of

    - "scan_back" (always, or one of the sample): the unit stays open until this label was scanned; `must` is true;
    - "doubt": nobody knows whether it came out, and it is asked; `must` is true;
    - "asked": the unit finished last; a scan of its label closes it, the next unit leaves it; `must` is false;
    - "catch_up": printing gave this one out and waits for its scan before the next; `must` is false.

    `step` is "" while its scan is waited for, "reprint" while it is asked why another is printed, "badge" while a supervisor's badge is.
    """
    return {
        "lpn": due.lpn,
        "title": due.title,
        "copy": due.copy,
        "code": due.code,
        "kind": due.kind,
        "kind_label": kind_in_words(due.kind, language),
        "state": due.state,
        "why": due.why.value,
        "must": due.must,
        "step": due.step.value,
    }


def kind_in_words(kind: str, language: str) -> str:
    """What a kind of label is called; a site's own kind by its own name."""
    key = f"LABEL_KIND_{kind.upper()}"
    return word(key, language) if key in table(language, "words") else kind
