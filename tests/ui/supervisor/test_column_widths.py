"""How wide columns are: no heading and no date is cut in any language, and a table scrolls only where its words need more than there is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from station.texts import as_moment, languages, word
from ui.supervisor.column_widths import widths
from ui.supervisor.columns import Cell, Column, Kind, Spoken
from ui.supervisor.look import SMALL, TEXT
from ui.theme import Theme, scaled

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 11, 22, 15, 56, tzinfo=UTC)
SPEEDS = ("INSPECTOR", "UNITS", "PER_HOUR", "SECONDS", "ACTIONS", "OVERRIDES", "HELD")


def sized(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int, language: str = "en") -> list[int]:
    return widths(columns, rows, room, QFont(), language, BERLIN)


def length(text: str, pixels: int) -> int:
    """As the desk writes it."""
    font = QFont()
    font.setPixelSize(scaled(pixels))
    return QFontMetrics(font).horizontalAdvance(text)


@pytest.mark.parametrize("language", languages())
@pytest.mark.usefixtures("theme")
def test_that_no_heading_and_no_date_is_cut(language: str) -> None:
    names = [word(f"TODAY_COLUMN_{name}", language) for name in SPEEDS]
    columns = [
        *(Column(name, name, Kind.NUMBER if place else Kind.TEXT, 20) for place, name in enumerate(names)),
        Column("at", "", Kind.MOMENT),
    ]
    found = sized(columns, [(*[None] * len(names), AT)], 100, language)
    assert all(wide > length(column.title, SMALL) for wide, column in zip(found, columns, strict=True))
    assert found[-1] > length(as_moment(AT, language, BERLIN), TEXT)


@pytest.mark.usefixtures("theme")
def test_that_a_date_in_words_is_not_cut_either() -> None:
    told = Spoken("overdue for more days than anybody can count", AT)
    assert sized([Column("due", "until", Kind.DAY)], [(told,)], 50) == [pytest.approx(length(told.text, TEXT) + 24, abs=2)]


@pytest.mark.usefixtures("theme")
def test_that_columns_without_a_width_share_what_is_left() -> None:
    columns = [Column("plate", "plate", Kind.CODE, 120), Column("title", "title"), Column("why", "why")]
    assert sized(columns, [("B01-1", "Kettle", "held")], 920) == [120, 400, 400]


@pytest.mark.usefixtures("theme")
def test_that_columns_give_up_what_their_cells_do_not_need_before_a_table_scrolls() -> None:
    columns = [Column("next", "next", Kind.TEXT, 300), Column("title", "title"), Column("at", "at", Kind.MOMENT)]
    rows = [("outlet", "Kettle", AT)]
    needed = length(as_moment(AT, "en", BERLIN), TEXT) + 16
    found = sized(columns, rows, needed + 300)
    assert sum(found) <= needed + 300
    assert found[0] < 300
    assert found[2] >= needed
    assert found[1] == 160, "a title is shortened last"
    assert sum(sized(columns, rows, 100)) > 100, "what its words need it keeps"


def test_that_a_wide_table_grows_with_the_text(theme: Theme) -> None:
    columns = [Column("plate", "plate", Kind.CODE, 120), Column("units", "units", Kind.NUMBER, 80)]
    before = sized(columns, [("B01-1", 3)], 400)
    theme.set_scale(2.0)
    assert sized(columns, [("B01-1", 3)], 800) == [2 * wide for wide in before]
