"""The command for a site's own pictures of a finding: a photo in the place of the pictogram, a pair of an A and a B."""

from pathlib import Path
from typing import Annotated

import typer

from station.assembly import Station
from station.cli.edge import app, looking
from station.cli.output import say
from station.errors import Refusal
from station.photos.shown import A_SIDE, B_SIDE, OWN, show_pictures, take_pictures_away
from station.session.rulebook import load_rulebook
from station.texts import counted, word


@app.command("finding-picture")
def finding_picture(
    ctx: typer.Context,
    finding: Annotated[str, typer.Argument(help="The code of the finding, such as STAIN.")],
    file: Annotated[Path | None, typer.Option("--file", help="A photo that is shown on its tile instead of the pictogram.")] = None,
    a: Annotated[Path | None, typer.Option("--a", help="A photo of what is still A; with --b.")] = None,
    b: Annotated[Path | None, typer.Option("--b", help="A photo of what is already B; with --a.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the finding's own photo and its pair.")] = False,
) -> None:
    """Show your own pictures of a finding at the bench (JPEG, PNG or WebP). They are copied, and are in every backup."""
    if (a is None) != (b is None) or remove == bool(file or a):
        raise Refusal("PICTURE_WHAT")
    with looking(ctx) as station:
        code = _known(station, finding.upper())
        if remove:
            _remove(station, code)
        given = {OWN: file, A_SIDE: a, B_SIDE: b}
        show_pictures(station.folder.documents, code, {side: path for side, path in given.items() if path})
        for key, path in (("PICTURE_OWN_KEPT", file), ("PICTURE_PAIR_KEPT", a)):
            if path:
                say(word(key, station.language, finding=code))


def _remove(station: Station, finding: str) -> None:
    gone = take_pictures_away(station.folder.documents, finding)
    if gone:
        say(counted("PICTURES_REMOVED", gone, station.language, finding=finding))
    else:
        say(word("PICTURES_NONE", station.language, finding=finding))


def _known(station: Station, finding: str) -> str:
    """Raises Refusal FINDING_NOT_KNOWN."""
    rules, _problems = load_rulebook(station.documents)
    known = {code for rubric in rules.rubrics.values() for code in rubric.findings}
    if finding not in known:
        raise Refusal("FINDING_NOT_KNOWN", finding=finding, known=", ".join(sorted(known)))
    return finding
