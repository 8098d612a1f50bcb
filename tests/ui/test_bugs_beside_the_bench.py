"""What nobody foresaw, on the threads beside the bench: it is said or logged, and nothing waits for a thread that has died."""

import logging
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from station.texts import word
from tests.ui.devices.camera_bench import camera_bench
from tests.ui.shop import PATIENCE_MS
from ui.devices import scanners as listening
from ui.devices.camera import LiveCamera
from ui.devices.camera_instead import FolderShots
from ui.devices.scanners import Scanners
from ui.sending import SendingWatch
from ui.setup.camera import TEST, CameraPage
from ui.theme import Theme
from ui.widgets.words import Words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def broken(*_args: object, **_named: object) -> Any:
    raise ZeroDivisionError


def test_that_a_test_picture_that_met_a_bug_says_so(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    del theme
    with camera_bench(qtbot) as bench:
        monkeypatch.setattr(LiveCamera, "shoot", broken)
        page = CameraPage(bench.camera)
        qtbot.addWidget(page)
        page.show()
        page.open_page("en")
        page.on_row_taken(TEST)

        def said() -> str:
            return " ".join(words.text() for words in page.findChildren(Words))

        qtbot.waitUntil(lambda: "ZeroDivisionError" in said(), timeout=PATIENCE_MS)
        assert word("CAMERA_TESTING", "en") not in said()
        page.close_page()
        assert page.end()


@pytest.mark.parametrize("work", ["load_settings", "change_settings"])
def test_that_settings_of_scanners_that_met_a_bug_are_refused(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    scanners = Scanners()
    try:
        if work == "change_settings":
            with qtbot.waitSignal(scanners.news_changed, timeout=PATIENCE_MS):
                scanners.begin(tmp_path)
        monkeypatch.setattr(listening, work, broken)
        with qtbot.waitSignal(scanners.refused, timeout=PATIENCE_MS) as refused:
            if work == "change_settings":
                scanners.change({"prefix": "~"})
            else:
                scanners.begin(tmp_path)
        assert refused.args is not None
        assert (refused.args[0].code, refused.args[0].params) == ("BENCH_BUG", {"what": "ZeroDivisionError"})
    finally:
        assert scanners.end()


def test_that_the_watch_of_what_is_owed_outlives_a_bug(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("ui.sending._PAUSE_SECONDS", 0.01)
    counted, fails = Event(), [True]

    def count() -> tuple[Any, ...]:
        if fails:
            fails.clear()
            broken()
        return ()

    watch = SendingWatch(count, lambda _owings: counted.set())
    with caplog.at_level(logging.CRITICAL + 1, logger="ui.sending"):
        watch.start()
        while not counted.wait(0.02):
            watch.wake()
            assert watch._thread.is_alive()
    assert watch.stop()


def test_that_every_folder_that_was_a_camera_is_waited_for(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[Path] = []
    join = FolderShots.join

    def noted(self: FolderShots) -> bool:
        joined.append(self.folder)
        return join(self)

    monkeypatch.setattr(FolderShots, "join", noted)
    with camera_bench(qtbot) as bench:
        for name in "abc":
            (tmp_path / name).mkdir()
            bench.camera.use(bench.camera.choice.model_copy(update={"folder": str(tmp_path / name)}))
        assert bench.camera.close()
        assert joined == [tmp_path / name for name in "abc"]
