"""What the tests of the window share: one shop, made once and copied; a theme that does not outlive its test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.once import copy_folder
from tests.ui.shop import Desktop, desktop, make_shop
from ui.fonts import register_fonts
from ui.garbage import WindowGarbage
from ui.theme import Theme

if TYPE_CHECKING:
    from tests.ui.devices.plugs import Plugs


@pytest.fixture(scope="session", autouse=True)
def garbage(qapp: QApplication) -> Iterator[WindowGarbage]:
    """As in the application: no other thread frees a widget."""
    collecting = WindowGarbage(qapp)
    yield collecting
    collecting.end()


@pytest.fixture(scope="session")
def shop_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nobody opens this one."""
    return make_shop(tmp_path_factory.mktemp("window")).parent


@pytest.fixture
def shop_folder(shop_made_once: Path, tmp_path: Path) -> Path:
    """The data folder of a shop of one's own."""
    return copy_folder(shop_made_once, tmp_path / "shop") / "station"


@pytest.fixture(scope="session")
def worn(qapp: QApplication) -> Theme:
    """The look of the application; there is one, as in a real one."""
    register_fonts(qapp)
    return Theme(qapp)


@pytest.fixture
def theme(worn: Theme) -> Theme:
    """The same at the text scale 1."""
    worn.set_scale(1.0)
    return worn


@pytest.fixture
def desk(shop_folder: Path, qtbot: QtBot, theme: Theme) -> Iterator[Desktop]:
    """A window on a shop where nobody needs to sign in."""
    with desktop(shop_folder, qtbot, theme) as opened:
        yield opened


@pytest.fixture
def plugs(tmp_path: Path) -> "Iterator[Plugs]":
    """The sockets of a computer, for scanners."""
    from tests.ui.devices.plugs import Plugs  # noqa: PLC0415 -- pseudo terminals, which not every system has

    (tmp_path / "dev").mkdir()
    made = Plugs(tmp_path / "dev")
    yield made
    made.unplug_all()
