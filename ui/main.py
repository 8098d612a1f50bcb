"""The console script: starts the commands. Qt is imported only when there is a window to open, so that commands stay quick."""

import gc
import io
import sys
from pathlib import Path

gc.disable()  # nothing that an import makes is rubbish, and looking for it takes a fifth of the start

from station.cli import app, bench  # noqa: E402 -- this is the import that takes long


def _open_window(data: Path | None) -> int:
    gc.disable()
    from ui.application import open_window  # noqa: PLC0415 -- Qt takes a while to load, and most commands draw nothing

    return open_window(data)


def main() -> None:
    """Run the command line of this process and end with its exit status."""
    gc.enable()
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak a code page that lacks half of our names.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    bench.WINDOWS.append(_open_window)
    app()


if __name__ == "__main__":
    main()
