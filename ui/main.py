"""The console script: starts the commands. Qt is imported only when there is a window to open, so that commands stay quick."""

import io
import sys
from pathlib import Path

from station.cli import app, bench


def _open_window(data: Path | None) -> int:
    from ui.application import open_window  # noqa: PLC0415 -- Qt takes a while to load, and most commands draw nothing

    return open_window(data)


def main() -> None:
    """Run the command line of this process and end with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak a code page that lacks half of our names.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    bench.WINDOWS.append(_open_window)
    app()


if __name__ == "__main__":
    main()
