"""A shift at the terminal: opens the bench of a data folder, works through its input, waits for the labels.

Also the demo: a throw-away station with the demo shop, one shift, and a table of what came of it.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, TextIO

from rich.console import Console
from rich.table import Table

from station.assembly import Station, bench_of, open_station
from station.clock import Clock
from station.demo import demo_photos, demo_shift
from station.devices.folder_camera import FolderCamera
from station.devices.printers import FolderPrinter, LabelPrinter
from station.errors import Bug, Refusal
from station.exchange.export import FolderExport
from station.exchange.imports import import_file
from station.exchange.kinds import Kind
from station.handheld import BatchClock
from station.labelling import printing_of
from station.ledger.verify import verify
from station.model.facts import Fact
from station.model.people import Role
from station.printing import LabelNews, Printing, PrintingState
from station.resources import resources
from station.serving import Batches, Input, serve
from station.session import BatchSession, Session
from station.supervisor.beside import beside
from station.terminal import JsonScreen, Printer, Screen, TextScreen, work
from station.texts import listed, word

PATIENCE_SECONDS: Final = 20.0  # with no label finished for so long, those that wait are left queued
TROUBLED_SECONDS: Final = 3.0  # the same while the printer is known to be in trouble: nobody waits for one that is switched off
STEP_SECONDS: Final = 0.5
LOOK_SECONDS: Final = 0.5  # how long the first question waits for a printer to say how it is
DEMO_PICTURES: Final = 48
DEMO_SHIFT: Final = "Demo"
SHOP: Final[tuple[Kind, ...]] = ("categories", "products", "returns", "alerts")  # the demo shop's files, as they come in

Serve = Callable[[BatchSession, Printer], None]


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
    batches: Batches = Batches(),  # noqa: B008 -- it is frozen
) -> None:
    """The terminal bench of a data folder. With `photos`, due pictures are the next files of that folder.

    Lines that have a time each are the batch of a handheld: they are taken as `handheld.take_batch` does it.
    Raises what `open_station` and `bench_of` raise, Refusal PERSON_UNKNOWN or MAY_NOT_INSPECT for `who`, PRINTER_URL or
    PRINTER_FOLDER_UNFIT for `printer`, NO_PHOTOS or PHOTO_UNREADABLE for `photos`; and what refuses a batch as a whole.
    """
    if photos:
        FolderCamera(photos).shoot()  # said now, not with a unit in hand
    hands = BatchClock(clock)
    with open_station(data, hands) as opened:
        screen: Screen = (JsonScreen if as_json else TextScreen)(out, opened.language)
        for found in opened.folder.notices:
            screen.noticed(found)
        given = Input(iter(lines), hands, batches)
        _work(opened, lambda session, labels: serve(given, opened, session, screen, labels), screen, photos, who, printer)


def _work(opened: Station, serve: Serve, screen: Screen, photos: Path | None, who: str, printer: str) -> None:
    if printer:
        _check_folder(opened.printer(printer))
    camera = FolderCamera(photos) if photos else None
    session = bench_of(opened, camera, takes_itself=photos is not None)
    for found in session.notices:
        screen.noticed(found)
    if who:
        _sign_in(session, opened, who)
    printing, news = _printing(opened, screen, printer)
    printing.start()
    printing.wait_asked(LOOK_SECONDS)

    def on_facts(facts: Sequence[Fact]) -> None:
        screen.facts(facts)
        printing.wake()

    try:
        screen.state(session.snapshot)
        with beside(opened, session, on_facts):
            serve(session, Printer(printing.wake, lambda: (printing.state.trouble, printing.state.on_paper or ""), session.turn))
        wait_for_labels(printing, news)
    finally:
        printing.stop()
    news.at_end(printing.state)


def _printing(opened: Station, screen: Screen, printer: str) -> tuple[Printing, LabelNews]:
    """The printing threads, and what tells of it on the screen."""

    def on_facts(facts: Sequence[Fact]) -> None:
        screen.facts(facts)
        news.on_facts(facts)

    def on_state(state: PrintingState) -> None:
        news.on_state(state)

    printing = printing_of(opened, printer, on_facts, on_state)
    news = LabelNews(printing.rejections, screen.said, opened.language)
    return printing, news


def _check_folder(printer: LabelPrinter) -> None:
    """A folder named on the command line is made and tried at once; Refusal PRINTER_FOLDER_UNFIT."""
    if not isinstance(printer, FolderPrinter):
        return
    try:
        printer.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=printer.folder):
            pass
    except OSError as error:
        raise Refusal("PRINTER_FOLDER_UNFIT", folder=printer.folder, why=error.strerror or str(error)) from error


def _sign_in(session: Session, opened: Station, who: str) -> None:
    """`--as` signs in inspectors only: a supervisor's rights need the badge. The first name of a station founds its list of people."""
    if not opened.people.any():
        opened.people.add(who, Role.INSPECTOR)
    person = opened.people.by_name(who)
    if person.role is not Role.INSPECTOR:
        raise Refusal("BADGE_NEEDED", name=person.name, role=f"@ROLE_{person.role.name}")
    outcome = session.sign_in(who)
    if outcome.refusal:
        raise outcome.refusal


def wait_for_labels(printing: Printing, news: LabelNews) -> bool:
    """Until every label that was queued is out, or none has got on for a while; False if some still wait (they stay queued)."""
    printing.let_flow()  # whoever would scan the labels back has ended the input
    printing.try_now()
    quiet, before, told = 0.0, -1, False
    while not printing.wait_idle(STEP_SECONDS):
        state = printing.state
        quiet = quiet + STEP_SECONDS if state.queued == before else 0.0
        if quiet >= (TROUBLED_SECONDS if state.trouble else PATIENCE_SECONDS):
            return False
        if not told and state.queued:
            news.waiting(state)
            told = True
        before = state.queued
    return printing.state.queued == 0


def run_demo(clock: Clock, out: TextIO) -> Path:
    """One shift of the demo shop in the terminal; returns the data folder, which stays for whoever wants to look at it."""
    console = Console(file=out, highlight=False, soft_wrap=True, width=max(120, Console(file=out).width))
    data = make_demo(clock)
    with open_station(data, clock) as opened:
        screen = _EchoScreen(out, opened.language)
        lines = screen.echoed(demo_shift())
        _work(opened, lambda session, labels: work(session, lines, screen, labels), screen, _pictures(data), DEMO_SHIFT, "")
        _sum_up(opened, console)
    return data


def make_demo(clock: Clock, pictures: int = DEMO_PICTURES) -> Path:
    """A throw-away data folder with the demo shop, and so many pictures for its camera beside it; they come round again."""
    data = Path(tempfile.mkdtemp(prefix="restock-demo-")) / "station"
    demo_photos(_pictures(data), pictures)
    with open_station(data, clock) as opened:
        _take_shop(opened)
    return data


def demo_camera(data: Path) -> FolderCamera:
    """What stands in for a camera at a demo made by `make_demo`."""
    return FolderCamera(_pictures(data))


def _pictures(data: Path) -> Path:
    return data.parent / "pictures"


class _EchoScreen(TextScreen):
    """A text screen that shows each scan before what came of it."""

    def echoed(self, lines: Iterable[str]) -> Iterable[str]:
        for line in lines:
            comment = line.lstrip().startswith("#")
            self._write(["", line if comment else f"» {line}"] if line.strip() else [])
            yield line


def _take_shop(opened: Station) -> None:
    for kind in SHOP:
        text = resources().joinpath("demo", f"{kind}.csv").read_bytes()
        file = opened.folder.path / f"{kind}.csv"
        file.write_bytes(text)
        report = import_file(
            kind, file, ledger=opened.ledger, knowledge=opened.knowledge, reports=opened.folder.path / "reports",
            rubrics=opened.documents.categories(),
        )  # fmt: skip
        if report.refused:
            raise Bug("DEMO_SHOP_WRONG", file=str(file), refused=report.refused)


def _sum_up(opened: Station, console: Console) -> None:
    with opened.reader.connect() as connection:
        grades = connection.exec_driver_sql(
            "SELECT coalesce(grade, ''), count(*), group_concat(DISTINCT disposition) FROM items GROUP BY 1 ORDER BY 1"
        ).all()
        labels = connection.exec_driver_sql("SELECT state, count(*) FROM labels GROUP BY state ORDER BY state").all()
    language = opened.language
    table = Table(title=word("DEMO_TITLE", language), title_justify="left")
    for heading in ("DEMO_WHAT", "DEMO_COUNT", "DEMO_WHERE"):
        table.add_column(word(heading, language), overflow="fold")
    for grade, count, dispositions in grades:
        what = word("DEMO_GRADE", language, grade=grade) if grade else word("DEMO_NO_GRADE", language)
        where = (word(f"DISPOSITION_{name.upper()}", language) for name in str(dispositions or "").split(",") if name)
        table.add_row(what, str(count), listed(where, language))
    for state, count in labels:
        said = word(f"LABEL_STATE_{state.upper()}", language)
        table.add_row(said[:1].upper() + said[1:], str(count), str(opened.folder.labels))
    for batch in FolderExport(opened.ledger, opened.exports).run():
        table.add_row(word("DEMO_EXPORT", language), str(batch.acknowledged), "\n".join(str(file.path) for file in batch.files[:-1]))
    console.print()
    console.print(table)
    report = verify(opened.folder.database, opened.exports, opened.photos.check)
    verified = "DEMO_VERIFIED" if report.clean else "DEMO_NOT_VERIFIED"
    console.print(word(verified, language, facts=opened.ledger.head().seq, data=opened.folder.path))
