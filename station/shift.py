"""A shift at the terminal: opens the bench of a data folder, works through its input, waits for the labels.

Also the demo: a throw-away station with the demo shop, one shift, and a table of what came of it.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table

from station.assembly import Station, bench_of, open_station, printing_of
from station.clock import Clock
from station.demo import demo_photos, demo_shift
from station.devices.folder_camera import FolderCamera
from station.errors import Bug, Refusal
from station.exchange.export import FolderExport
from station.exchange.imports import import_file
from station.ledger.verify import verify
from station.model.people import Role
from station.printing import Printing
from station.resources import resources
from station.session import Session
from station.terminal import JsonScreen, Screen, TextScreen, work
from station.texts import word

PATIENCE_SECONDS: Final = 20.0  # with no label finished for so long, those that wait are left queued
DEMO_PICTURES: Final = 48
DEMO_SHIFT: Final = "Demo"


def run_bench(
    data: Path,
    clock: Clock,
    lines: Iterable[str],
    out: TextIO,
    *,
    as_json: bool,
    photos: Path | None = None,
    who: str = "",
    printer: str = "",
) -> None:
    """The terminal bench of a data folder. With `photos`, due pictures are the next files of that folder.

    Raises what `open_station` and `bench_of` raise, Refusal PERSON_UNKNOWN or MAY_NOT_INSPECT for `who`, PRINTER_URL.
    """
    with open_station(data, clock) as opened:
        screen: Screen = (JsonScreen if as_json else TextScreen)(out, opened.language)
        for found in opened.folder.notices:
            screen.noticed(found)
        _work(opened, lines, screen, photos, who, printer)


def _work(opened: Station, lines: Iterable[str], screen: Screen, photos: Path | None, who: str, printer: str) -> None:
    camera = FolderCamera(photos) if photos else None
    session = bench_of(opened, camera, takes_itself=photos is not None)
    printing = printing_of(opened, printer, screen.facts)
    printing.start()
    try:
        if who:
            _sign_in(session, opened, who)
        work(session, lines, screen, printing.wake)
        wait_for_labels(printing)
    finally:
        printing.stop()


def _sign_in(session: Session, opened: Station, who: str) -> None:
    """`--as` signs in inspectors only: a supervisor's rights need the badge. The first name of a station founds its list of people."""
    if not opened.people.any():
        opened.people.add(who, Role.INSPECTOR)
    person = opened.people.by_name(who)
    if person.role is not Role.INSPECTOR:
        raise Refusal("BADGE_NEEDED", name=person.name, role=person.role.value)
    outcome = session.sign_in(who)
    if outcome.refusal:
        raise outcome.refusal


def wait_for_labels(printing: Printing) -> bool:
    """Until every label that was queued is out, or none has got on for a while; False if some still wait (they stay queued)."""
    before = -1
    while not printing.wait_idle(PATIENCE_SECONDS):
        waiting = printing.state.queued
        if waiting == before:
            return False
        before = waiting
    return printing.state.queued == 0


def run_demo(clock: Clock, out: TextIO, *, window: bool) -> Path:
    """One shift of the demo shop in the terminal; returns the data folder, which stays for whoever wants to look at it."""
    console = Console(file=out, highlight=False, soft_wrap=True, width=max(120, Console(file=out).width))
    if window:
        console.print(word("NO_WINDOW_YET"))
    data = Path(tempfile.mkdtemp(prefix="restock-demo-"))
    pictures = data / "pictures"
    demo_photos(pictures, DEMO_PICTURES)
    with open_station(data / "station", clock) as opened:
        _take_shop(opened)
        screen = _EchoScreen(out, opened.language)
        _work(opened, screen.echoed(demo_shift()), screen, pictures, DEMO_SHIFT, "")
        _sum_up(opened, console)
    return data / "station"


class _EchoScreen(TextScreen):
    """A text screen that shows each scan before what came of it."""

    def echoed(self, lines: Iterable[str]) -> Iterable[str]:
        for line in lines:
            comment = line.lstrip().startswith("#")
            self._write(["", line if comment else f"» {line}"] if line.strip() else [])
            yield line


def _take_shop(opened: Station) -> None:
    for kind in ("products", "returns"):
        text = resources().joinpath("demo", f"{kind}.csv").read_bytes()
        file = opened.folder.path / f"{kind}.csv"
        file.write_bytes(text)
        report = import_file(kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=opened.folder.path / "reports")
        if report.refused:
            raise Bug("DEMO_SHOP_WRONG", file=str(file), refused=report.refused)


def _sum_up(opened: Station, console: Console) -> None:
    with opened.reader.connect() as connection:
        grades = connection.exec_driver_sql(
            "SELECT coalesce(grade, 'on hold'), count(*), group_concat(DISTINCT disposition) FROM items GROUP BY 1 ORDER BY 1"
        ).all()
        labels = connection.exec_driver_sql("SELECT state, count(*) FROM labels GROUP BY state ORDER BY state").all()
    table = Table(title=word("DEMO_TITLE"), title_justify="left")
    for heading in ("DEMO_WHAT", "DEMO_COUNT", "DEMO_WHERE"):
        table.add_column(word(heading), overflow="fold")
    for grade, count, dispositions in grades:
        table.add_row(word("DEMO_GRADE", grade=grade), str(count), str(dispositions or "").replace(",", ", "))
    for state, count in labels:
        table.add_row(word("DEMO_LABELS", state=state), str(count), str(opened.folder.labels))
    for batch in FolderExport(opened.ledger, opened.exports).run():
        table.add_row(word("DEMO_EXPORT"), str(batch.count), "\n".join(str(batch.folder / file.name) for file in batch.files))
    console.print()
    console.print(table)
    report = verify(opened.folder.database, opened.exports, opened.photos.check)
    console.print(word("DEMO_VERIFIED" if report.clean else "DEMO_NOT_VERIFIED", facts=opened.ledger.head().seq, data=opened.folder.path))
