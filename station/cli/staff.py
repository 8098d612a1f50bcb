"""Commands about people: person add, list, disable, pin, password, language."""

import sys
from typing import Annotated

import typer

from station.cli.edge import Json, app, looking, working
from station.cli.output import in_words, say, say_json, say_table
from station.errors import Refusal
from station.model.codes import BADGE
from station.model.people import Person, Role
from station.texts import languages, name_of_language, word

person = typer.Typer(help="Who may work here.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(person, name="person")


@person.command()
def add(
    ctx: typer.Context,
    name: str,
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.INSPECTOR,
    language: Annotated[str, typer.Option("--language", help="What the bench speaks to them, two letters.")] = "en",
    as_json: Json = False,
) -> None:
    """Somebody new; says their badge code, once."""
    with working(ctx) as station:
        _must_be_spoken(language)
        added, token = station.people.add(name, role, language)
    badge = f"{BADGE}{token}"
    say_json({"person": _json(added), "badge": badge}) if as_json else say(
        word("PERSON_IS_ADDED", station.language, id=added.id, name=added.name, badge=badge)
    )


@person.command(name="list")
def list_people(
    ctx: typer.Context,
    disabled: Annotated[bool, typer.Option("--disabled", help="Those who may no longer sign in.")] = False,
    as_json: Json = False,
) -> None:
    """Everybody who may sign in."""
    with looking(ctx) as station:
        found, spoken = station.people.list(disabled), station.language
    if as_json:
        say_json({"people": [_json(each) for each in found]})
    else:
        rows = [(each.id, each.name, word(f"ROLE_{each.role.name}", spoken), each.language) for each in found]
        say_table(in_words(("id", "name", "role", "language"), spoken), rows)


@person.command()
def disable(ctx: typer.Context, who: Annotated[str, typer.Argument(help="Name or id.")], as_json: Json = False) -> None:
    """Sign-in ends for somebody; what they did stays theirs."""
    with working(ctx) as station:
        gone = station.people.disable(who)
    say_json({"person": _json(gone)}) if as_json else say(word("PERSON_IS_DISABLED", station.language, id=gone.id, name=gone.name))


@person.command()
def pin(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(help="Name or id.")],
    from_stdin: Annotated[bool, typer.Option("--stdin", help="The PIN is the first line of standard input.")] = False,
    as_json: Json = False,
) -> None:
    """A PIN for somebody, or another one: typed twice, and never shown. It ends a lockout."""
    with looking(ctx) as station:
        station.people.by_name(who)  # said before anybody types
    digits = sys.stdin.readline().strip() if from_stdin else _asked_twice(station.language)
    with working(ctx) as station:
        someone = station.people.by_name(who)
        station.people.set_pin(someone, digits)
    say_json({"person": _json(someone)}) if as_json else say(word("PERSON_HAS_A_PIN", station.language, id=someone.id, name=someone.name))


@person.command()
def password(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(help="Name or id.")],
    from_stdin: Annotated[bool, typer.Option("--stdin", help="The password is the first line of standard input.")] = False,
    as_json: Json = False,
) -> None:
    """A password for an admin, or another one: typed twice, and never shown. Without it an admin opens no desk. It ends a lockout."""
    with looking(ctx) as station:
        station.people.by_name(who)  # said before anybody types
    told = sys.stdin.readline().rstrip("\r\n") if from_stdin else _asked_twice(station.language, "PERSON_PASSWORD_PROMPT")
    with working(ctx) as station:
        someone = station.people.by_name(who)
        station.people.set_password(someone, told)
    said = word("PERSON_HAS_A_PASSWORD", station.language, id=someone.id, name=someone.name)
    say_json({"person": _json(someone)}) if as_json else say(said)


def _asked_twice(spoken: str, prompt: str = "PERSON_PIN_PROMPT") -> str:
    if not sys.stdin.isatty():
        raise Refusal("PIN_NEEDS_A_TERMINAL")  # what is typed elsewhere would be seen
    told: str = typer.prompt(word(prompt, spoken), hide_input=True, err=True)
    if typer.prompt(word("PERSON_PIN_AGAIN", spoken), hide_input=True, err=True) != told:
        raise Refusal("PIN_TYPED_DIFFERENTLY")
    return told


@person.command()
def language(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(help="Name or id.")],
    code: Annotated[str, typer.Argument(help="Two letters, such as de.")],
    as_json: Json = False,
) -> None:
    """What the bench speaks to somebody from their next sign-in on. At the bench a card does the same: RS-LANG-DE."""
    with working(ctx) as station:
        _must_be_spoken(code.lower())
        someone = station.people.set_language(who, code.lower())
    spoken = name_of_language(someone.language, station.language)
    said = word("PERSON_IS_SPOKEN_TO", station.language, id=someone.id, name=someone.name, spoken=spoken)
    say_json({"person": _json(someone)}) if as_json else say(said)


def _must_be_spoken(code: str) -> None:
    if code not in languages():
        raise Refusal("LANGUAGE_UNKNOWN", language=code, known=", ".join(languages()))


def _json(someone: Person) -> dict[str, str]:
    return {"id": someone.id, "name": someone.name, "role": someone.role.value, "language": someone.language}
