"""The console script: opens a window, or runs a command. Each is loaded only when it is wanted, so that a window is soon there."""

import gc
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from station.cli import opening, telling


def _open_window(data: Path | None) -> int:
    gc.disable()  # nothing that an import makes is rubbish, and looking for it takes a fifth of the start; the window goes on from here
    from ui.application import open_window  # noqa: PLC0415 -- Qt takes a while to load, and most commands draw nothing

    return open_window(data)


def _open_desk(data: Path) -> int:
    gc.disable()  # as above
    from ui.desk_application import open_desk  # noqa: PLC0415 -- as above

    return open_desk(data)


def main() -> None:
    """Run the command line of this process and end with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak a code page that lacks half of our names.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    opening.WINDOWS.append(_open_window)
    opening.DESKS.append(_open_desk)
    if opening.has_display() and (wanted := _wanted(sys.argv[1:])):
        sys.exit(_opened(*wanted))
    gc.disable()  # as for a window
    from station.cli import app  # noqa: PLC0415 -- all commands: long, and no window waits for it

    gc.freeze()  # else the first thing that the collector does is to look through all that was imported
    gc.enable()
    app()


def _wanted(arguments: Sequence[str]) -> tuple[Callable[[Path], int], Path] | None:
    """A window and its data folder where nothing else is asked for; None for everything that the commands have to read."""
    match [part for argument in arguments for part in (argument.split("=", 1) if argument.startswith("--data=") else (argument,))]:
        case ["--data", data]:
            return _open_window, Path(data)
        case ["--data", data, "desk"]:
            return _open_desk, Path(data)
        case [] | ["desk"]:
            return _open_desk if arguments else _open_window, opening.usual_folder()
    return None


def _opened(window: Callable[[Path], int], data: Path) -> int:
    try:
        return window(data)
    except Exception as error:  # noqa: BLE001 -- nobody sees a traceback; the log has it
        telling.refuse(telling.told(error, data), as_json=False)
        return 1


if __name__ == "__main__":
    main()
