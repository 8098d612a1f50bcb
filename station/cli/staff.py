"""Commands about people: person add, list, disable."""

from typing import Annotated

import typer

from station.cli.edge import Json, app, looking, working
from station.cli.output import say, say_json, say_table
from station.model.people import Person, Role
from station.texts import word

person = typer.Typer(help="Who may work here.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(person, name="person")


@person.command()
def add(
    ctx: typer.Context,
    name: str,
    role: Annotated[Role, typer.Option("--role", help="What they may do.")] = Role.INSPECTOR,
    language: Annotated[str, typer.Option("--language", help="Two letters.")] = "en",
    as_json: Json = False,
) -> None:
    """Somebody new; says their badge code, once."""
    with working(ctx) as station:
        added, token = station.people.add(name, role, language)
    badge = f"RS-BADGE-{token}"
    say_json({"person": _json(added), "badge": badge}) if as_json else say(
        word("PERSON_IS_ADDED", id=added.id, name=added.name, badge=badge)
    )


@person.command(name="list")
def list_people(
    ctx: typer.Context,
    disabled: Annotated[bool, typer.Option("--disabled", help="Those who may no longer sign in.")] = False,
    as_json: Json = False,
) -> None:
    """Everybody who may sign in."""
    with looking(ctx) as station:
        found = station.people.list(disabled)
    if as_json:
        say_json({"people": [_json(each) for each in found]})
    else:
        say_table(("id", "name", "role", "language"), [(each.id, each.name, each.role.value, each.language) for each in found])


@person.command()
def disable(ctx: typer.Context, who: Annotated[str, typer.Argument(help="Name or id.")], as_json: Json = False) -> None:
    """Sign-in ends for somebody; what they did stays theirs."""
    with working(ctx) as station:
        gone = station.people.disable(who)
    say_json({"person": _json(gone)}) if as_json else say(word("PERSON_IS_DISABLED", id=gone.id, name=gone.name))


def _json(someone: Person) -> dict[str, str]:
    return {"id": someone.id, "name": someone.name, "role": someone.role.value, "language": someone.language}
