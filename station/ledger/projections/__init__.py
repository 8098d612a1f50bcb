"""Facts to projections: one table from a kind to what it changes. Reads facts only, so everything here can be rebuilt."""

from collections.abc import Callable, Mapping
from typing import Final

from station.errors import Bug
from station.ledger.projections import containers, items, labels, moves, parcels
from station.ledger.tables import Tables
from station.model.facts import Fact

Projection = Callable[[Tables, Fact], None]

# A kind that is not here changes no projection: people and documents have tables of their own.
_PROJECTIONS: Final[Mapping[str, Projection]] = {
    **items.PROJECTIONS,
    **moves.PROJECTIONS,
    **containers.PROJECTIONS,
    **parcels.PROJECTIONS,
    **labels.PROJECTIONS,
}


def project(tables: Tables, fact: Fact) -> None:
    """Write what follows from `fact`. Raises Bug FACT_INCOMPLETE (a promised key is missing) or FACT_CONTRADICTS."""
    projection = _PROJECTIONS.get(fact.kind)
    if projection is None:
        return
    try:
        projection(tables, fact)
    except KeyError as error:
        raise Bug("FACT_INCOMPLETE", kind=fact.kind, subject=fact.subject, missing=error.args[0]) from error
    except (TypeError, AttributeError) as error:
        raise Bug("FACT_INCOMPLETE", kind=fact.kind, subject=fact.subject, missing=str(error)) from error
