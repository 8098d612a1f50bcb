"""The commands without a window: what a station starts as its children (python -m station.cli)."""

from station.cli import app

app()
