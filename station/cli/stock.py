"""The commands stock, lots and manifest: what is where, which lots there are, and what is in one of them, for whoever takes it."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from station.cli.edge import Json, app, looking, options
from station.cli.out_files import put_out, refuse_to_replace, writing
from station.cli.output import say, say_json, say_table
from station.cli.progress import ProgressLines
from station.clock import moment
from station.errors import Refusal
from station.insight.stock import ContainerThere, Stock, UnitThere, bins, stock, units_in
from station.insight.stock_gone import Gone, gone
from station.photos.store import PhotoStore
from station.supervisor.manifest_files import ManifestWords, manifest_csv, manifest_xlsx, write_archive
from station.supervisor.stock import manifest_words
from station.texts import as_moment, as_money, counted, listed, word

_FORMS: Final = (".csv", ".xlsx", ".zip")
_SHOWN: Final = 20

Client = Annotated[str, typer.Option("--client", help="Only units of this client.")]


@app.command("stock")
def where_everything_is(
    ctx: typer.Context,
    client: Client = "",
    tote: Annotated[str, typer.Option("--tote", help="The units of this tote, in the order of their bins.")] = "",
    with_bins: Annotated[bool, typer.Option("--bins", help="Each bin, too, with what was put there.")] = False,
    as_json: Json = False,
) -> None:
    """Where everything is: totes, lots, what is graded and in neither, shelves, what left last."""
    with looking(ctx) as station:
        say_it = _Saying(station.language, lambda at: as_moment(moment(at), station.language, station.zone) if at else "")
        if tote:
            say_it.units(units_in(station.reader, "tote", tote.upper(), client), as_json=as_json)
            return
        found, left = stock(station.reader, client), gone(station.reader, client, most=_SHOWN + 1)
        there = bins(station.reader, client) if with_bins else ()
    if as_json:
        say_json(_stock_json(found, there, left))
    else:
        say_it.stock(found, there, left)


@app.command()
def lots(ctx: typer.Context, client: Client = "", as_json: Json = False) -> None:
    """The lots that have not left, and how many units are in them."""
    with looking(ctx) as station:
        found, language = stock(station.reader, client).lots, station.language
        say_it = _Saying(language, lambda at: as_moment(moment(at), language, station.zone) if at else "")
    if as_json:
        say_json({"lots": [_container_json(lot, "lot") for lot in found]})
    else:
        say_it.containers("lot", found)


@app.command()
def manifest(
    ctx: typer.Context,
    lot: str,
    out: Annotated[Path, typer.Option("--out", help="The file: .csv, .xlsx, or .zip with both and the photos.")],
    language: Annotated[str, typer.Option("--language", help="Of its words; the site's without it.")] = "",
    progress: Annotated[bool, typer.Option("--progress", help="Say on stderr how many photos are in the archive.")] = False,
    as_json: Json = False,
) -> None:
    """What is in a lot, for whoever buys or takes it: SKU, condition, value, photos. It names no customer, return or serial number."""
    form = out.suffix.lower()
    if form not in _FORMS:
        raise Refusal("MANIFEST_FORM", file=out, known=", ".join(_FORMS))
    with looking(ctx) as station:
        words = manifest_words(station, lot, language)
        if form == ".zip":
            refuse_to_replace(options(ctx).data, out, b"PK\x03", "zip")
            _archive(out, words, station.photos, ProgressLines(sys.stderr) if progress else None)
        else:
            put_out(ctx, out, manifest_csv(words) if form == ".csv" else manifest_xlsx(words), form[1:])
        spoken = station.language
    _say_manifest(words, out, spoken, as_json=as_json)


def _archive(out: Path, words: ManifestWords, photos: PhotoStore, lines: ProgressLines | None) -> None:
    def tell(done: int, total: int) -> None:
        if lines:
            lines.tell({"photos": done, "total": total})

    with writing(out):
        write_archive(out, words, photos, tell)
    if lines:
        lines.last()


def _say_manifest(words: ManifestWords, out: Path, language: str, *, as_json: bool) -> None:
    found, pictures = words.found, len(words.found.pictures)
    if as_json:
        told = {"lot": found.lot.name, "units": len(found.units), "lines": len(found.lines), "without_value": found.without_value}
        totals = {currency: str(amount) for currency, amount in found.totals.items()}
        say_json({**told, "totals": totals, "photos": pictures, "withheld": found.withheld, "absent": found.absent, "file": str(out)})
        return
    worth = listed((as_money(amount, currency, language) for currency, amount in found.totals.items()), language)
    say(counted("MANIFEST_SAID", len(found.units), language, file=out, lines=len(found.lines), worth=worth or "–", photos=pictures))


class _Saying:
    """Tables for people, in a language; `when` tells a fact's time."""

    def __init__(self, language: str, when: Callable[[str], str]) -> None:
        self._language = language
        self._when = when

    def stock(self, found: Stock, there: Iterable[tuple[str, int]], left: Sequence[Gone]) -> None:
        """Everything that there is some of, each under its title."""
        say(word("STOCK_SAY", self._language, toted=found.toted, lotted=found.lotted, loose=found.not_toted))
        self.containers("tote", found.totes)
        self.containers("lot", found.lots)
        loose = [(self._next(part.disposition), part.client, part.units, self._when(part.since)) for part in found.loose]
        self._table("STOCK_LOOSE", ("NEXT", "CLIENT", "UNITS", "SINCE"), loose)
        shelves = [(word(f"STOCK_KIND_{each.kind.upper()}", self._language), each.place, each.units) for each in found.shelves]
        self._table("STOCK_SHELVES", ("WHY", "BIN", "UNITS"), shelves)
        self._table("STOCK_BINS", ("BIN", "UNITS"), there)
        titles = ("WHEN", "WHAT", "UNIT", "CLIENT", "UNITS", "TO", "REFERENCE")
        self._table("STOCK_GONE", titles, [self._gone(row) for row in left[:_SHOWN]])
        if len(left) > _SHOWN:
            say(word("STOCK_GONE_CUT", self._language, count=_SHOWN))

    def containers(self, kind: str, found: Iterable[ContainerThere]) -> None:
        """Totes or lots."""
        rows = [
            (
                each.name, word(f"STOCK_STATE_{each.state.upper()}", self._language), self._next(each.disposition),
                each.client or word("STOCK_SEVERAL", self._language), each.units, self._when(each.opened_at), self._when(each.closed_at),
            )
            for each in found
        ]  # fmt: skip
        titles = (kind.upper(), "STATE", "NEXT", "CLIENT", "UNITS", "SINCE", "CLOSED")
        self._table(f"STOCK_{kind.upper()}S", titles, rows, none=f"STOCK_NO_{kind.upper()}S")

    def units(self, found: Sequence[UnitThere], *, as_json: bool) -> None:
        """The units of one tote."""
        if as_json:
            say_json({"units": [asdict(unit) for unit in found]})
            return
        rows = [(unit.bin, unit.lpn, unit.client, unit.sku, unit.title, unit.grade, self._next(unit.disposition)) for unit in found]
        self._table("", ("BIN", "PLATE", "CLIENT", "SKU", "TITLE", "GRADE", "NEXT"), rows, none="STOCK_NO_UNITS")

    def _gone(self, row: Gone) -> tuple[object, ...]:
        what = word(f"STOCK_GONE_{row.kind.upper().replace('.', '_')}", self._language)
        return self._when(row.at), what, row.what, row.client, row.units, row.to, row.reference

    def _next(self, disposition: str) -> str:
        return word(f"DISPOSITION_{disposition.upper()}", self._language) if disposition else ""

    def _table(self, title: str, columns: Iterable[str], rows: Iterable[Sequence[object]], none: str = "") -> None:
        if filled := list(rows):
            if title:
                say(f"\n{word(title, self._language)}")
            say_table([word(f"STOCK_COLUMN_{name}", self._language) for name in columns], filled)
        elif none:
            say(word(none, self._language))


def _stock_json(found: Stock, there: Iterable[tuple[str, int]], left: Sequence[Gone]) -> dict[str, object]:
    return {
        "units": {"toted": found.toted, "lotted": found.lotted, "in_neither": found.not_toted},
        "totes": [_container_json(tote, "tote") for tote in found.totes],
        "lots": [_container_json(lot, "lot") for lot in found.lots],
        "in_neither": [asdict(part) for part in found.loose],
        "shelves": [asdict(shelf) for shelf in found.shelves],
        "bins": [{"bin": place, "units": units} for place, units in there],
        "left": [asdict(row) for row in left[:_SHOWN]],
        "more_left": len(left) > _SHOWN,
    }


def _container_json(each: ContainerThere, kind: str) -> dict[str, object]:
    told = asdict(each)
    return {kind: told.pop("name"), **told}
