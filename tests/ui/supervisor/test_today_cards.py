"""The cards of Today that are short lists: as many rows as have room, and how many there are beside them."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.supervisor.today_cards import Line, LineButton, LinesCard
from ui.theme import Theme

MANY = [Line(f"Kettle {number}", "you · 4 d", f"B01-{number}", below=True) for number in range(23)]


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> Iterator[LinesCard]:  # noqa: ARG001 -- worn by what is shown
    around = QWidget()
    around.resize(400, 900)
    qtbot.addWidget(around)
    made = LinesCard(around)
    made.setGeometry(0, 0, 320, 250)
    around.show()
    yield made
    around.close()


def shown(card: LinesCard) -> tuple[int, list[str]]:
    """How many rows there are, and what the row for the rest says."""
    QApplication.sendPostedEvents()
    rest = [each.text() for each in card.findChildren(LineButton) if each.isVisible() and each.line.what == ""]
    return len(card.lines), rest


def test_that_a_low_card_shows_three_and_counts_the_rest(card: LinesCard) -> None:
    card.show_lines("Waiting", "", MANY, lambda count: f"{count} more", "nothing")
    assert shown(card) == (3, ["20 more"])
    assert card.minimumSizeHint().height() <= 250


def test_that_a_high_card_shows_as_many_as_have_room_and_a_low_one_fewer_again(card: LinesCard) -> None:
    card.show_lines("Waiting", "", MANY, lambda count: f"{count} more", "nothing")
    least = card.minimumSizeHint().height()
    card.resize(320, 480)
    rows, rest = shown(card)
    assert 6 <= rows <= 9
    assert rest == [f"{23 - rows} more"]
    last = max(each.geometry().bottom() for each in card.findChildren(LineButton) if each.isVisible())
    assert last <= card.height()
    assert card.minimumSizeHint().height() == least, "else a window could not be made smaller again"
    card.resize(320, 250)
    assert shown(card) == (3, ["20 more"])


def test_that_nothing_is_counted_where_all_have_room(card: LinesCard) -> None:
    card.show_lines("Waiting", "", MANY[:4], lambda count: f"{count} more", "nothing")
    assert shown(card) == (4, [])
    card.show_lines("Waiting", "", [], lambda count: f"{count} more", "nothing waits")
    assert shown(card) == (0, [])
