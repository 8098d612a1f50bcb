"""The camera's own page: how it is, the live picture, the choice of camera and size, a test picture of which nothing is stored."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from station.settings import Camera as Choice
from tests.ui.devices.camera_bench import CameraBench, blurred, camera_bench, plain, scene
from tests.ui.shop import PATIENCE_MS, cut
from ui.setup.camera import TEST, CameraPage
from ui.theme import Theme
from ui.widgets.options import OptionButton

SIZES = ((1920, 1080), (1600, 1200), (1280, 720), (640, 480))


class Page:
    """The page, open, with one camera on the table."""

    def __init__(self, page: CameraPage, bench: CameraBench) -> None:
        self.page, self.bench = page, bench
        self.kept: list[dict[str, object]] = []
        page.changed.connect(self.kept.append)

    def words(self) -> str:
        return " ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def options(self) -> dict[str, OptionButton]:
        return {button.option.label: button for button in self.page.findChildren(OptionButton) if button.isVisible()}

    def until_said(self, text: str) -> None:
        self.bench.until(lambda: text in self.words())


@pytest.fixture
def opened(qtbot: QtBot, theme: Theme) -> Iterator[Page]:
    assert theme.scale == 1.0
    with camera_bench(qtbot) as bench:
        bench.cameras.plug("C920", sizes=SIZES)
        bench.cameras.show(scene())
        page = CameraPage(bench.camera)
        bench.camera.use(Choice())
        page.setMinimumSize(900, 500)  # as in its window
        page.resize(1366, 700)
        page.show()
        page.open_page("en")
        found = Page(page, bench)
        found.until_said("C920 sends pictures of 640 × 480")
        yield found
        page.close_page()
        assert page.end()
        page.deleteLater()
        QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)


def test_that_it_says_how_the_camera_is_and_what_to_do(opened: Page) -> None:
    opened.bench.cameras.unplug()
    opened.until_said("not connected")
    assert "Check its cable" in opened.words()


def test_that_a_test_picture_is_judged_in_words(opened: Page) -> None:
    opened.page.takes_key("Enter")
    opened.until_said("sharp. It would be kept. It was not stored.")
    assert "Test picture of 640 × 480" in opened.words()


@pytest.mark.parametrize(("level", "says"), [(2, "too dark"), (254, "too bright")])
def test_that_a_test_picture_that_shows_nothing_is_said_to_be_one(opened: Page, level: int, says: str) -> None:
    opened.bench.cameras.show(plain(level))
    opened.page.on_row_taken(TEST)
    opened.until_said(f"It would be asked for once more: {says}.")


def test_that_a_blurred_test_picture_is_said_to_be_blurred(opened: Page) -> None:
    opened.bench.cameras.show(blurred())
    opened.page.on_row_taken(TEST)
    opened.until_said("blurred. It would be asked for once more: blurred.")


def test_that_a_test_without_a_camera_says_why_there_is_no_picture(opened: Page) -> None:
    opened.bench.cameras.unplug()
    opened.until_said("not connected")
    opened.page.on_row_taken(TEST)
    opened.until_said("✗ The camera C920 is not connected")


def test_that_the_live_picture_is_shown_while_it_is_open(opened: Page, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.bench.camera.pictured, timeout=PATIENCE_MS):
        pass
    assert not opened.page.findChildren(type(opened.page._picture))[0].image.isNull()


def test_that_a_size_is_chosen_by_its_key_and_handed_on_to_be_kept(opened: Page) -> None:
    labels = [
        button.option.label
        for button in sorted(opened.options().values(), key=lambda button: button.option.key)
        if button.option.key.isdigit()
    ]
    assert labels == ["C920", "The best size it has", "1920 × 1080", "1280 × 720", "640 × 480", "No camera at this bench"]
    assert opened.page.takes_key("4")
    assert opened.kept == [{"camera.width": 1280, "camera.height": 720}]
    opened.bench.until(lambda: opened.bench.cameras.opened[-1] == ("C920", (1280, 720)))
    opened.bench.until(lambda: opened.options()["1280 × 720"].option.chosen)


def test_that_another_camera_is_chosen_when_it_is_plugged_in(opened: Page) -> None:
    opened.bench.cameras.plug("C920", "Document camera")
    opened.bench.until(lambda: "Document camera" in opened.options())
    opened.options()["Document camera"].click()
    opened.bench.until(lambda: opened.bench.says().startswith("Document camera sends"))
    assert opened.kept == [{"camera.device": "Document camera", "camera.width": 0, "camera.height": 0, "camera.folder": ""}]


def test_that_no_camera_can_be_chosen_and_taken_back(opened: Page) -> None:
    opened.options()["No camera at this bench"].click()
    opened.until_said("This bench uses no camera.")
    opened.bench.until(lambda: "The camera that is plugged in" in opened.options())
    opened.options()["The camera that is plugged in"].click()
    opened.until_said("C920 sends")
    assert [change["camera.device"] for change in opened.kept] == ["none", ""]


def test_that_keys_that_are_nobodys_are_left_to_the_window(opened: Page) -> None:
    assert [opened.page.takes_key(name) for name in ("9", "0", "F8")] == [False] * 3


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_nothing_is_cut_and_everything_is_large_enough_for_a_glove(opened: Page, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    opened.bench.until(lambda: cut(opened.page) == [])
    assert all(button.height() >= 64 for button in opened.options().values())
