"""Files that a command is asked for: where, and the bytes in; the file there, or the sentence why not. Nothing else is ever replaced."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer

from station.cli.edge import options
from station.cli.output import say
from station.errors import Refusal
from station.store.files import replace_file
from station.store.outside import must_be_outside

_MAGIC_BYTES: Final = 3  # "%PDF", "\x89PNG", "^XA"


def write_out(ctx: typer.Context, out: Path, data: bytes, form: str = "pdf") -> None:
    """Write the file whole and say where it is. Raises Refusal OUT_IN_DATA_FOLDER, OUT_IS_ANOTHER_FILE, OUT_NOT_WRITTEN."""
    put_out(ctx, out, data, form)
    say(str(out))


def put_out(ctx: typer.Context, out: Path, data: bytes, form: str) -> None:
    """The same, and nothing is said."""
    refuse_to_replace(options(ctx).data, out, data, form)
    with writing(out):
        replace_file(out, data)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """What the disk says against this file is a Refusal OUT_NOT_WRITTEN."""
    try:
        yield
    except OSError as error:
        raise Refusal("OUT_NOT_WRITTEN", file=out, why=error.strerror or str(error)) from error


def refuse_to_replace(data: Path, out: Path, content: bytes, form: str) -> None:
    """A slip of the hand must cost no database: nothing in the data folder, and no file that is of another kind than the new one.

    Of `content` the first bytes are enough. Raises Refusal OUT_IN_DATA_FOLDER, OUT_IS_ANOTHER_FILE.
    """
    must_be_outside(data, out)
    try:
        with out.open("rb") as there:
            start = there.read(_MAGIC_BYTES)
    except OSError:
        return  # not there, or for `replace_file` to explain
    if start and (out.suffix.lower() != f".{form}" or start != content[:_MAGIC_BYTES]):
        raise Refusal("OUT_IS_ANOTHER_FILE", file=out, form=form)
