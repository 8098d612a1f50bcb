"""The labels of a station: its documents in, its layouts out, and what a label or a form that somebody wants to publish would break."""

from station.errors import Refusal
from station.knowledge.documents import Document, Documents
from station.labels.catalogue import Layouts
from station.labels.kinds import LONG_NAME as LONG_NAME  # noqa: PLC0414 -- what a check goes by where no station is known


def layouts_of(documents: Documents, station: str = LONG_NAME) -> Layouts:
    """The site's own and its clients' own before the shipped ones; `station` is its name."""
    return Layouts(documents.own_label, station)


def wrong_layouts(documents: Documents, document: Document, station: str = LONG_NAME) -> list[Refusal]:
    """Everything that is wrong with a label document together with the others: of a form, with each kind that is drawn by it."""
    layouts = layouts_of(documents.trying(document), station)
    name = str(document.data.get("name"))
    if "texts" in document.data:
        return layouts.wrong(name, str(document.data.get("client", "")))
    return [refusal for kind in layouts.uses(name) for refusal in layouts.wrong(kind)]
