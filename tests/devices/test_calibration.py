"""What the calibration sheet finds out: every fault that a scanner's settings can have, named by its cure."""

import string

import pytest

from station.devices.calibration import CODES, GS, Kind, SheetCode, Trouble, in_common, sheet_code, troubles
from ui.devices.scan_codes import X11

LETTERS, MORE_LETTERS, DIGITS, SIGNS, FIELDS = CODES
# Where a key of these keyboards stands on a US one: what we hear of a scanner that is set to them. The rest is the same for this purpose.
_FRENCH = str.maketrans("aqzwAQZWmM;", "qawzQAWZ;:m")
_GERMAN = str.maketrans("yzYZ", "zyZY")
_BRITISH = str.maketrans('"@~|', '@"|~')


def test_that_the_sheet_has_every_printable_character_once_and_a_separator() -> None:
    plain = "".join(code.text for code in CODES if not code.gs1)
    assert sorted(plain) == sorted(string.ascii_letters + string.digits + string.punctuation + " ")
    assert GS in FIELDS.text
    assert {sign for pair in X11.characters.values() for sign in pair} >= set(plain), "the wedge knows a key for each"


@pytest.mark.parametrize("aim", ["", "]C0", "]d2"])
def test_that_an_exact_code_has_no_trouble(aim: str) -> None:
    for each in CODES:
        assert troubles(each, aim + each.text, ended=True) == ()


@pytest.mark.parametrize(
    ("code", "came", "trouble"),
    [
        (LETTERS, LETTERS.text.swapcase(), Trouble(Kind.CAPS_LOCK)),
        (LETTERS, LETTERS.text.upper(), Trouble(Kind.CAPITALS)),
        (MORE_LETTERS, MORE_LETTERS.text.lower(), Trouble(Kind.SMALL)),
        (LETTERS, LETTERS.text.translate(_FRENCH), Trouble(Kind.LAYOUT, "A → Q, a → q, M → :", "FR")),
        (MORE_LETTERS, MORE_LETTERS.text.translate(_GERMAN), Trouble(Kind.LAYOUT, "Y → Z, y → z, Z → Y", "DE")),
        (SIGNS, SIGNS.text.translate(_BRITISH), Trouble(Kind.LAYOUT, '@ → ", | → ~, ~ → |', "GB")),
        (FIELDS, FIELDS.text.replace(GS, ""), Trouble(Kind.GS_LOST)),
        (FIELDS, FIELDS.text.replace(GS, "|"), Trouble(Kind.GS_CHANGED, "|")),
        (DIGITS, "~" + DIGITS.text, Trouble(Kind.BEFORE, "~")),
        (DIGITS, DIGITS.text + "\t", Trouble(Kind.BEHIND, "\t")),
        (LETTERS, LETTERS.text[:9], Trouble(Kind.CUT, LETTERS.text[:9])),
        (LETTERS, "4006381333931", Trouble(Kind.OTHER, "4006381333931")),
    ],
)
def test_that_a_trouble_is_named(code: SheetCode, came: str, trouble: Trouble) -> None:
    assert sheet_code(came, code) is code
    assert troubles(code, came, ended=True) == (trouble,)


def test_that_a_code_is_known_whichever_was_asked_for() -> None:
    assert sheet_code(DIGITS.text, LETTERS) is DIGITS
    assert sheet_code("]d2" + FIELDS.text.replace(GS, ""), SIGNS) is FIELDS
    assert sheet_code("4006381333931", SIGNS) is SIGNS


def test_that_a_lost_separator_is_seen_through_other_troubles() -> None:
    assert troubles(FIELDS, FIELDS.text.replace(GS, "").lower(), ended=True) == (Trouble(Kind.GS_LOST), Trouble(Kind.SMALL))
    assert troubles(FIELDS, FIELDS.text.replace(GS, "").translate(_FRENCH), ended=False) == (
        Trouble(Kind.GS_LOST),
        Trouble(Kind.LAYOUT, "A → Q, Z → W", "FR"),
        Trouble(Kind.NO_END),
    )


def test_that_an_end_that_does_not_come_is_a_trouble_beside_others_and_each_is_said_once() -> None:
    first = troubles(LETTERS, LETTERS.text.upper(), ended=False)
    second = troubles(MORE_LETTERS, MORE_LETTERS.text.upper(), ended=False)
    assert in_common([first, second]) == (Trouble(Kind.CAPITALS), Trouble(Kind.NO_END))
    assert in_common([]) == ()
