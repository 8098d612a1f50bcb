"""What a window keeps: whatever lies in its file, a window opens with usable values, and keeping them never raises."""

from pathlib import Path

import pytest

from ui.preferences import FILE_NAME, Preferences, load_preferences, save_preferences

WANTED = Preferences(1.5, "dark", full_screen=True)
SPOILT = [
    b'{"text_scale": ' + b"9" * 400 + b"}",
    b"[" * 9_000,
    b"[" * 200_000,
    b'{"text_scale": 1.5}' + b" " * 5_000_000 + b"x",
    b"\xff\xfe{\0",
    b"null",
    b"",
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_that_a_spoilt_file_is_the_defaults_and_is_written_anew(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(spoilt)
    assert load_preferences(tmp_path) in (Preferences(), Preferences(text_scale=1.5))
    save_preferences(tmp_path, WANTED)
    assert load_preferences(tmp_path) == WANTED
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


def test_that_a_scale_of_no_number_is_the_smallest(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"text_scale": NaN}')
    assert 1.0 <= load_preferences(tmp_path).text_scale <= 2.0


def test_that_keeping_where_nothing_can_be_kept_raises_nothing(tmp_path: Path) -> None:
    save_preferences(tmp_path / "gone", WANTED)
    (tmp_path / FILE_NAME).mkdir()
    save_preferences(tmp_path, WANTED)
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
