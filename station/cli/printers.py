"""Commands about label printers: printers (how each is and what waits), printers test, printers print, printers again."""

from typing import Annotated

import typer

from station.cli.edge import Json, app, looking, working
from station.cli.output import in_words, say, say_json, say_table
from station.cli.signed_in import SignedIn, Stdin, Who
from station.labelling import print_trial
from station.printing import Rejection, rejected, try_refused_again
from station.printing.routes import Routes
from station.printing.survey import Surveyed, survey
from station.supervisor.acts_labels import PrintLabels
from station.texts import counted, listed, notice, word

printers = typer.Typer(help="The label printers of this station.", invoke_without_command=True, rich_markup_mode=None)
app.add_typer(printers, name="printers")


@printers.callback()
def list_printers(ctx: typer.Context, as_json: Json = False) -> None:
    """How each printer is, what it is for and how many labels wait for it; and labels that cannot be made as they are."""
    if ctx.invoked_subcommand:
        return
    with looking(ctx) as station:
        found, refused, language = survey(station.ledger, station.routing()), rejected(station.ledger), station.language
    if as_json:
        say_json({"printers": [_json(each, language) for each in found], "refused": [_refused_json(each, language) for each in refused]})
        return
    heads = in_words(("printer", "labels", "waiting", "state"), language)
    say_table(heads, [(each.name, _is_for(each, language), each.waiting, each.state.sentence(language)) for each in found])
    for each in refused:
        told = notice(each.error, language)
        say(f"\n{each.lpn}: {told.message}\n{told.advice}")


@printers.command(name="test")
def try_printer(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="Of a printer, as `printers` lists it.")],
    kind: Annotated[str, typer.Argument(help="Of label, such as restock or hold.")],
    as_json: Json = False,
) -> None:
    """Print a label that says that it is a test. Records nothing."""
    with looking(ctx) as station:
        routes = Routes(station.routing())
        printer = routes.printers[routes.check(name)]
        delivery = print_trial(station, kind, printer)
        said = delivery.sentence(name, station.language)
    say_json({"printer": name, "outcome": delivery.outcome, "detail": delivery.detail, "message": said}) if as_json else say(said)


@printers.command(name="print")
def print_by_hand(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(help="bin, parcel, pallet or lithium; others come by themselves.")],
    names: Annotated[list[str] | None, typer.Argument(help="Of shelves or pallets; ids of parcels.")] = None,
    said: Annotated[list[str] | None, typer.Option("--say", help="A field and what it says: note=2 of 3, un=3481, phone=+49 30 1.")] = None,
    who: Who = "",
    stdin: Stdin = False,
    as_json: Json = False,
) -> None:
    """Labels of shelves, parcels, pallets, or the lithium mark; they come out while the bench is open."""
    told = tuple((field.strip(), text.strip()) for field, _, text in (each.partition("=") for each in said or ()))
    desk = SignedIn(ctx, who, stdin=stdin)
    queued = desk.perform(PrintLabels(kind, tuple(names or ()), told)).done["queued"]
    say_json({"queued": queued}) if as_json else say(counted("PRINTERS_QUEUED", len(queued), desk.language))


@printers.command()
def again(ctx: typer.Context, as_json: Json = False) -> None:
    """Queue the labels once more that could not be made as they were; they come out while the bench is open."""
    with working(ctx) as station:
        count = try_refused_again(station.ledger)
    say_json({"queued": count}) if as_json else say(counted("PRINTERS_AGAIN", count, station.language))


def _is_for(printer: Surveyed, language: str) -> str:
    rest = [word("PRINTERS_REST", language)] if printer.rest else []
    instead = [word("PRINTERS_FALL_BACK", language)] if printer.fall_back else []
    return listed([*rest, *(_of_route(*use, language) for use in printer.uses), *instead], language)


def _of_route(kinds: tuple[str, ...], clients: tuple[str, ...], language: str) -> str:
    if not clients:
        return listed(kinds, language)
    named = listed(kinds, language) or word("PRINTERS_ALL_KINDS", language)
    return word("PRINTERS_KINDS_OF_CLIENTS", language, kinds=named, clients=listed(clients, language))


def _json(printer: Surveyed, language: str) -> dict[str, object]:
    trouble = printer.state.trouble
    return {
        "printer": printer.name,
        "state": trouble.code if trouble else printer.state.says,
        "message": printer.state.sentence(language),
        "waiting": printer.waiting,
        "rest": printer.rest,
        "fall_back": printer.fall_back,
        "uses": [{"kinds": kinds, "clients": clients} for kinds, clients in printer.uses],
    }


def _refused_json(refused: Rejection, language: str) -> dict[str, object]:
    told = notice(refused.error, language)
    return {"seq": refused.seq, "lpn": refused.lpn, "code": told.code, "message": told.message, "advice": told.advice}
