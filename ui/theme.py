"""How everything looks: tokens (colours, by theme) and a text scale in, a palette and one style sheet out; follows the system live.

Colour means grade or status and nothing else; surfaces are neutral, the focus ring is the only other accent.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.preferences import LOOKS

BASE: Final = 18  # px: what is neither a title nor an answer, read from a metre away
SCALES: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
# The first that is installed; each has the languages of Europe. Qt itself finds other scripts.
FAMILIES: Final = ("Fira Sans", "Noto Sans", "Segoe UI", "SF Pro Text", "Helvetica Neue", "Ubuntu", "Cantarell", "DejaVu Sans")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme. `a`, `b`, `c` and `h` (hold) are grades."""

    bg: str
    surface: str
    line: str
    ink: str
    muted: str
    soft: str
    a: str
    b: str
    c: str
    h: str
    focus: str


LIGHT: Final = Tokens(
    "#f3f4f6", "#ffffff", "#dadee4", "#14181f", "#5b6472", "#eceef2", "#177a3e", "#a95a00", "#b3261e", "#2f55c8", "#7a2fd0"
)
DARK: Final = Tokens(
    "#0f1217", "#181c23", "#2b313b", "#eef1f5", "#9aa4b2", "#222832", "#52c98e", "#f2a94a", "#ff7a6e", "#86a8ff", "#c39bff"
)


def tokens_of(palette: QPalette) -> Tokens:
    """The tokens that a palette was made of."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def scaled(pixels: float) -> int:
    """So many pixels at the present text scale."""
    return round(pixels * (_TEXT.pixels or QGuiApplication.font().pixelSize()) / BASE)


class _Text:
    """How large text is, in px; 0 as long as no theme was worn. Asking Qt takes longer than all else that a size is worked out of."""

    def __init__(self) -> None:
        self.pixels = 0


_TEXT: Final = _Text()


def font_of(scale: float) -> QFont:
    """The text of everything: an installed family, with figures of one width."""
    installed = set(QFontDatabase.families())
    font = QFont()
    font.setFamilies([name for name in FAMILIES if name in installed] or [font.family()])
    font.setPixelSize(round(BASE * scale))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def palette_of(tokens: Tokens) -> QPalette:
    """The palette for everything that no rule of the sheet paints."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.bg,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.soft,
        roles.Button: tokens.surface,
        roles.WindowText: tokens.ink,
        roles.Text: tokens.ink,
        roles.ButtonText: tokens.ink,
        roles.PlaceholderText: tokens.muted,
        roles.Mid: tokens.line,
        roles.Highlight: tokens.ink,
        roles.HighlightedText: tokens.surface,
        roles.ToolTipBase: tokens.ink,
        roles.ToolTipText: tokens.surface,
    }
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    return palette


def sheet_of(tokens: Tokens, scale: float) -> str:
    """The one style sheet. Labels are styled by their `role`, frames by their object names."""

    def px(pixels: float) -> str:
        return f"{round(pixels * scale)}px"

    return f"""
        QLabel {{ background: transparent; color: {tokens.ink}; }}
        QLabel[role="ready"] {{ font-size: {px(44)}; font-weight: 700; }}
        QLabel[role="title"] {{ font-size: {px(40)}; font-weight: 700; }}
        QLabel[role="because"] {{ font-size: {px(28)}; font-weight: 700; }}
        QLabel[role="client"] {{ font-size: {px(26)}; font-weight: 700; }}
        QLabel[role="lead"] {{ font-size: {px(22)}; color: {tokens.muted}; }}
        QLabel[role="product"] {{ font-size: {px(20)}; font-weight: 700; }}
        QLabel[role="strong"] {{ font-weight: 700; }}
        QLabel[role="muted"] {{ color: {tokens.muted}; }}
        QLabel[role="small"] {{ font-size: {px(16)}; color: {tokens.muted}; }}
        QLabel[role="variant"] {{ font-size: {px(30)}; font-weight: 700; }}
        #bar, #foot, #scanner {{ background: {tokens.surface}; }}
        #bar, #scanner {{ border: none; border-bottom: 1px solid {tokens.line}; }}
        #foot {{ border: none; border-top: 1px solid {tokens.line}; }}
        #card {{ background: {tokens.surface}; border: 1px solid {tokens.line}; border-radius: 10px; }}
        #frame {{ background: {tokens.soft}; border-radius: 8px; }}
        #rule {{ background: {tokens.line}; }}
        #alert {{ background: {tokens.surface}; border: 2px solid {tokens.ink}; border-radius: 8px; }}
        #news {{ background: {tokens.soft}; border-radius: 10px; }}
        #refusal {{ background: {tokens.ink}; border-radius: 10px; }}
        #refusal QLabel, #refusal Largest {{ color: {tokens.surface}; }}
        QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
        QScrollBar:vertical {{ background: transparent; width: 14px; margin: 2px; }}
        QScrollBar::handle:vertical {{ background: {tokens.muted}; border-radius: 5px; min-height: 40px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ height: 0px; }}
        QLineEdit {{ background: {tokens.surface}; color: {tokens.ink}; border: 2px solid {tokens.muted}; border-radius: 10px;
            padding: 6px 12px; font-size: {px(20)}; selection-background-color: {tokens.ink};
            placeholder-text-color: {tokens.muted}; }}
        QLineEdit[role="entry"] {{ font-size: {px(40)}; font-weight: 700; padding: 10px 16px; }}
        QLineEdit:focus {{ border-color: {tokens.focus}; }}
    """


class Theme(QObject):
    """The look of the whole application; `changed` when something of it did."""

    changed = Signal()

    def __init__(self, app: QApplication, scale: float = SCALES[0]) -> None:
        super().__init__(app)
        self._app = app
        self._scale = scale
        self._look = LOOKS[0]
        self._applied: tuple[Tokens, float] | None = None
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self.on_color_scheme_changed)
        self._apply(app.styleHints().colorScheme())

    @property
    def scale(self) -> float:
        """How large text is: 1.0 to 2.0."""
        return self._scale

    @property
    def look(self) -> str:
        """One of `preferences.LOOKS`."""
        return self._look

    def set_scale(self, scale: float) -> None:
        """Make all text so large, within 1.0 to 2.0."""
        self._scale = min(SCALES[-1], max(SCALES[0], scale))
        self._apply(self._app.styleHints().colorScheme())

    def wear(self, look: str, scale: float) -> None:
        """Both at once: everything is styled anew once."""
        self._look = look if look in LOOKS else LOOKS[0]
        self.set_scale(scale)

    def set_look(self, look: str) -> None:
        """Light or dark whatever the system is, or as the system is."""
        if look != self._look:
            self._look = look if look in LOOKS else LOOKS[0]
            self._apply(self._app.styleHints().colorScheme())

    def step(self, by: int) -> None:
        """The next larger (1) or smaller (-1) text."""
        nearest = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - self._scale))
        self.set_scale(SCALES[min(len(SCALES) - 1, max(0, nearest + by))])

    def on_color_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        """The system went dark or light."""
        self._apply(scheme)

    def _apply(self, scheme: Qt.ColorScheme) -> None:
        dark = scheme is Qt.ColorScheme.Dark if self._look == LOOKS[0] else self._look == LOOKS[2]
        tokens = DARK if dark else LIGHT
        if (tokens, self._scale) != self._applied:  # every widget that there is would be styled anew, which takes half a second
            self._applied = tokens, self._scale
            font = font_of(self._scale)
            _TEXT.pixels = font.pixelSize()
            self._app.setFont(font)
            self._app.setPalette(palette_of(tokens))
            self._app.setStyleSheet(sheet_of(tokens, self._scale))
        self.changed.emit()
