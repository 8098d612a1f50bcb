"""Text in a box: nothing is lost unless it says so, no line is wider than its box, and the largest size that fits is taken."""

from hypothesis import given
from hypothesis import strategies as st

from station.labels.fonts import Fonts, clusters, printable
from station.labels.wrapping import block_height, fit

_FONTS = Fonts(())
_SIGNS = st.text(st.sampled_from("aWi -ЖΩé…,.'e\u0301"), max_size=120)
_ROOM = st.integers(min_value=60, max_value=1000)


def _measure(text: str) -> int:
    return sum(run.advance for run in _FONTS.runs(text, "bold"))


def _tight(text: str) -> str:
    return "".join(text.split())


@given(_SIGNS, _ROOM, st.integers(min_value=40, max_value=200), st.integers(min_value=1, max_value=4))
def test_that_lines_hold_the_whole_text_or_end_with_an_ellipsis_and_fit(text: str, width: int, height: int, lines: int) -> None:
    shown = printable(text) or "a"
    fitted = fit(shown, _measure, width, height, 50, 20, lines)
    assert 1 <= len(fitted.lines) <= lines
    assert 20 <= fitted.size <= 50
    assert fitted.height <= height
    assert all(_measure(line) * fitted.size <= width * 1000 for line in fitted.lines)
    assert not any(line.startswith(" ") or line.endswith(" ") for line in fitted.lines)
    joined = _tight("".join(fitted.lines))
    if fitted.whole:
        assert joined == _tight(shown)
    else:
        assert fitted.size == 20
        assert joined.endswith("…")
        assert _tight(shown).startswith(joined[:-1])


def test_that_text_is_only_made_smaller_when_it_has_to_be() -> None:
    assert fit("Shirt", _measure, 1000, 100, 50, 20, 1).size == 50
    assert fit("Shirt " * 8, _measure, 600, 100, 50, 20, 1).size < 50
    assert len(fit("Shirt shirt shirt", _measure, 250, 200, 50, 20, 3).lines) > 1


def test_that_an_accent_is_never_parted_from_its_letter() -> None:
    assert clusters("xe\u0323\u0301y") == ["x", "e\u0323\u0301", "y"]
    assert clusters("👩\u200d🔧!") == ["👩\u200d🔧", "!"]


def test_that_the_height_of_a_block_counts_every_line() -> None:
    assert block_height(1, 1000) == 1100
    assert block_height(3, 1000) == 3400
