"""The console script: starts the commands. Qt is imported only when there is a window to open, so that commands stay quick."""

import gc
import io
import sys
from collections.abc import Sequence
from pathlib import Path

gc.disable()  # nothing that an import makes is rubbish, and looking for it takes a fifth of the start

from station.cli import edge, opening  # noqa: E402 -- this is the import that takes long


def _open_window(data: Path | None) -> int:
    gc.disable()
    from ui.application import open_window  # noqa: PLC0415 -- Qt takes a while to load, and most commands draw nothing

    return open_window(data)


def _open_desk(data: Path) -> int:
    from ui.desk_application import open_desk  # noqa: PLC0415 -- as above

    return open_desk(data)


def main() -> None:
    """Run the command line of this process and end with its exit status."""
    gc.freeze()  # else the first thing that the collector does is to look through all that was imported
    gc.enable()
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak a code page that lacks half of our names.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    opening.WINDOWS.append(_open_window)
    opening.DESKS.append(_open_desk)
    if _is_the_desk(sys.argv[1:]):
        from station.cli import desk  # noqa: F401, PLC0415 -- this command alone, so that its window is there soon
    elif _names_a_command(sys.argv[1:]):
        from station.cli import app  # noqa: F401, PLC0415 -- puts them all into the same app: long, and no window waits for it
    edge.app()


def _names_a_command(arguments: Sequence[str]) -> bool:
    """Or asks for one, or for help: anything but a data folder."""
    match arguments:
        case [] | ["--data", _]:
            return False
        case [given]:
            return not given.startswith("--data=")
        case _:
            return True


def _is_the_desk(arguments: Sequence[str]) -> bool:
    """The supervisor's desk and nothing else, perhaps of a data folder."""
    return arguments[-1:] == ["desk"] and not _names_a_command(arguments[:-1])


if __name__ == "__main__":
    main()
