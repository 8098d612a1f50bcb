"""The console script: starts the commands. Qt is imported only when there is a window to open, so that commands stay quick."""

import io
import sys

from station.cli import app


def main() -> None:
    """Run the command line of this process and end with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak a code page that lacks half of our names.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


if __name__ == "__main__":
    main()
