"""The header of a file against our columns: which cell of a row is which column, or one refusal that names all that does not fit."""

from collections.abc import Sequence

from station.errors import Refusal
from station.exchange.columns import Columns, plain
from station.exchange.mapping import Mapping


def match(header: Sequence[str], known: Columns, mapping: Mapping, file: str, line: int) -> dict[str, int]:
    """Our name -> position in a row.

    A header that the mapping names goes to that column, every other one by its name or alias; what `format.ignore`
    lists ("*" for all) is left out, and so is an alias of the mapping where a better one is there.
    Raises Refusal HEADER_MAPPED_MISSING, HEADER_TWICE, HEADER_UNKNOWN or HEADER_MISSING.
    """
    theirs, passed = mapping.chosen({plain(name) for name in header})
    named = frozenset(theirs.values())
    ignored = {plain(name) for name in mapping.format.ignore}
    found: dict[str, int] = {}
    unknown: list[str] = []
    for position, name in enumerate(header):
        if plain(name) in passed:
            continue
        ours = theirs.get(plain(name)) or (None if plain(name) in ignored else known.find(name))
        if ours in named and plain(name) not in theirs:
            ours = None
        if ours is None:
            if plain(name) not in ignored and "*" not in mapping.format.ignore:
                unknown.append(name or f"({position + 1})")
        elif ours in found:
            raise Refusal("HEADER_TWICE", file=file, line=line, column=ours, first=header[found[ours]], second=name)
        else:
            found[ours] = position
    _refuse_gaps(found, unknown, header, known, mapping, file, line)
    return found


def _refuse_gaps(
    found: dict[str, int], unknown: Sequence[str], header: Sequence[str], known: Columns, mapping: Mapping, file: str, line: int
) -> None:
    absent = [f"{ours} = “{name}”" for ours, name in mapping.columns.items() if ours not in found]
    if absent:
        raise Refusal("HEADER_MAPPED_MISSING", file=file, line=line, absent=", ".join(absent), header=", ".join(header))
    missing = known.missing(set(found) | {name for name in mapping.defaults if mapping.default(name)})
    nearest = ", ".join(f"“{name}” → {near}" for name in unknown if (near := known.nearest(name)) and near not in found) or "–"
    if missing:
        columns = ", ".join(need.replace("|", " / ") for need in missing)
        raise Refusal("HEADER_MISSING", file=file, line=line, column=columns, header=", ".join(header), nearest=nearest)
    if unknown:
        raise Refusal("HEADER_UNKNOWN", file=file, line=line, columns=", ".join(f"“{name}”" for name in unknown), nearest=nearest)
