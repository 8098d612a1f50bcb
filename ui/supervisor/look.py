"""How the desk looks: the tokens and the text scale of the theme in, one style sheet for its window out.

Nearer to the eye than a bench: 15 px of text, never less than 14. Two weights, a grid of 8 px, 1 px lines, cards with 10 px corners.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import Tokens, scaled, tokens_of
from ui.widgets.words import Words

GRID: Final = 8  # px at the text scale 1
TEXT: Final = 15
SMALL: Final = 14


def desk_sheet(tokens: Tokens) -> str:
    """On top of the sheet of the application. Labels have a `role`: figure, title, heading, strong, muted, small, note; buttons too:
    primary (one a page), plain, quiet (no frame), page (a name in the bar), chip (one of several filters).
    """

    def px(pixels: float) -> str:
        return f"{scaled(pixels)}px"

    return f"""
        QLabel {{ font-size: {px(TEXT)}; }}
        QLabel[role="figure"] {{ font-size: {px(32)}; font-weight: 700; }}
        QLabel[role="title"] {{ font-size: {px(24)}; font-weight: 700; }}
        QLabel[role="site"] {{ font-size: {px(18)}; font-weight: 700; }}
        QLabel[role="heading"] {{ font-size: {px(TEXT)}; font-weight: 700; }}
        QLabel[role="strong"] {{ font-size: {px(TEXT)}; font-weight: 700; }}
        QLabel[role="lead"] {{ font-size: {px(TEXT)}; color: {tokens.muted}; }}
        QLabel[role="small"], QLabel[role="note"] {{ font-size: {px(SMALL)}; color: {tokens.muted}; }}
        QPushButton, QToolButton {{ background: {tokens.surface}; color: {tokens.ink}; border: 1px solid {tokens.muted};
            border-radius: {px(10)}; padding: {px(6)} {px(14)}; font-size: {px(TEXT)}; min-height: {px(22)}; }}
        QPushButton:hover, QToolButton:hover {{ background: {tokens.soft}; }}
        QPushButton:pressed, QToolButton:pressed {{ background: {tokens.line}; }}
        QPushButton:disabled, QToolButton:disabled {{ color: {tokens.muted}; border-color: {tokens.line}; }}
        QPushButton:focus, QToolButton:focus {{ border: 2px solid {tokens.focus}; padding: {px(5)} {px(13)}; }}
        QPushButton[role="primary"] {{ background: {tokens.ink}; color: {tokens.surface}; border-color: {tokens.ink}; font-weight: 700; }}
        QPushButton[role="primary"]:disabled {{ background: {tokens.muted}; border-color: {tokens.muted}; }}
        QPushButton[role="primary"]:focus {{ border: 2px solid {tokens.focus}; }}
        QPushButton[role="quiet"], QPushButton[role="page"] {{ background: transparent; border: 2px solid transparent;
            color: {tokens.muted}; padding: {px(5)} {px(8)}; }}
        QPushButton[role="quiet"]:hover, QPushButton[role="page"]:hover {{ color: {tokens.ink}; }}
        QPushButton[role="page"]:checked {{ color: {tokens.ink}; font-weight: 700; }}
        QPushButton[role="quiet"]:focus, QPushButton[role="page"]:focus {{ border: 2px solid {tokens.focus}; padding: {px(5)} {px(8)}; }}
        QPushButton[role="chip"]:checked {{ background: {tokens.ink}; color: {tokens.surface}; border-color: {tokens.ink}; }}
        QPushButton::menu-indicator {{ image: none; }}
        QLineEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox, QPlainTextEdit {{ background: {tokens.surface}; color: {tokens.ink};
            border: 1px solid {tokens.muted}; border-radius: {px(10)}; padding: {px(5)} {px(10)}; font-size: {px(TEXT)};
            min-height: {px(24)}; selection-background-color: {tokens.ink}; selection-color: {tokens.surface}; }}
        QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QSpinBox:focus, QPlainTextEdit:focus {{
            border: 2px solid {tokens.focus}; padding: {px(4)} {px(9)}; }}
        QDateEdit QLineEdit, QTimeEdit QLineEdit, QSpinBox QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
        QComboBox::drop-down {{ border: none; background: transparent; width: {px(28)}; }}
        QTimeEdit::up-button, QTimeEdit::down-button {{ border: none; background: transparent; width: 0; }}
        QTimeEdit {{ min-width: {px(64)}; }}
        QDateEdit::drop-down {{ border: none; background: transparent; width: {px(28)}; }}
        QComboBox::down-arrow, QDateEdit::down-arrow {{ image: none; }}
        QDateEdit {{ min-width: {px(128)}; }}
        QComboBox QAbstractItemView, QMenu {{ background: {tokens.surface}; color: {tokens.ink}; border: 1px solid {tokens.line};
            selection-background-color: {tokens.soft}; selection-color: {tokens.ink}; font-size: {px(TEXT)}; padding: {px(4)}; }}
        QMenu::item {{ padding: {px(6)} {px(16)}; border-radius: {px(6)}; }}
        QMenu::item:selected {{ background: {tokens.soft}; }}
        QMenu::separator {{ height: 1px; background: {tokens.line}; margin: {px(4)} {px(8)}; }}
        QCheckBox, QRadioButton {{ color: {tokens.ink}; font-size: {px(TEXT)}; spacing: {px(8)}; background: transparent; }}
        QCheckBox:focus, QRadioButton:focus {{ color: {tokens.focus}; }}
        QTableView {{ background: {tokens.surface}; color: {tokens.ink}; border: none; gridline-color: {tokens.line};
            alternate-background-color: {tokens.surface}; font-size: {px(TEXT)};
            selection-background-color: {tokens.soft}; selection-color: {tokens.ink}; outline: none; }}
        QTableView::item {{ border-bottom: 1px solid {tokens.line}; padding: 0 {px(8)}; }}
        QTableView::item:selected {{ background: {tokens.soft}; color: {tokens.ink}; }}
        QTableView::item:focus {{ border: 2px solid {tokens.focus}; }}
        QHeaderView {{ background: {tokens.surface}; border: none; }}
        QHeaderView::section {{ background: {tokens.surface}; color: {tokens.muted}; border: none;
            border-bottom: 1px solid {tokens.line}; padding: {px(6)} {px(11)}; font-size: {px(SMALL)}; font-weight: 400; }}
        QHeaderView::section:hover {{ color: {tokens.ink}; }}
        QTableCornerButton::section {{ background: {tokens.surface}; border: none; }}
        QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 4px; }}
        QScrollBar:vertical {{ background: transparent; width: 14px; margin: 4px; }}
        QScrollBar::handle {{ background: {tokens.muted}; border-radius: 3px; min-width: 40px; min-height: 40px; }}
        QScrollBar::handle:hover {{ background: {tokens.ink}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
        QAbstractScrollArea::corner {{ background: transparent; border: none; }}
        QToolTip {{ background: {tokens.ink}; color: {tokens.surface}; border: none; padding: {px(6)}; font-size: {px(SMALL)}; }}
        #deskbar {{ background: {tokens.surface}; border: none; border-bottom: 1px solid {tokens.line}; }}
        #told {{ background: {tokens.soft}; border: none; border-bottom: 1px solid {tokens.line}; }}
        #told[trouble="true"] {{ background: {tokens.ink}; }}
        #told[trouble="true"] QLabel {{ color: {tokens.surface}; }}
        #told[trouble="true"] QPushButton {{ color: {tokens.surface}; }}
    """


class DeskCard(QFrame):
    """A card with a heading, words at its right, and a column for what it is about: `body`; `head` takes buttons after those words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._heading, self._beside = Words("heading"), Words("muted")
        self._beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        self.head.addWidget(self._heading)
        self.head.addWidget(self._beside, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID - 2, 2 * GRID, 2 * GRID - 2)
        column.setSpacing(GRID)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)

    def name(self, heading: str, beside: str = "") -> None:
        """What it is called, and the words at the right of it."""
        self._heading.say(heading)
        self._beside.setText(beside)
        self._beside.setVisible(True)  # even empty it keeps the heading at the left edge and buttons at the right one
        self.setAccessibleName(heading)


def desk_tokens() -> Tokens:
    """The colours that are worn now. A widget's own palette is no help where the sheet makes its background transparent."""
    return tokens_of(QGuiApplication.palette())


def button(role: str = "plain", parent: QWidget | None = None) -> QPushButton:
    """A push button of one of the roles; its words come with the language."""
    made = QPushButton(parent)
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made
