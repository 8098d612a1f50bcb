"""Settings: a file that explains itself; what is wrong in it is named."""

from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from station.errors import Fault, Refusal
from station.scan.patterns import Patterns
from station.settings import Settings, change_settings, files, load_settings, write_default
from station.settings.document import default_text


def test_that_the_written_default_says_exactly_the_defaults(tmp_path: Path) -> None:
    file = write_default(tmp_path, "B02")
    assert load_settings(tmp_path) == Settings(station="B02")
    text = file.read_text(encoding="utf-8")
    assert all("#" in line for line in text.splitlines() if line.strip()), "every line says what it means"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_that_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('station = "B07"\n')
    write_default(tmp_path, "B02")
    assert (tmp_path / "settings.toml").read_text() == 'station = "B07"\n'


def test_that_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_that_what_an_editor_adds_in_front_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b'\xef\xbb\xbfstation = "B07"\r\n[labels]\r\ndpi = 300\r\n')
    read = load_settings(tmp_path)
    assert (read.station, read.labels.dpi, read.labels.printer) == ("B07", 300, "folder:")


def test_that_the_shipped_patterns_are_those_of_the_scanner() -> None:
    assert Settings().patterns.model_dump() == asdict(Patterns())


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("statoin = 'B01'", "statoin", "no such key"),
        ("station = 5", "station", "string"),
        ("station = 'b-1'", "station", "pattern"),
        ("[site]\ntime_zone = 'Mars/Base'", "site.time_zone", "a time zone such as"),
        ("[site]\ntime_zone = '../../etc/passwd'", "site.time_zone", "a time zone such as"),
        ("[site]\nlanguage = 'xx'", "site.language", "one of "),
        ("[patterns]\nrma = '('", "patterns.rma", "a regular expression"),
        ("[patterns]\nrma = '(R+)+X'", "patterns.rma", "a repeat inside a repeat"),
        ("[labels]\ndpi = 204", "labels.dpi", "203, 300 or 600"),
        ("[labels]\nprinter = 'usb'", "labels.printer", "tcp://HOST:PORT"),
        ("[photos]\nretention_days = '4'", "photos.retention_days", "integer"),
        ("[photos]\ntakes_itself = 1", "photos.takes_itself", "boolean"),
        ("[photos]\nretention_days = 0", "photos.retention_days", "greater than or equal to 1"),
        ("photos = 3", "photos", "dictionary"),
        ("station = ", "(the whole file)", "TOML"),
    ],
)
def test_that_a_wrong_value_is_refused_with_file_key_and_what_is_expected(tmp_path: Path, text: str, key: str, expected: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(Refusal) as refused:
        load_settings(tmp_path)
    assert (refused.value.code, refused.value.params["file"], refused.value.params["key"]) == ("SETTINGS_WRONG", file, key)
    assert expected in str(refused.value.params["expected"])


def test_that_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refusal, match="SETTINGS_WRONG"):
        load_settings(tmp_path)


def test_that_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().station = "B09"


def test_that_the_default_text_is_stable() -> None:
    assert default_text() == default_text()


def test_that_a_change_keeps_comments_and_everything_else(tmp_path: Path) -> None:
    file = write_default(tmp_path, "B02")
    before = file.read_text(encoding="utf-8").splitlines()
    after = change_settings(
        tmp_path,
        {"camera.device": "C920", "scanner.serial": ["usb:0c2e:0caa:SN1", "COM3"], "sounds.volume": 0, "photos.takes_itself": True},
    )
    assert (after.camera.device, after.scanner.serial, after.sounds.volume) == ("C920", ["usb:0c2e:0caa:SN1", "COM3"], 0)
    assert load_settings(tmp_path) == after
    changed = [(old, new) for old, new in zip(before, file.read_text(encoding="utf-8").splitlines(), strict=True) if old != new]
    assert [new.partition(" #")[0] for _, new in changed] == [
        "takes_itself = true",
        'serial = ["usb:0c2e:0caa:SN1", "COM3"]',
        'device = "C920"',
        "volume = 0",
    ]
    assert all(old.partition("#")[2] == new.partition("#")[2] != "" for old, new in changed)


def test_that_a_file_from_before_takes_a_new_group(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('# ours\nstation = "B07"\n', encoding="utf-8")
    assert change_settings(tmp_path, {"camera.folder": "/srv/shots"}).camera.folder == "/srv/shots"
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8").startswith('# ours\nstation = "B07"\n')


@pytest.mark.parametrize("changes", [{"sounds.volume": 101}, {"camera.colour": "red"}, {"scanner.serial": ["usb:0c2e"]}])
def test_that_a_wrong_change_is_refused_and_nothing_is_written(tmp_path: Path, changes: dict[str, object]) -> None:
    before = write_default(tmp_path).read_bytes()
    with pytest.raises(Refusal, match="SETTINGS_WRONG"):
        change_settings(tmp_path, changes)
    assert (tmp_path / "settings.toml").read_bytes() == before


def test_that_settings_kept_on_several_threads_are_all_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One thread is held between reading and writing; what another keeps meanwhile is not lost by it."""
    change_settings(tmp_path, {"sounds.volume": 10})
    reading, go_on, real = Event(), Event(), files._checked

    def checked(text: str, file: Path) -> Any:
        settings = real(text, file)
        if settings.sounds.volume == 55 and not reading.is_set():
            reading.set()
            assert go_on.wait(20)
        return settings

    monkeypatch.setattr(files, "_checked", checked)
    first = Thread(target=change_settings, args=(tmp_path, {"sounds.volume": 55}))
    second = Thread(target=change_settings, args=(tmp_path, {"scanner.prefix": "~"}))
    first.start()
    assert reading.wait(20)
    second.start()
    second.join(0.2)
    go_on.set()
    for thread in (first, second):
        thread.join(20)
    kept = load_settings(tmp_path)
    assert (kept.sounds.volume, kept.scanner.prefix) == (55, "~")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "text",
    [
        'sounds.volume = 3\nstation = "K07"\ncamera.device = "x"\ncamera.width = 3\n',
        'station = "K07"\nphotos.takes_itself = false\nsounds.volume = 3\nphotos.retention_days = 90\n',
        'station = "K07"\n[camera]\ndevice = "x"\n[sounds]\nvolume = 3\n',
        'station = "K07"\nsounds = {volume = 3}\ncamera = {}\n',
    ],
)
def test_that_every_spelling_of_toml_is_changed_or_refused_and_nothing_else(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    changes: dict[str, object] = {"photos.takes_itself": True, "camera.device": "C920", "sounds.volume": 9}
    codes: list[str] = []
    try:
        change_settings(tmp_path, changes)
    except Refusal as refusal:
        codes.append(refusal.code)
    after = load_settings(tmp_path)
    changed = (after.station, after.photos.takes_itself, after.camera.device, after.sounds.volume) == ("K07", True, "C920", 9)
    kept = file.read_text(encoding="utf-8") == text
    assert (codes, changed, kept) in (([], True, False), (["SETTINGS_WRONG"], False, True))


def test_that_what_tomlkit_cannot_change_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_default(tmp_path)

    def broken(text: str) -> None:
        raise AttributeError(text)

    monkeypatch.setattr("station.settings.document.tomlkit.parse", broken)
    with pytest.raises(Refusal, match="SETTINGS_WRONG"):
        change_settings(tmp_path, {"sounds.volume": 1})


@pytest.mark.parametrize("left", [b"", b" \n", b"\xef\xbb\xbf"])
def test_that_an_emptied_file_of_a_station_is_a_fault_and_never_its_defaults(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(left)
    assert load_settings(tmp_path) == Settings(), "nobody worked here yet"
    (tmp_path / "station.json").write_text("{}")
    with pytest.raises(Fault, match="SETTINGS_EMPTY"):
        load_settings(tmp_path)
    with pytest.raises(Fault, match="SETTINGS_EMPTY"):
        change_settings(tmp_path, {"sounds.volume": 1})
    assert (tmp_path / "settings.toml").read_bytes() == left


def test_that_two_threads_that_change_at_once_lose_nothing(tmp_path: Path) -> None:
    write_default(tmp_path, "K07")
    change_settings(tmp_path, {"labels.printer": "tcp://printer:9100"})
    wrong: list[BaseException] = []

    def change(key: str, first: int) -> None:
        try:
            for value in range(first, first + 25):
                change_settings(tmp_path, {key: value})
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is shown
            wrong.append(error)

    threads = [Thread(target=change, args=each) for each in (("sounds.volume", 0), ("scanner.threshold_ms", 50))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = load_settings(tmp_path)
    assert (wrong, after.station, after.labels.printer) == ([], "K07", "tcp://printer:9100")
    assert (after.sounds.volume, after.scanner.threshold_ms) == (24, 74)
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]
