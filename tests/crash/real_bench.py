"""The real terminal bench under the crash proofs: the demo shop, its photos, and an inspector who does what the screen asks."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from station.demo import demo_shift
from tests.crash.kill_loop import Bench
from tests.crash.power_cut import Shift
from tests.crash.recording import calls, record
from tests.crash.worker import picture
from tests.end_to_end.bench import DEMO, environment

_PHOTOS: Final = 400
# GTINs of the demo shop, most of them expected by no return any more once the loop has gone on for a while.
_GTINS: Final = ("9521321000018", "9521321000025", "9521321000070", "9521321000087", "9521321000117", "9521321000261")
_AS_NEW: Final = 0.4  # so that enough units are finished
_ITEM_STATES: Final = frozenset({"ready", "parcel"})


def photos_in(folder: Path) -> Path:
    """A folder with pictures for the bench's camera, all different."""
    photos = folder / "pictures"
    photos.mkdir()
    for number in range(_PHOTOS):
        (photos / f"{number:04d}.jpg").write_bytes(picture(Random(number), edge=32))
    return photos


def command(data: Path, *arguments: str) -> tuple[str, ...]:
    """A command of the station on this data folder."""
    return (sys.executable, "-m", "ui.main", "--data", str(data), *arguments)


def bench_command(data: Path, photos: Path, labels: Path) -> tuple[str, ...]:
    """The terminal bench on this data folder."""
    return command(data, "bench", "--json", "--photos", str(photos), "--printer", f"folder:{labels}")


def killable(data: Path, folder: Path) -> Bench:
    """The bench for the kill loop."""
    return Bench(bench_command(data, photos_in(folder), folder / "labels"), data, next_line, environment())


def next_line(state: Mapping[str, Any], random: Random) -> str:
    """What an inspector scans next: an item where one is wanted, otherwise any choice on the screen, a photo, or a step back."""
    if state["state"] in _ITEM_STATES:
        return random.choice((*_GTINS, *_GTINS, "RMA-10002", "RS-CLOSE", "RS-UNDO"))
    if random.random() < _AS_NEW:
        return "RS-AS-NEW"
    codes: list[str] = [choice["code"] for choice in state["prompt"]["choices"]]
    more = ["RS-PHOTO"] if state["state"] == "photographing" else ["RS-DONE", "RS-UNDO", "RS-HOLD-SUPERVISOR"]
    return random.choice(codes + codes + more)


def recorded_shift(library: Path, folder: Path) -> Shift:
    """The demo shift recorded: both imports, the first half of the scans, a kill in the middle of a save, the second half."""
    root = folder / "root"
    root.mkdir()
    data, log = root / "data", folder / "calls.log"
    for kind in ("products", "returns"):
        record(library, command(data, "import", kind, str(DEMO / f"{kind}.csv")), root, log)
    bench, scans = bench_command(data, photos_in(folder), folder / "labels"), demo_shift()
    half = len(scans) // 2
    for lines, die_at in ((scans[:half], 0), (scans[half:], 400), (scans[half:], 0)):
        record(library, bench, root, log, _text(lines), die_at)
    return Shift(list(calls(log)), root)


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
