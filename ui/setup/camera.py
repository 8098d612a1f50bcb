"""The camera's page: how it is and what to do, the live picture, which camera and size, a test picture of which nothing is stored.

News and live pictures of a LiveCamera in; settings out (`changed`, by dotted key), for whoever writes them down.
"""

from dataclasses import dataclass
from threading import Thread
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from station.errors import Bug, StationError
from station.session.camera import Judged, judged
from station.settings import Camera as Choice
from station.texts import notice, word
from ui.bench.screen import BACK, ENTER, Option
from ui.devices.camera import NO_CAMERA, LiveCamera
from ui.devices.camera_source import Device, Size
from ui.devices.news import DeviceNews
from ui.setup.page import OwnPage
from ui.theme import scaled
from ui.widgets.lists import OptionGrid
from ui.widgets.options import Shape
from ui.widgets.picture import PictureView
from ui.widgets.words import Words

TEST: Final = "@camera-test"
_KEYS: Final = 9
_SIZES: Final = 3  # beside "the best": each is a key, and nobody needs thirty
_SOFT: Final = 8  # thousandths of sharpness: below it a picture is blurred
_SHARP: Final = 30
_LARGE: Final = 150  # percent of text
_ONE_COLUMN: Final = 4
_JOIN_SECONDS: Final = 1.8


@dataclass(frozen=True, slots=True)
class Tested:
    """A test picture, and how good it is; or why there is none."""

    data: bytes = b""
    seen: Judged | None = None
    error: StationError | None = None


class CameraPage(OwnPage):
    """`changed` carries settings, such as {"camera.device": "C920"}."""

    changed = Signal(object)
    _tested = Signal(object)

    def __init__(self, camera: LiveCamera, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._camera = camera
        self._advice, self._result, self._which, self._more = Words(), Words("strong"), Words("strong"), Words("small")
        self._picture = PictureView(least=240)
        self._choices = OptionGrid(Shape.LINE, 2)
        self._what: dict[str, dict[str, object]] = {}
        self._testing: Thread | None = None
        self._frozen = False
        self._lay_out()
        self._choices.taken.connect(self.on_chosen)
        self._tested.connect(self.on_tested)
        camera.pictured.connect(self.on_pictured)
        camera.news.connect(self.on_news)
        camera.listed.connect(self.on_listed)

    def _lay_out(self) -> None:
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(24)
        for widgets in ((self._picture, self._result), (self._which, self._choices, self._more)):
            half = QVBoxLayout()
            half.setSpacing(10)
            for widget in widgets:
                half.addWidget(widget)
            if self._picture not in widgets:
                half.addStretch(1)
            self._halves.addLayout(half, 3 if self._picture in widgets else 2)
        self.column.body.addWidget(self._advice)
        self.column.body.addLayout(self._halves, 1)

    def open_page(self, language: str) -> None:
        super().open_page(language)
        self._frozen = False
        self._result.say("")
        self._picture.show_image(QImage())
        self._camera.watch(self, (1280, 960))
        self._draw()

    def close_page(self) -> None:
        self._camera.watch(self, None)

    def end(self) -> bool:
        """The window is closed; True if the test picture that was awaited is no longer waited for."""
        if self._testing:
            self._testing.join(_JOIN_SECONDS)
        return self._testing is None or not self._testing.is_alive()

    def takes_key(self, name: str) -> bool:
        if name == ENTER:
            self.on_row_taken(TEST)
            return True
        found = next((code for code, key in zip(self._what, self._keys(), strict=False) if key == name), None)
        if found:
            self.on_chosen(found)
        return found is not None

    def on_pictured(self, image: QImage) -> None:
        """A live picture."""
        if self.isVisible() and not self._frozen:
            self._picture.show_image(image)

    def on_news(self, news: DeviceNews) -> None:
        """How the camera is."""
        if news.trouble or news.absent:
            self._frozen = False
            self._picture.show_image(QImage())
            self._result.say("")
        if self.isVisible():
            self._draw()

    def on_listed(self) -> None:
        """Other cameras are there."""
        if self.isVisible():
            self._draw()

    def on_row_taken(self, code: str) -> None:
        """The test picture, or the way back."""
        if code != TEST:
            super().on_row_taken(code)
        elif self._testing is None or not self._testing.is_alive():
            self._frozen = False
            self._result.say(word("CAMERA_TESTING", self.language))
            self._testing = Thread(target=self._test, name="camera test", daemon=True)
            self._testing.start()

    def on_chosen(self, code: str) -> None:
        """Another camera or size."""
        changes = self._what.get(code, {})
        mine = {key.removeprefix("camera."): value for key, value in changes.items() if key.startswith("camera.")}
        self._frozen = False
        self._camera.use(self._camera.choice.model_copy(update=mine), takes_itself=self._camera.takes_itself)
        self.changed.emit(changes)
        self._draw()

    def on_tested(self, tested: Tested) -> None:
        """What came of the test picture; it stays until something else is done here."""
        if tested.error:
            said = notice(tested.error, self.language)
            self._result.say(f"✗ {said.message} {said.advice}")
            return
        self._frozen = True
        image = QImage.fromData(tested.data)
        self._picture.show_image(image)
        self._result.say(self._told(image, tested.seen) if tested.seen else word("CAMERA_NO_PICTURE", self.language))

    def _test(self) -> None:
        """On a thread of its own."""
        try:
            data = self._camera.shoot().data
            self._tested.emit(Tested(data, judged(data)))
        except StationError as error:
            self._tested.emit(Tested(error=error))
        except Exception as error:  # noqa: BLE001 -- a page that waits for a thread that died would wait for ever
            self._tested.emit(Tested(error=Bug("BENCH_BUG", what=type(error).__name__)))

    def _told(self, image: QImage, seen: Judged) -> str:
        sharp = "CAMERA_SHARP" if seen.sharpness >= _SHARP else "CAMERA_SOFT" if seen.sharpness >= _SOFT else "CAMERA_BLURRED"
        doubt = word(f"DOUBT_{seen.advice}", self.language) if seen.advice else ""
        verdict = word("CAMERA_DOUBTED", self.language, doubt=doubt) if doubt else word("CAMERA_GOOD", self.language)
        return word(
            "CAMERA_TESTED",
            self.language,
            width=image.width(),
            height=image.height(),
            light=seen.light,
            sharp=word(sharp, self.language),
            verdict=verdict,
        )

    def _draw(self) -> None:
        language, told = self.language, self._camera.told
        # Beside each other, or below where the text is so large that neither would have room.
        beside = scaled(100) < _LARGE
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.title.say(word("CAMERA", language))
        self.lead.say(told.says if told else "")
        self._advice.say(told.advice if told else "")
        self._picture.say(word("CAMERA_NO_LIVE", language))
        self._which.say(word("CAMERA_WHICH", language))
        self._more.say(word("CAMERA_FOLDER_SETTING", language))
        offered = self._offered()
        self._what = {option.code: changes for option, changes in offered}
        self._choices.show_options([option for option, _ in offered], 1 if len(offered) <= _ONE_COLUMN else 2)
        test = Option(ENTER, TEST, word("CAMERA_TEST", language))
        self.row.show_commands("", (Option("Esc", BACK, word("WINDOW_BACK", language)),), test)

    def _offered(self) -> list[tuple[Option, dict[str, object]]]:
        choice, language = self._camera.choice, self.language
        used = self._camera.device.open_device if self._camera.is_live else None
        rows: list[tuple[str, bool, dict[str, object]]] = [
            (device.name, device == used, {"camera.device": device.name, "camera.width": 0, "camera.height": 0, "camera.folder": ""})
            for device in self._camera.device.devices[: _KEYS - _SIZES - 2]
        ]
        rows += self._sizes(used, choice) if used else []
        none = choice.device == NO_CAMERA and not choice.folder
        rows.append((word("CAMERA_NONE_WANTED", language), none, {"camera.device": NO_CAMERA, "camera.folder": ""}))
        if choice.device == NO_CAMERA or choice.folder:
            rows.append((word("CAMERA_ANY", language), False, {"camera.device": "", "camera.folder": ""}))
        return [
            (Option(key, f"@camera-{key}", label, chosen=chosen), changes)
            for key, (label, chosen, changes) in zip(self._keys(), rows, strict=False)
        ]

    def _sizes(self, used: Device, choice: Choice) -> list[tuple[str, bool, dict[str, object]]]:
        def row(label: str, size: Size) -> tuple[str, bool, dict[str, object]]:
            return label, (choice.width, choice.height) == size, {"camera.width": size[0], "camera.height": size[1]}

        named = [row(word("CAMERA_SIZE", self.language, width=size[0], height=size[1]), size) for size in _spread(used.sizes)]
        return [row(word("CAMERA_BEST_SIZE", self.language), (0, 0)), *named]

    @staticmethod
    def _keys() -> list[str]:
        return [str(number) for number in range(1, _KEYS + 1)]


def _spread(sizes: tuple[Size, ...]) -> list[Size]:
    """A few of them from the largest to the smallest."""
    if len(sizes) <= _SIZES:
        return list(sizes)
    return [sizes[round(place * (len(sizes) - 1) / (_SIZES - 1))] for place in range(_SIZES)]
