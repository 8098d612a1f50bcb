"""Settings: a file that explains itself; what is wrong in it is named."""

from dataclasses import asdict
from pathlib import Path

import pytest

from station.errors import Refusal
from station.scan.patterns import Patterns
from station.settings import Settings, change_settings, default_text, load_settings, write_default


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
