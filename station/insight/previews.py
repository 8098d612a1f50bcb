"""What labels look like, before anybody prints them: a kind, a stock and a client in, a picture and what is wrong with the layout out.

With the data of the last such label of this station, else with data that are made up.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, select

from station.errors import Refusal
from station.labels.catalogue import Layouts
from station.labels.kinds import KINDS
from station.model.facts import LABEL_QUEUED
from station.store.schema import facts
from station.texts import word

_LOOKED_AT: Final = 500  # of the labels that were asked for last
Draw = Callable[[Mapping[str, object]], bytes]  # the fields of a label as a picture or as a printer's bytes


@dataclass(frozen=True)
class Preview:
    """A label as PNG, b"" where it cannot be drawn; `lpn` is the unit whose data it shows, "" for made-up data.

    `wrong` is why it cannot be used, on any of the stocks that it is drawn for.
    """

    data: bytes
    lpn: str
    wrong: tuple[Refusal, ...]


def preview(reader: Engine, layouts: Layouts, kind: str, client: str, draw: Draw) -> Preview:
    """`draw` draws this kind for the wanted stock. Raises Refusal LAYOUT_UNKNOWN."""
    if kind not in KINDS:
        raise Refusal("LAYOUT_UNKNOWN", layout=kind, known=", ".join(KINDS))
    lpn, fields = last_of(reader, kind, client)
    wrong = _wrong(layouts, kind, client)
    if fields:
        try:
            return Preview(draw(fields), lpn, wrong)
        except Refusal:
            pass  # what was queued once may be refused today; the made-up data show the layout all the same
    try:
        return Preview(draw(KINDS[kind].sample | ({"client": client} if client else {})), "", wrong)
    except Refusal as refusal:
        return Preview(b"", "", wrong or (refusal,))


def _wrong(layouts: Layouts, kind: str, client: str) -> tuple[Refusal, ...]:
    """A shipped label is tried by our tests, so that only one of the site's own takes the time."""
    try:
        return tuple(layouts.wrong(kind, client)) if layouts.own(kind, client) else ()
    except Refusal as refusal:
        return (refusal,)


def last_of(reader: Engine, kind: str, client: str = "") -> tuple[str, Mapping[str, Any]]:
    """The plate and the fields of the last label of a kind (of a client), among the last few hundred; "" and nothing without one."""
    newest = select(facts.c.subject, facts.c.payload).where(facts.c.kind == LABEL_QUEUED).order_by(facts.c.seq.desc()).limit(_LOOKED_AT)
    with reader.connect() as connection:
        for subject, payload in connection.execute(newest):
            queued = json.loads(payload)
            if queued["layout"] == kind and client in ("", queued["fields"].get("client")):
                return str(subject), queued["fields"]
    return "", {}


def fields_of_test(kind: str, station: str, language: str) -> dict[str, str]:
    """Made-up data for a label that tries a printer: it says so, and its code is no unit's. Raises Refusal LAYOUT_UNKNOWN."""
    if kind not in KINDS:
        raise Refusal("LAYOUT_UNKNOWN", layout=kind, known=", ".join(KINDS))
    given = {"title": word("LABEL_TEST", language), "plate": f"{station}-TEST", "code": f"{station}-TEST"}
    return KINDS[kind].sample | {name: value for name, value in given.items() if name in KINDS[kind].fields}
