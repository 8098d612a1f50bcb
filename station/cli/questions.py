"""The command questions: what clients are asked, sent as a folder of files; their answers by file, decided. As on the desk, by a person."""

from pathlib import Path
from typing import Annotated, Final

import typer

from station.cli.edge import Json, app, looking
from station.cli.output import say, say_json, say_table
from station.cli.signed_in import SignedIn, Stdin, Who
from station.clock import stamp
from station.session.rulebook import load_rulebook
from station.supervisor.acts_decisions import SendQuestions
from station.supervisor.answer_files import AnswerFile, in_acts, read_answers
from station.supervisor.held import HeldUnit, held_units
from station.supervisor.question_files import prepare
from station.texts import as_day, counted, word

questions = typer.Typer(help="What clients are asked about their units, and what they answer.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(questions, name="questions")

_COLUMNS: Final = ("CLIENT", "PLATE", "TITLE", "QUESTION", "ASKED_AT")


@questions.command(name="list")
def list_questions(ctx: typer.Context, client: Annotated[str, typer.Option("--client")] = "", as_json: Json = False) -> None:
    """Units on hold that their client decides about: which were sent, and which not yet."""
    with looking(ctx) as station:
        found = held_units(station, load_rulebook(station.documents)[0], station.language, client)
        rows = [_row(unit) for unit in found if unit.for_client and not unit.answer]
    if as_json:
        say_json({"questions": rows})
        return
    shown = [{**row, "sent": as_day(row["sent"], station.language) if row["sent"] else ""} for row in rows]
    heads = [word(f"QUESTION_COLUMN_{name}", station.language) for name in _COLUMNS]
    say_table(heads, [tuple(row.values()) for row in shown])


@questions.command()
def send(
    ctx: typer.Context,
    client: str,
    who: Who = "",
    again: Annotated[bool, typer.Option("--again", help="Also what was sent and not answered.")] = False,
    stdin: Stdin = False,
    as_json: Json = False,
) -> None:
    """Everything that this client was not asked yet, as a folder with a workbook, CSV, JSON and the pictures."""
    desk = SignedIn(ctx, who, stdin=stdin)
    with looking(ctx) as station:
        made = prepare(station, client, again=again)
    done = desk.perform(SendQuestions(made.client, made.folder, made.sha256, made.asked)).done
    if as_json:
        say_json({"client": client, "sent": done["sent"], "folder": done["folder"]})
    else:
        say(counted("DECIDE_SENT", len(done["sent"]), desk.language, folder=done["folder"]))


@questions.command()
def take(ctx: typer.Context, file: Path, who: Who = "", stdin: Stdin = False, as_json: Json = False) -> None:
    """A client's answers (XLSX, CSV, JSON): what it decides alone is decided, the rest is kept for a supervisor. 1 if any was not taken."""
    found = read_answers(file)
    desk = SignedIn(ctx, who, stdin=stdin)
    done: dict[str, list[str]] = {"done": [], "kept": []}
    refused = [{"plate": each.value, "code": each.reason.code, "message": desk.told(each.reason)} for each in found.refused]
    for act in in_acts(found):
        answer = desk.taken(act)
        for name in done:
            done[name] += answer.done.get(name, ())
        not_taken = [answer.error] if answer.error else answer.left_out
        refused += [{"plate": str(each.params["lpn"]), "code": each.code, "message": desk.told(each)} for each in not_taken]
    if as_json:
        say_json({"file": found.name, "decided": done["done"], "kept": done["kept"], "unanswered": found.open, "refused": refused})
    else:
        _say_taken(found, done, [each["message"] for each in refused], desk.language)
    if refused:
        raise typer.Exit(1)


def _row(unit: HeldUnit) -> dict[str, str]:
    question = " ".join(dict.fromkeys(each.question for each in unit.reasons if each.question))
    sent = stamp(unit.asked_at) if unit.asked_at else ""
    return {"client": unit.client, "plate": unit.lpn, "title": unit.title, "question": question, "sent": sent}


def _say_taken(found: AnswerFile, done: dict[str, list[str]], refused: list[str], language: str) -> None:
    say(counted("DECIDE_TAKEN", len(done["done"]), language, file=found.name))
    if done["kept"]:
        say(counted("DECIDE_KEPT", len(done["kept"]), language))
    if found.open:
        say(counted("DECIDE_UNANSWERED", found.open, language))
    if refused:
        say("\n".join((counted("DECIDE_NOT_TAKEN", len(refused), language), *refused)))
