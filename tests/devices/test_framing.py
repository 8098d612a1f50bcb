"""Scans out of a serial stream, wherever its reads were cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.devices.framing import LONGEST, LineFramer
from station.errors import Refusal

GS = "\x1d"
lines = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20), st.sampled_from(["\r", "\n", "\r\n"])
    )
)


def heard(pieces: list[bytes]) -> list[str]:
    """Scans, and the codes of what was refused, in order."""
    framer = LineFramer()
    return [scan.code if isinstance(scan, Refusal) else scan for piece in pieces for scan in framer.feed(piece)]


@settings(deadline=None)
@given(lines)
def test_that_a_stream_cut_at_any_position_gives_the_same_scans(sent: list[tuple[str, str]]) -> None:
    stream = "".join(text + end for text, end in sent).encode()

    for cut in range(len(stream) + 1):
        assert heard([stream[:cut], stream[cut:]]) == [text for text, _end in sent]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_that_any_bytes_one_by_one_give_what_they_give_at_once(noise: bytes) -> None:
    assert heard([noise[at : at + 1] for at in range(len(noise))]) == heard([noise])


def test_that_group_separators_stay_in_the_scan() -> None:
    text = f"]d20104006381333931{GS}10AB12{GS}21XYZ"

    assert heard([text.encode() + b"\r\n"]) == [text]


@pytest.mark.parametrize("cut", [0, 1, LONGEST, LONGEST + 1, LONGEST + 3, LONGEST + 4, LONGEST + 5])
def test_that_an_over_long_line_is_refused_once_and_the_next_scan_is_heard(cut: int) -> None:
    stream = b"9" * (LONGEST + 3) + b"\r\nRMA-1\r\n"

    assert heard([stream[:cut], stream[cut:]]) == ["SCAN_TOO_LONG", "RMA-1"]


def test_that_a_line_that_never_ends_is_refused_once_and_takes_no_memory() -> None:
    framer = LineFramer()

    refused = [scan for _read in range(100) for scan in framer.feed(b"x" * 1000)]

    assert [scan.code for scan in refused if isinstance(scan, Refusal)] == ["SCAN_TOO_LONG"]
    assert len(framer.tail) <= LONGEST


@pytest.mark.parametrize("noise", [b"\xf8\x80\xfe", b"ab\x00cd", b"\x1bE", b"\xc3\x28"])
def test_that_what_a_wrong_baud_rate_makes_of_a_scan_is_refused(noise: bytes) -> None:
    assert heard([noise + b"\rRMA-1\r"]) == ["SCAN_GARBLED", "RMA-1"]


def test_that_an_unfinished_scan_is_given_up_and_told_for_what_it_is() -> None:
    framer = LineFramer()
    framer.feed(b"RMA-1\r\nRMA-2")

    given_up = framer.give_up()

    assert given_up is not None
    assert (given_up.code, given_up.params["text"]) == ("SCAN_PARTIAL", "RMA-2")
    assert framer.feed(b"RMA-3\n") == ["RMA-3"]
    assert framer.give_up() is None


def test_that_noise_without_an_end_is_no_scan_that_broke_off() -> None:
    framer = LineFramer()
    framer.feed(b"\xf8\x80\xfe")

    given_up = framer.give_up()

    assert given_up is not None
    assert given_up.code == "SCAN_GARBLED"
