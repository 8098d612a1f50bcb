"""Commands for the documents that decide, and for labels: rules list, show, start, check, try, publish."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from station.assembly import STATION, Station
from station.cli.edge import Json, app, looking, working
from station.cli.output import in_words, say, say_json, say_table
from station.errors import Refusal
from station.insight.finding_words import finding_names
from station.insight.policy_tables import decided_words, policy_table
from station.insight.trying import Tester, Trial
from station.knowledge.documents import Document
from station.knowledge.publishing import present, read_file, start_draft
from station.rules.coherence import Doubt, Hint
from station.rules.policies import POLICIES, compile_policy
from station.session.publishing import Checked, Listed, check, listed, publish, surroundings
from station.texts import counted, notice, word
from station.texts import listed as listed_names

rules = typer.Typer(help="The documents that decide: rubrics and policies; and labels.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules, name="rules")

Name = Annotated[
    str, typer.Argument(help="Such as apparel, findings, dispositions, conditions, holds, labels/restock, labels/forms/notice.")
]
File = Annotated[Path, typer.Argument(help="A rubric, the catalogue of findings, a policy, a label or its form (TOML).")]
MOST = 1000


@rules.command(name="list")
def list_documents(ctx: typer.Context, as_json: Json = False) -> None:
    """Every document: its edition, whose it is, and whether a bench could start with it."""
    with looking(ctx) as station:
        found = listed(station.documents)
        language = station.language
    if as_json:
        say_json({"documents": [_listed_json(each, language) for each in found]})
        return
    rows = [
        (word(f"DOCUMENT_{each.kind.upper()}", language), each.name, each.edition or "", _whose(each, language), _state(each, language))
        for each in found
    ]
    say_table(in_words(("kind", "name", "edition", "whose", "state"), language), rows)


def _whose(document: Listed, language: str) -> str:
    return word("DOCUMENT_OWN" if document.own else "DOCUMENT_SHIPPED", language)


def _state(document: Listed, language: str) -> str:
    return notice(document.wrong, language).message if document.wrong else word("DOCUMENT_VALID", language)


def _listed_json(document: Listed, language: str) -> dict[str, Any]:
    wrong = _refusal_json(document.wrong, language) if document.wrong else None
    plain = {"kind": document.kind, "name": document.name, "edition": document.edition, "own": document.own}
    return {**plain, "valid": not document.wrong, "wrong": wrong}


@rules.command()
def show(
    ctx: typer.Context,
    name: Name,
    as_table: Annotated[bool, typer.Option("--table", help="A policy in words, a line for each rule.")] = False,
    as_json: Json = False,
) -> None:
    """The text of a document; or, of a policy, a table in words."""
    with looking(ctx) as station:
        document = present(station.documents, name)
        if not as_table:
            _say_text(document, as_json=as_json)
            return
        if name not in POLICIES:
            raise Refusal("DOCUMENT_HAS_NO_TABLE", name=name)
        policy = compile_policy(POLICIES[name], document.data)
        language = station.language
        heads, rows = policy_table(policy, finding_names(station.documents, language), language)
    if as_json:
        say_json({**_json(document), "rows": [dict(zip(heads, map(str, row), strict=True)) for row in rows]})
    else:
        say_table(in_words(heads, language), rows)


def _say_text(document: Document, *, as_json: bool) -> None:
    say_json({**_json(document), "text": document.text}) if as_json else say(document.text.rstrip("\n"))


def _json(document: Document) -> dict[str, Any]:
    return {"kind": document.kind, "name": document.name, "edition": document.edition, "own": document.own, "digest": document.digest}


@rules.command()
def start(
    ctx: typer.Context,
    name: Name,
    client: Annotated[str, typer.Option("--client", help="A label of this client's own.")] = "",
    as_json: Json = False,
) -> None:
    """A copy of the present document to edit, in the data folder; it decides nothing until it is published."""
    with looking(ctx) as station:
        draft, document = start_draft(station.documents, station.folder.documents, name, client)
        language = station.language
    if as_json:
        say_json({"file": str(draft), **_json(document)})
    else:
        say(word("DOCUMENT_STARTED", language, file=draft, name=name, edition=document.edition))


@rules.command(name="check")
def check_file(ctx: typer.Context, file: File, as_json: Json = False) -> None:
    """Could a bench start with this document, together with the others? Names each entry that is wrong, and what is doubtful."""
    with looking(ctx) as station:
        found = _checked(station, file)
        language = station.language
    _say_checked(found, language, as_json=as_json)
    if found.wrong:
        raise typer.Exit(1)


@rules.command(name="try")
def try_file(
    ctx: typer.Context,
    file: File,
    last: Annotated[int, typer.Option("--last", min=1, max=100_000, help="On so many grades, the latest.")] = MOST,
    as_json: Json = False,
) -> None:
    """What this document would have decided about units that were graded here. Nothing is changed."""
    with looking(ctx) as station:
        found = _checked(station, file)
        language = station.language
        if found.wrong:
            raise found.wrong[0]
        if found.document.kind == "label":
            raise Refusal("DOCUMENT_IS_A_LABEL", name=found.document.name)
        if found.rules is None:
            raise Refusal("DOCUMENT_NOT_TRIED", name=found.document.name)
        trial = Tester(station.ledger, station.knowledge, found.rules).on_past_units(found.document.name, last)
    if as_json:
        say_json({"document": _json(found.document), **asdict(trial)})
        return
    _say_trial(trial, language)


def _say_trial(trial: Trial, language: str) -> None:
    say(word("DOCUMENT_TRIED", language, tried=trial.tried, changed=trial.changed))
    if trial.not_tried:
        say(counted("DOCUMENT_NOT_TRIED_ON", trial.not_tried, language))
    if trial.first:
        rows = [(each.lpn, each.title, *(decided_words(said, language) for said in (each.was, each.would_be))) for each in trial.first]
        say_table(in_words(("plate", "title", "was", "would be"), language), rows)


@rules.command(name="publish")
def publish_file(ctx: typer.Context, file: File, as_json: Json = False) -> None:
    """The document counts from the next start of the bench. Refused while anything in it is wrong; the one before it then stays."""
    with working(ctx) as station:
        found = _checked(station, file)
        language = station.language
        if found.wrong:
            _say_checked(found, language, as_json=as_json)
            raise typer.Exit(1)
        target = publish(station.ledger, station.documents, found, STATION)
    if as_json:
        say_json({"file": str(target), **_json(found.document), "doubtful": _doubts_json(found.doubtful, language)})
        return
    _say_doubts(found.doubtful, language)
    say(word("DOCUMENT_PUBLISHED", language, name=found.document.name, edition=found.document.edition, file=target))


def _checked(station: Station, file: Path) -> Checked:
    return check(station.documents, read_file(file), surroundings(station.reader, station.knowledge, station.folder.station))


def _say_checked(found: Checked, language: str, *, as_json: bool) -> None:
    if as_json:
        wrong = [_refusal_json(refusal, language) for refusal in found.wrong]
        say_json({**_json(found.document), "valid": not wrong, "wrong": wrong, "doubtful": _doubts_json(found.doubtful, language)})
        return
    for refusal in found.wrong:
        say(notice(refusal, language).message)
    _say_doubts(found.doubtful, language)
    named = {"name": found.document.name, "edition": found.document.edition}
    say(word("DOCUMENT_IS_WRONG" if found.wrong else "DOCUMENT_IS_RIGHT", language, **named))


def _say_doubts(doubts: Sequence[Doubt], language: str) -> None:
    for doubt in doubts:
        say(word("DOCUMENT_DOUBT", language, where=doubt.where or doubt.document, why=_doubt(doubt, language)))


def _doubt(doubt: Doubt, language: str) -> str:
    return word(doubt.key, language, **{name: _named(value, language) for name, value in doubt.params.items()})


def _named(value: object, language: str) -> object:
    """A part of a doubt in words: another refusal, a hint, a key of the words table; anything else as it is."""
    if isinstance(value, Refusal):
        return notice(value, language).message
    if isinstance(value, Hint):
        return word(value.key, language, names=listed_names(value.names, language))
    return word(value[1:], language) if isinstance(value, str) and value.startswith("@") else value


def _doubts_json(doubts: Sequence[Doubt], language: str) -> list[dict[str, str]]:
    return [{"document": doubt.document, "where": doubt.where, "code": doubt.key, "message": _doubt(doubt, language)} for doubt in doubts]


def _refusal_json(refusal: Refusal, language: str) -> dict[str, str]:
    told = notice(refusal, language)
    return {"code": told.code, "message": told.message, "advice": told.advice}
