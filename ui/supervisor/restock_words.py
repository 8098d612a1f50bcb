"""What the page Restock says: a pile of goods or an act that was done in, headings and sentences out. Pure; no widget."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from station.clock import moment
from station.supervisor.acts import Act
from station.supervisor.acts_containers import CloseLot, CloseTote, ReopenLot, ReopenTote
from station.supervisor.acts_stock import BackFromRepair, Destroy, Return, SendToRepair, ShipLot
from station.supervisor.stock import ContainerThere, Gone, StockNow, UnitThere
from station.supervisor.stock_possible import Pile
from station.texts import as_moment, as_number, counted, listed, word
from ui.supervisor.page import DeskView
from ui.supervisor.restock_rows import client_word, gone_word, next_word, to_word

_BINS: Final = 8  # that are named with their counts


def heading(pile: Pile, gone: Gone | None, language: str) -> str:
    """What it is called; "" while nothing is chosen."""
    if not pile.kind:
        return ""
    called = next_word(pile.name, language) if pile.kind == "loose" else pile.name
    return word(f"RESTOCK_PILE_{pile.kind.upper()}", language, name=gone.what if gone else called)


def beside(container: ContainerThere | None, units: int, language: str) -> str:
    """What happens next with it, whose it is, how many units, and whether it is closed; of anything else how many units."""
    if container is None:
        return counted("RESTOCK_UNITS", units, language) if units else ""
    held = counted("RESTOCK_UNITS", container.units, language)
    state = word(f"STOCK_STATE_{container.state.upper()}", language)
    return listed((next_word(container.disposition, language), client_word(container.client, language), held, state), language)


def by_bin(pile: Pile, units: Sequence[UnitThere], language: str) -> str:
    """How many units of a tote go where."""
    if pile.kind != "tote":
        return ""
    found = list(Counter(unit.bin for unit in units if unit.bin).items())
    named = [f"{place} × {as_number(number, language)}" for place, number in found[:_BINS]]
    rest = [counted("RESTOCK_MORE_BINS", len(found) - _BINS, language)] if len(found) > _BINS else []
    return listed((*named, *rest), language)


def told_of(gone: Gone, names: Mapping[str, str], view: DeskView) -> str:
    """All that was said when it left."""
    language = view.language
    parts = {
        "TO": to_word(gone, language),
        "REFERENCE": gone.reference,
        "METHOD": word(f"METHOD_{gone.method.upper()}", language) if gone.method else "",
        "WITNESS": names.get(gone.witness, gone.witness),
    }
    said = [word(f"RESTOCK_GONE_{name}", language, value=value) for name, value in parts.items() if value]
    if gone.weight_g:
        said.append(word("STOCK_GRAMS", language, grams=as_number(gone.weight_g, language)))
    who, when = names.get(gone.actor, gone.actor), as_moment(moment(gone.at), language, view.zone)
    return listed((gone_word(gone, language), gone.title or client_word(gone.client, language), when, who, *said), language)


def nothing_there(pile: Pile, now: StockNow) -> str:
    """The word for a pile in which no unit lies: a lot that nobody knows here is not one that is empty."""
    if pile.kind == "lot" and pile.container(now) is None:
        return "STOCK_NO_LOT"
    return "STOCK_NO_UNITS" if pile.kind else "RESTOCK_NOTHING_CHOSEN"


def done_word(act: Act, language: str) -> str:
    """What was done, as a sentence."""
    match act:
        case CloseTote(tote=name):
            return word("RESTOCK_DONE_TOTE", language, name=name)
        case CloseLot(lot=name):
            return word("RESTOCK_DONE_LOT", language, name=name)
        case ReopenTote(tote=name) | ReopenLot(lot=name):
            return word("RESTOCK_DONE_REOPENED_TOTE" if isinstance(act, ReopenTote) else "RESTOCK_DONE_REOPENED", language, name=name)
        case ShipLot(lot=name):
            return word("RESTOCK_DONE_SHIPPED", language, name=name)
        case Destroy(lpns=lpns):
            return counted("RESTOCK_DONE_DESTROYED", len(lpns), language)
        case Return(lpns=lpns) | SendToRepair(lpns=lpns):
            return counted("RESTOCK_DONE_LEFT", len(lpns), language)
        case BackFromRepair(lpn=lpn):
            return word("RESTOCK_DONE_BACK", language, lpn=lpn)
    return ""
