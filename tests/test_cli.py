"""The commands: exit status 0, 1 and 2, sentences for people, stable JSON for programs, and never a traceback on the screen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from station.assembly import open_station
from station.cli import app
from station.clock import SystemClock
from station.demo import demo_photos
from station.errors import Refusal
from station.resources import resources
from station.texts import notice

Run = Callable[..., Result]

SCANS = "RMA-10001\n9521321000025\nRS-AS-NEW\nRS-CLOSE\n"
PLATE = "B01-000001-A"


def run_in(data: Path, *args: str, text: str = "") -> Result:
    return CliRunner(env={"NO_COLOR": "1"}).invoke(app, ["--data", str(data), *args], input=text)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on a data folder that is not there yet."""
    return lambda *args, text="": run_in(tmp_path / "data", *args, text=text)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo shop and one unit graded A, worked through the commands alone. Tests only look at it."""
    folder = tmp_path_factory.mktemp("shop")
    demo_photos(folder / "pictures", 1)
    for kind in ("products", "returns"):
        file = folder / f"{kind}.csv"
        file.write_bytes(resources().joinpath("demo", f"{kind}.csv").read_bytes())
        assert run_in(folder / "data", "import", kind, str(file)).exit_code == 0
    worked = run_in(folder / "data", "bench", "--as", "Ada", "--photos", str(folder / "pictures"), text=SCANS)
    assert worked.exit_code == 0, worked.stderr
    return folder / "data"


def refused(result: Result) -> str:
    """The code of a refusal that was told on stderr, and nothing else."""
    assert result.exit_code == 1
    assert result.stdout == ""
    first, *advice = result.stderr.splitlines()
    assert advice
    assert "Traceback" not in result.stderr
    return first.split(":")[0]


@pytest.mark.parametrize(
    "args",
    [
        ("show", "RMA-1"),
        ("scan", "RMA-1"),
        ("facts",),
        ("today",),
        ("rules", "list"),
        ("verify",),
        ("label", PLATE, "--format", "zpl", "--out", "x.zpl"),
        ("sheet", "commands", "--out", "x.pdf"),
        ("backup", "x.backup"),
        ("person", "list"),
    ],
    ids=lambda args: args[0],
)
def test_that_a_command_that_only_looks_never_makes_a_folder(run: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
    assert refused(run(*args)) == "FOLDER_MISSING"
    assert list(tmp_path.iterdir()) == []
    assert run("doctor").exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [
        ("nonsense",),
        ("show",),
        ("sheet", "wallpaper", "--out", "x"),
        ("facts", "--since", "minus"),
        ("facts", "--since", "-1"),
        ("import", "refunds", "x.csv"),
        ("export", "--once", "--follow", "5"),
        ("person", "add", "Ada", "--role", "king"),
        ("label", PLATE, "--out", "x"),
        ("--wrong",),
    ],
    ids=" ".join,
)
def test_that_wrong_use_ends_with_two_and_makes_nothing(run: Run, tmp_path: Path, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_that_a_refusal_is_an_object_where_json_is_asked_for(run: Run) -> None:
    result = run("show", "RMA-1", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)["refused"]
    assert list(told) == ["code", "message", "advice"]
    assert told["code"] == "FOLDER_MISSING"


def test_that_without_a_display_the_bare_command_says_so_and_is_the_bench_in_the_terminal(run: Run) -> None:
    done = run()
    assert (done.exit_code, "no display here" in done.stderr, "Scan a parcel" in done.stdout) == (0, True, True)


def test_that_a_bug_is_named_and_its_traceback_goes_to_the_log_only(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise KeyError("secret of the inside")

    monkeypatch.setattr("station.cli.look.find_subject", broken)
    result = run_in(shop, "show", "RMA-10001")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("BUG UNEXPECTED: ")
    assert "Traceback" not in result.stderr
    assert "secret of the inside" not in result.stderr
    (log,) = (shop / "log").iterdir()
    assert str(log) in result.stderr
    assert "secret of the inside" in log.read_text(encoding="utf-8")


def test_that_people_are_added_listed_and_disabled(run: Run) -> None:
    added = json.loads(run("person", "add", "Ada", "--role", "supervisor", "--json").stdout)
    assert added["person"] == {"id": "I-01", "name": "Ada", "role": "supervisor", "language": "en"}
    assert added["badge"].startswith("RS-BADGE-")
    assert refused(run("person", "add", "ada")) == "PERSON_EXISTS"
    assert json.loads(run("person", "list", "--json").stdout) == {"people": [added["person"]]}
    assert "I-01  Ada   Supervisor  en" in run("person", "list").stdout.splitlines()
    assert run("person", "disable", "Ada").exit_code == 0
    assert json.loads(run("person", "list", "--json").stdout) == {"people": []}
    assert refused(run("person", "disable", "Ada")) == "PERSON_UNKNOWN"


def test_that_names_cannot_paint_the_terminal(run: Run) -> None:
    assert run("person", "add", "[red]Ada[/red] :smile:").exit_code == 0
    assert "[red]Ada[/red] :smile:" in run("person", "list").stdout


def test_that_the_same_file_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text("client,sku,gtin,title\nn,S-1,4006381333931,Pen\nn,,4006381333931,Nameless\n")
    first, second = (json.loads(run("import", "products", str(file), "--json").stdout) for _ in range(2))
    assert (first["accepted"], first["refused"], first["unchanged"]) == (1, 1, 0)
    assert (second["accepted"], second["refused"], second["unchanged"]) == (0, 1, 1)
    assert Path(first["refused_file"]).is_file()
    assert refused(run("import", "products", str(tmp_path / "nothing.csv"))).startswith("FILE_")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("RMA-10001", "rma", "RMA-10001"),
        ("9521321000025", "gtin", "09521321000025"),
        (PLATE, "lpn", PLATE),
        ("rs-as-new", "command", "AS-NEW"),
    ],
)
def test_that_scan_says_what_a_code_is(shop: Path, text: str, kind: str, value: str) -> None:
    told = json.loads(run_in(shop, "scan", text, "--json").stdout)
    assert list(told) == ["kind", "value", "parts", "also"]
    assert (told["kind"], told["value"]) == (kind, value)
    assert run_in(shop, "scan", text).stdout.split()[0] == kind


@pytest.mark.parametrize(
    ("text", "code"), [("9521321000026", "CHECK_DIGIT"), ("../../x", "CODE_NOT_READABLE"), ("RS-NONSENSE", "COMMAND_UNKNOWN")]
)
def test_that_scan_gives_the_refusal_that_the_bench_would_give(shop: Path, text: str, code: str) -> None:
    assert refused(run_in(shop, "scan", text)) == code
    assert json.loads(run_in(shop, "scan", text, "--json").stdout)["refused"]["code"] == code


def test_that_show_tells_a_unit_a_parcel_and_a_return(shop: Path) -> None:
    unit = json.loads(run_in(shop, "show", PLATE, "--json").stdout)
    assert (unit["kind"], unit["state"], unit["units"][0]["grade"]) == ("unit", "graded", "A")
    text = run_in(shop, "show", PLATE).stdout
    assert text.startswith(f"T-shirt organic cotton, black, M ({PLATE}) of northwind was graded A on ")
    assert "Ada" in text
    assert json.loads(run_in(shop, "show", unit["units"][0]["parcel"], "--json").stdout)["kind"] == "parcel"
    assert "1 of 1 expected units has come in (1 × A: for A-01-02)" in run_in(shop, "show", "RMA-10001").stdout
    assert refused(run_in(shop, "show", "RMA-99")) == "NOTHING_KNOWN"


def test_that_facts_come_one_a_line_and_since_a_number(shop: Path) -> None:
    every = [json.loads(line) for line in run_in(shop, "facts", "--json").stdout.splitlines()]
    assert [fact["seq"] for fact in every] == list(range(1, len(every) + 1))
    since = [json.loads(line)["seq"] for line in run_in(shop, "facts", "--since", "3", "--json").stdout.splitlines()]
    assert since == [fact["seq"] for fact in every[3:]]
    assert len(run_in(shop, "facts").stdout.splitlines()) == len(every)


@pytest.mark.parametrize(("form", "magic"), [("zpl", b"^XA"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_that_a_label_is_written_in_each_format(shop: Path, tmp_path: Path, form: str, magic: bytes) -> None:
    out = tmp_path / f"label.{form}"
    assert run_in(shop, "label", PLATE, "--format", form, "--out", str(out), "--dpi", "300").exit_code == 0
    assert out.read_bytes().startswith(magic)


def test_that_a_label_that_cannot_be_is_refused(shop: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "x")
    assert refused(run_in(shop, "label", PLATE, "--format", "doc", "--out", out)) == "FORMAT_UNKNOWN"
    assert refused(run_in(shop, "label", PLATE, "--format", "zpl", "--dpi", "204", "--out", out)) == "DPI_UNKNOWN"
    assert refused(run_in(shop, "label", "B01-000001-B", "--format", "zpl", "--out", out)) == "PLATE_CHECK"
    assert refused(run_in(shop, "label", PLATE, "--format", "zpl", "--out", str(tmp_path / "no" / "x"))) == "OUT_NOT_WRITTEN"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["station.db", "station.json", "labels/new.pdf", "exports/../settings.toml"])
def test_that_nothing_is_printed_over_the_station_itself(shop: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()}
    assert refused(run_in(shop, "sheet", "commands", "--out", str(shop / name))) == "OUT_IN_DATA_FOLDER"
    assert refused(run_in(shop, "label", PLATE, "--format", "zpl", "--out", str(shop / name))) == "OUT_IN_DATA_FOLDER"
    assert {path: path.read_bytes() for path in shop.rglob("*") if path.is_file() and path in before} == before
    assert run_in(shop, "sheet", "commands", "--out", str(shop / "exports" / "commands.pdf")).exit_code == 0


@pytest.mark.parametrize("name", ["folder/1.manifest.json", "folder/1.json", "folder.plan.json"])
def test_that_no_report_is_written_over_an_export_or_its_bookkeeping(shop: Path, name: str) -> None:
    there = shop / "exports" / name
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_text("{}")
    assert refused(run_in(shop, "report", "daily", "--out", str(there))) == "OUT_IN_DATA_FOLDER"
    assert there.read_text() == "{}"
    there.unlink()  # others verify this shop


def test_that_another_report_goes_over_a_report_but_into_no_other_station(shop: Path, tmp_path: Path) -> None:
    report = shop / "exports" / "reports" / "day.json"
    report.parent.mkdir(parents=True)
    assert [run_in(shop, "report", "daily", "--out", str(report)).exit_code for _time in range(2)] == [0, 0]
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "station.db").touch()
    assert refused(run_in(shop, "report", "daily", "--out", str(tmp_path / "other" / "station.json"))) == "OUT_IN_DATA_FOLDER"


def test_that_a_link_into_the_station_is_no_way_round(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").symlink_to(shop / "station.db")
    assert refused(run_in(shop, "sheet", "commands", "--out", str(tmp_path / "x.pdf"))) == "OUT_IN_DATA_FOLDER"
    (tmp_path / "folder").symlink_to(shop)
    assert refused(run_in(shop, "sheet", "commands", "--out", str(tmp_path / "folder" / "x.pdf"))) == "OUT_IN_DATA_FOLDER"


@pytest.mark.parametrize(
    ("name", "content"), [("letter.odt", b"PK"), ("letter.pdf", b"dear all"), ("drawing.ai", b"%PDF-1.4"), ("label.png", b"\x89PNG")]
)
def test_that_only_an_older_sheet_or_label_is_replaced(shop: Path, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(run_in(shop, "sheet", "commands", "--out", str(tmp_path / name))) == "OUT_IS_ANOTHER_FILE"
    assert (tmp_path / name).read_bytes() == content
    for _ in range(2):
        assert run_in(shop, "sheet", "commands", "--out", str(tmp_path / "sheet.pdf")).exit_code == 0
        assert run_in(shop, "label", PLATE, "--format", "png", "--out", str(tmp_path / "new.png")).exit_code == 0


@pytest.mark.parametrize("kind", ["commands", "findings", "bins", "counts"])
def test_that_sheets_need_no_lock(shop: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "sheet.pdf"
    with open_station(shop, SystemClock()):
        assert run_in(shop, "sheet", kind, "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_that_a_folder_that_cannot_be_is_refused_before_any_scan(run: Run, tmp_path: Path) -> None:
    assert refused(run("bench", "--photos", str(tmp_path / "none"), text="RMA-1\n")) == "NO_PHOTOS"
    (tmp_path / "file").write_text("not a folder")
    assert refused(run("bench", "--printer", f"folder:{tmp_path / 'file' / 'labels'}", text="RMA-1\n")) == "PRINTER_FOLDER_UNFIT"


def test_that_new_badges_replace_old_ones_only_once_they_are_on_paper(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    old = json.loads(run("person", "add", "Ada", "--json").stdout)["badge"].removeprefix("RS-BADGE-")
    run("person", "add", "Bob")
    assert refused(run("sheet", "badges", "--all", "--out", str(tmp_path / "no" / "x.pdf"))) == "OUT_NOT_WRITTEN"
    assert refused(run("sheet", "badges", "--person", "Zoe", "--out", str(tmp_path / "x.pdf"))) == "PERSON_UNKNOWN"
    with open_station(data, SystemClock()) as opened:
        assert opened.people.by_badge(old).name == "Ada"
    assert run("sheet", "badges", "--person", "Bob", "--out", str(tmp_path / "bob.pdf")).exit_code == 0
    with open_station(data, SystemClock()) as opened:
        assert opened.people.by_badge(old).name == "Ada"
    everybody = run("sheet", "badges", "--out", str(tmp_path / "all.pdf"))
    assert (everybody.exit_code, "(Ada, Bob): the badges that they have now end" in everybody.stderr) == (0, True)
    with open_station(data, SystemClock()) as opened, pytest.raises(Exception, match="BADGE_UNKNOWN"):
        opened.people.by_badge(old)


def test_that_at_a_terminal_everybodys_badges_end_only_after_a_yes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = json.loads(run("person", "add", "Ada", "--json").stdout)["badge"].removeprefix("RS-BADGE-")
    monkeypatch.setattr("station.cli.paper.at_terminal", lambda: True)
    out = str(tmp_path / "all.pdf")
    kept = run("sheet", "badges", "--out", out, text="n\n")
    assert (kept.exit_code, "BADGES_KEPT" in kept.stderr, Path(out).exists()) == (1, True, False)
    with open_station(tmp_path / "data", SystemClock()) as opened:
        assert opened.people.by_badge(old).name == "Ada"
    assert run("sheet", "badges", "--out", out, text="y\n").exit_code == 0
    again = run("sheet", "badges", "--all", "--out", out)
    assert (again.exit_code, again.stderr) == (0, "")
    with open_station(tmp_path / "data", SystemClock()) as opened, pytest.raises(Refusal, match="BADGE_UNKNOWN") as refusal:
        opened.people.by_badge(old)
    assert "ask your supervisor for a new badge" in notice(refusal.value).advice


def test_that_plates_take_numbers_that_no_unit_gets(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("sheet", "plates", "--count", "3", "--out", str(tmp_path / "plates.pdf")).exit_code == 0
    with open_station(tmp_path / "data", SystemClock()) as opened:
        assert opened.ledger.next_number("lpn") == 7


def test_that_an_export_says_right_digests_and_a_second_writes_nothing(run: Run, shop: Path, tmp_path: Path) -> None:
    assert run("restore", _backup(shop, tmp_path)).exit_code == 0
    batch = json.loads(run("export", "--out", str(tmp_path / "out"), "--json").stdout)
    for file in batch["files"]:
        assert sha256(Path(file["file"]).read_bytes()).hexdigest() == file["sha256"]
    lines = Path(batch["files"][0]["file"]).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["parcel.arrived", "item.received", "item.graded", "parcel.closed"]
    before = sorted((tmp_path / "out").iterdir())
    again = run("export", "--once", "--out", str(tmp_path / "out"))
    assert (again.exit_code, again.stdout) == (0, "nothing new to export\n")
    assert sorted((tmp_path / "out").iterdir()) == before


def _backup(shop: Path, tmp_path: Path) -> str:
    file = tmp_path / "station.backup"
    assert run_in(shop, "backup", str(file)).exit_code == 0
    return str(file)


def test_that_a_backup_is_restored_verified_and_never_over_a_living_station(run: Run, shop: Path, tmp_path: Path) -> None:
    file = _backup(shop, tmp_path)
    assert refused(run_in(shop, "backup", file)) == "BACKUP_TARGET_EXISTS"
    done = json.loads(run("restore", file, "--json").stdout)
    assert (done["station"], done["aside"]) == ("B01", None)
    assert run("verify").exit_code == 0
    assert json.loads(run("show", PLATE, "--json").stdout)["state"] == "graded"
    assert refused(run("restore", file)) == "RESTORE_OVER_STATION"


def test_that_verify_names_what_is_wrong_and_rebuild_mends_what_is_derived(run: Run, shop: Path, tmp_path: Path) -> None:
    run("restore", _backup(shop, tmp_path))
    clean = json.loads(run("verify", "--json").stdout)
    assert (clean["verified"], clean["items"], clean["photos"], clean["findings"]) == (True, 1, 1, [])
    with open_station(tmp_path / "data", SystemClock()) as opened, opened.ledger.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE items SET grade = 'C'")
    result = run("verify", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["verified"] is False
    assert all({"code", "params", "message", "advice"} == set(finding) for finding in found["findings"])
    assert found["findings"]
    assert run("rebuild").exit_code == 0
    assert run("verify").stdout.startswith("ledger verified: ")


def test_that_a_second_station_in_the_folder_is_refused_and_lookers_are_not(shop: Path) -> None:
    with open_station(shop, SystemClock()):
        assert refused(run_in(shop, "rebuild")) == "SECOND_INSTANCE"
        assert refused(run_in(shop, "bench", text="RMA-10001\n")) == "SECOND_INSTANCE"
        assert run_in(shop, "show", PLATE).exit_code == 0
        assert run_in(shop, "verify").exit_code == 0


def test_that_wrong_settings_are_refused_by_key(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text("[labels]\ndpi = 204\n")
    result = run("person", "add", "Ada")
    assert refused(result) == "SETTINGS_WRONG"
    assert "labels.dpi" in result.stderr
    assert "203, 300 or 600" in result.stderr


def test_that_the_settings_name_a_new_station(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text('station = "B07"\n')
    run("person", "add", "Ada")
    with open_station(tmp_path / "data", SystemClock()) as opened:
        assert opened.ledger.station == "B07"


def test_that_doctor_speaks_json(shop: Path) -> None:
    checks = json.loads(run_in(shop, "doctor", "--json").stdout)["checks"]
    assert all(list(check) == ["name", "level", "message", "advice"] for check in checks)
    assert {check["level"] for check in checks} <= {"ok", "warn"}


def _process(*args: str, text: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "ui.main", *args]
    root = Path(__file__).parent.parent
    return subprocess.run(
        command, input=text, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, cwd=root, env={**os.environ, **env}
    )


def test_that_the_program_itself_ends_with_the_right_status(shop: Path, tmp_path: Path) -> None:
    told = [
        _process("--data", str(shop), "show", PLATE, "--json").returncode,
        _process("show", PLATE, RESTOCK_STATION_DATA=str(shop)).returncode,
        _process("show", PLATE, RESTOCK_STATION_DATA=str(tmp_path / "none")).returncode,
        _process("sho").returncode,
    ]
    assert told == [0, 0, 1, 2]


def test_that_bench_answers_every_line_of_a_pipe_with_one_state(shop: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    run_in(data, "restore", _backup(shop, tmp_path))
    lines = ["RMA-10003", "nonsense!", "9521321000117", "RS-UNDO"]
    done = _process("--data", str(data), "bench", "--json", "--as", "Ada", text="\n".join(lines))
    assert done.returncode == 0, done.stderr
    events: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0]["event"] == "state"
    assert [event["event"] for event in events].count("state") == len(lines) + 1
    assert [event["code"] for event in events if event["event"] == "refused"] == ["CODE_UNKNOWN"]


def test_that_no_reader_at_the_other_end_is_no_bug(shop: Path) -> None:
    command = [sys.executable, "-m", "ui.main", "--data", str(shop), "facts", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 1


def test_that_every_command_of_the_promise_is_there() -> None:
    group = typer.main.get_command(app)
    names = set(group.commands)  # type: ignore[attr-defined]  # a group has commands
    looking = {
        "today",
        "show",
        "scan",
        "facts",
        "label",
        "sheet",
        "verify",
        "backup",
        "doctor",
        "finding-picture",
        "report",
        "printers",
        "simulate",
        "desk",
        "items",
        "stock",
        "lots",
        "manifest",
    }
    working = {"demo", "bench", "import", "export", "rebuild", "restore", "person", "rules", "questions"}
    assert names == looking | working
