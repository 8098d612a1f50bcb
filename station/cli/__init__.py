"""The commands: text of a command line in, sentences or JSON out. Thin; every body lives in a room.

Exit status: 0 done, 1 refused (sentence and advice on stderr), 2 wrong use.
"""

from station.cli import bench, care, exports, imports, look, paper, pictures, rules, staff, today
from station.cli.edge import app

__all__ = ["app", "bench", "care", "exports", "imports", "look", "paper", "pictures", "rules", "staff", "today"]
