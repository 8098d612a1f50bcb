"""Which font draws which sign: the shipped Fira Sans Condensed first, then the fonts of this machine. Text in, runs out.

Fira Sans Condensed (OFL, package fontpkg-fira-sans-condensed) has Latin, Greek and Cyrillic in static TrueType files, which
reportlab embeds as they are, and is as wide as the font that is built into ZPL printers, so a label breaks alike everywhere.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.tables.O_S_2f_2 import intersectUnicodeRanges
from platformdirs import user_data_path

from station.errors import Fault, Refusal

CAPITAL: Final = 690  # height of a capital in Fira Sans Condensed, in thousandths of an em; so is all below
ABOVE: Final = 880
BELOW: Final = 220
_FILES: Final = {"regular": "FiraSansCondensed-Regular.ttf", "bold": "FiraSansCondensed-Bold.ttf"}
_JOINS: Final = frozenset(("\u200d", *(sign for sign in map(chr, range(0x900, 0xE00)) if unicodedata.combining(sign) == 9)))  # viramas
JOINERS: Final = "\u200c\u200d"
_SELECTORS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))  # which of two pictures to show: ours has one
_SHAPED: Final = frozenset({"R", "AL", "AN", "NSM", "BN"})
_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
# Of the machine's fonts a plain upright sans is wanted; a word in the file's name that says otherwise costs its points.
_UNWANTED: Final = {"italic": 8, "oblique": 8, "math": 8, "mono": 4, "serif": 2, "thin": 4, "light": 2, "black": 2, "condensed": 1}


@dataclass(frozen=True, slots=True)
class Face:
    """One font in one file; `number` counts in a collection."""

    path: str
    number: int = 0

    @property
    def advances(self) -> Mapping[str, int]:
        """Sign -> how far it moves on, in thousandths of an em. Signs that it has no glyph for are missing."""
        return _tables(self.path, self.number)[1]

    @property
    def is_truetype(self) -> bool:
        """Whether reportlab can embed it (outlines in a glyf table)."""
        return _tables(self.path, self.number)[0] == "glyf"

    def has(self, text: str) -> bool:
        """Whether it draws every sign of a text; joiners draw nothing and need no glyph."""
        known = self.advances
        return all(sign in known or sign in JOINERS for sign in text)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that one font draws."""

    text: str
    face: Face

    @property
    def advance(self) -> int:
        """In thousandths of an em; marks that combine stand above their sign and take no room."""
        known = self.face.advances
        return sum(known.get(sign, 0) for sign in self.text)


class Fonts:
    """The shipped fonts, and where to look for the rest."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._shipped = {weight: Face(str(_shipped_folder() / file)) for weight, file in _FILES.items()}
        self._found: dict[tuple[str, str], Face | None] = {}
        self._others: tuple[Path, ...] | None = None

    def shipped(self, weight: str) -> Face:
        """The shipped face of a weight, "regular" or "bold"."""
        return self._shipped[weight]

    def runs(self, text: str, weight: str) -> tuple[Run, ...]:
        """The text in as few runs as possible; one font for all of it if there is one, since direction is decided in a run.

        Raises Refusal GLYPH_MISSING, which names the sign.
        """
        shipped = self._shipped[weight]
        if (text.isascii() and text.isprintable()) or shipped.has(text):
            return (Run(text, shipped),) if text else ()
        others = {sign: self._other(sign, weight) for sign in dict.fromkeys(text) if not shipped.has(sign)}
        faces = (shipped, *dict.fromkeys(others.values()))
        if whole := next((face for face in faces if face.has(text)), None):
            return (Run(text, whole),)
        return tuple(_joined(text, faces))

    def draws(self, text: str) -> bool:
        """Whether this machine has a glyph for every sign."""
        try:
            return bool(self.runs(text, "regular")) or not text
        except Refusal:
            return False

    def advances(self, text: str, weight: str) -> dict[str, int]:
        """How far each sign of a text moves on, in thousandths of an em; the signs of the ellipsis too."""
        shipped = self._shipped[weight]
        found = {"…": shipped.advances["…"], " ": shipped.advances[" "]}
        for run in self.runs(text, weight):
            known = run.face.advances
            found |= {sign: known.get(sign, 0) for sign in run.text}
        return found

    def _other(self, sign: str, weight: str) -> Face:
        """The best font of this machine that has the sign."""
        if (sign, weight) not in self._found:
            blocks = intersectUnicodeRanges({ord(sign)})
            faces = (Face(str(path)) for path in self._ranked(weight) if blocks <= _blocks(str(path)))
            self._found[sign, weight] = next((face for face in faces if face.has(sign)), None)
        if face := self._found[sign, weight]:
            return face
        raise _missing(sign)

    def _ranked(self, weight: str) -> Iterable[Path]:
        if self._others is None:
            self._others = tuple(_font_files(self._folders))
        return sorted(self._others, key=lambda path: (_penalty(path, weight), str(path)))


@cache
def machine_fonts() -> Fonts:
    """The shipped fonts and those in the folders where this system keeps its own."""
    share = Path("/usr/share/fonts")  # Linux; then macOS, then Windows. Folders that are not there are passed over.
    return Fonts(
        (
            user_data_path().parent / "fonts", user_data_path() / "fonts", Path.home() / ".fonts", Path("/usr/local/share/fonts"), share,
            Path.home() / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"), Path("C:/Windows/Fonts"),
        )
    )  # fmt: skip


def printable(text: str) -> str:
    """The text as it can be printed: composed, each run of spaces and line ends one space, without signs that show nothing."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    # Direction overrides would let a title rearrange what stands beside it; joiners are kept, Arabic and Indic scripts need them.
    composed = unicodedata.normalize("NFC", text)
    shown = (sign for sign in composed if sign in JOINERS or (unicodedata.category(sign) != "Cf" and sign not in _SELECTORS))
    return " ".join("".join(shown).split())


def needs_shaping(text: str) -> bool:
    """Whether signs change or move with their neighbours: scripts that run leftwards, and marks that sit on or beside their sign."""
    return not text.isascii() and any(unicodedata.bidirectional(sign) in _SHAPED or unicodedata.category(sign) == "Mc" for sign in text)


def runs_leftwards(text: str) -> bool:
    """Whether a line is read from right to left: its first letter with a direction says so."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def clusters(text: str) -> list[str]:
    """The text cut where a line may be cut: a sign with the marks that sit on it, and letters that a virama writes as one."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for sign in text:
        if found and (sign == "\u200d" or unicodedata.category(sign) in ("Mn", "Me", "Mc") or found[-1][-1] in _JOINS):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _shipped_folder() -> Path:
    spec = find_spec("fontpkg_fira_sans_condensed")
    if spec is None or spec.origin is None:
        raise Fault("FONT_MISSING", package="fontpkg-fira-sans-condensed")
    return Path(spec.origin).parent / "files"


def _font_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _penalty(path: Path, weight: str) -> int:
    name = path.stem.lower()
    points = sum(cost for word, cost in _UNWANTED.items() if word in name)
    return points + 3 * ("sans" not in name) + (("bold" in name) != (weight == "bold"))


def _first_with(cluster: str, faces: Sequence[Face]) -> Face:
    """The font for a sign with all its marks, of those that have any of the text."""
    if face := next((face for face in faces if face.has(cluster)), None):
        return face
    base = next((face for face in faces if face.has(cluster[0])), faces[0])
    raise _missing(next(sign for sign in cluster if not base.has(sign)))


def _missing(sign: str) -> Refusal:
    return Refusal("GLYPH_MISSING", character=sign, point=f"U+{ord(sign):04X}", name=unicodedata.name(sign, "no name"))


def _joined(text: str, faces: Sequence[Face]) -> Iterator[Run]:
    """The text in runs; a space belongs to the word before it, so that it stays there when runs are read from right to left."""
    held, last = "", faces[0]
    for cluster in clusters(text):
        face = last if held and cluster == " " and last.has(" ") else _first_with(cluster, faces)
        if held and face != last:
            yield Run(held, last)
            held = ""
        held, last = held + cluster, face
    if held:
        yield Run(held, last)


@contextmanager
def _opened(path: str, number: int) -> Iterator[Mapping[str, Any]]:
    """A font's tables by name, each read when it is asked for; none for a file that is no font."""
    try:
        with Path(path).open("rb") as file:
            yield TTFont(file, fontNumber=number, lazy=True)
    except (OSError, TTLibError):
        yield {}


@lru_cache(maxsize=4096)
def _blocks(path: str) -> frozenset[int]:
    """The Unicode blocks that a font claims, as bit numbers of its OS/2 table: a hundred times quicker to read than its glyphs."""
    with _opened(path, 0) as font:
        return frozenset(font["OS/2"].getUnicodeRanges()) if "OS/2" in font else frozenset()


@lru_cache(maxsize=64)
def _tables(path: str, number: int) -> tuple[str, Mapping[str, int]]:
    """The kind of outlines and the advances; ("", {}) for a file that is no font, or has pictures instead of outlines."""
    with _opened(path, number) as font:
        outlines = next((kind for kind in ("glyf", "CFF ", "CFF2") if kind in font), "")
        if not outlines or not all(name in font for name in ("cmap", "hmtx", "head")):
            return "", {}
        widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
        signs = font["cmap"].getBestCmap() or {}
        return outlines, {chr(point): round(widths[glyph][0] * 1000 / em) for point, glyph in signs.items() if glyph in widths}
