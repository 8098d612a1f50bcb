"""The commands: text of a command line in, sentences or JSON out. Thin; every body lives in a room.

Exit status: 0 done, 1 refused (sentence and advice on stderr), 2 wrong use.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer


def __getattr__(name: str) -> "typer.Typer":
    """`app` with every command, loaded when somebody asks for it: whoever opens the window names none of them."""
    if name != "app":
        raise AttributeError(name)
    from station.cli import (  # noqa: F401, PLC0415 -- each puts its commands into `app`
        bench,
        care,
        desk,
        exports,
        imports,
        items,
        look,
        paper,
        pictures,
        printers,
        questions,
        report,
        rules,
        simulate,
        staff,
        stock,
        today,
    )
    from station.cli.edge import app  # noqa: PLC0415 -- after them

    return app
