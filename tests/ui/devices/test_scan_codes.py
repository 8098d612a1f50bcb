"""A key's number means what a US keyboard says, whatever text the layout made of it."""

import pytest

from tests.ui.devices.typing import PRINTABLE
from ui.devices.scan_codes import WINDOWS, X11, CodeTable, Modifier, character, table_for

NONE, SHIFT, CONTROL, OTHER = Modifier.NONE, Modifier.SHIFT, Modifier.CONTROL, Modifier.OTHER


def test_that_every_printable_character_has_its_key_on_both_platforms() -> None:
    everything = {chr(code) for code in range(0x20, 0x7F)}
    assert set(PRINTABLE) == everything
    for table in (X11, WINDOWS):
        assert {sign for pair in table.characters.values() for sign in pair} == everything


@pytest.mark.parametrize(
    ("code", "modifiers", "meant"),
    [
        (24, NONE, "q"),  # types an a in France
        (24, SHIFT, "Q"),
        (11, SHIFT, "@"),
        (29, NONE, "y"),  # types a z in Germany
        (35, CONTROL, "\x1d"),
        (51, CONTROL, "\x1c"),
        (15, CONTROL | SHIFT, "\x1e"),
        (15, CONTROL, "\x1e"),
        (20, CONTROL | SHIFT, "\x1f"),
        (20, CONTROL, "\x1f"),
        (40, CONTROL, "\x04"),
        (58, CONTROL, "\r"),
        (54, CONTROL, None),  # copy
        (24, OTHER, None),
        (36, NONE, "\r"),
        (104, NONE, "\r"),
        (36, CONTROL, None),
        (23, NONE, "\t"),
        (23, SHIFT, None),  # back to the field before
        (94, NONE, None),  # the key that US keyboards do not have
        (9, NONE, None),  # Esc
    ],
)
def test_what_a_key_means_under_x11(code: int, modifiers: Modifier, meant: str | None) -> None:
    assert character(X11, code, "à", modifiers) == meant


@pytest.mark.parametrize(
    ("table", "code", "text", "meant"),
    [(X11, 79, "7", "7"), (X11, 106, "/", "/"), (X11, 79, "", None), (WINDOWS, 0x47, "7", "7"), (WINDOWS, 0x147, "", None)],
    ids=["7", "slash", "Home, without Num Lock", "7 under Windows", "the Home key under Windows"],
)
def test_that_the_number_pad_counts_while_it_gives_digits(table: CodeTable, code: int, text: str, meant: str | None) -> None:
    assert character(table, code, text, NONE) == meant
    assert character(table, code, text, CONTROL) is None


def test_that_windows_has_its_own_codes() -> None:
    assert character(WINDOWS, 0x10, "a", NONE) == "q"
    assert character(WINDOWS, 0x1B, "\x1d", CONTROL) == "\x1d"
    assert character(WINDOWS, 0x1C, "\r", NONE) == character(WINDOWS, 0x11C, "\r", NONE) == "\r"
    assert character(WINDOWS, 0x148, "", NONE) is None


@pytest.mark.parametrize(
    ("text", "meant"), [("q", "q"), ("\x1d", "\x1d"), ("\n", "\r"), ("\r", "\r"), ("\t", "\t"), ("é", None), ("", None), ("ab", None)]
)
def test_that_without_codes_the_text_has_to_do(text: str, meant: str | None) -> None:
    assert character(None, 0, text, NONE) == meant
    assert character(None, 0, text, OTHER) is None


def test_which_platforms_have_codes() -> None:
    assert [table_for(name) for name in ("xcb", "wayland", "offscreen", "windows", "cocoa")] == [X11, X11, X11, WINDOWS, None]
