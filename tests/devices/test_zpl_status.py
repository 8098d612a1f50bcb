"""Answers of ZPL printers: from the maker's guide and from the simulator, whole, cut at every position, and spoilt."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.devices.conditions import Condition
from station.devices.zpl_status import ExtendedStatus, GarbledError, HostStatus, read_status

HEALTHY = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
EXTENDED = b"\x02\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 00000005\r\n   WARNINGS:       1 00000000 00000002\r\n\x03"
PRINTING_NOTHING = HostStatus(
    media_out=False, paused=False, formats=0, buffer_full=False, partial=False, memory_lost=False, hot=False, head_open=False,
    ribbon_out=False, remaining=0,
)  # fmt: skip

flags = st.booleans()
statuses = st.builds(
    HostStatus, media_out=flags, paused=flags, formats=st.integers(0, 999), buffer_full=flags, partial=flags, memory_lost=flags,
    hot=flags, head_open=flags, ribbon_out=flags, remaining=st.integers(0, 99_999_999),
)  # fmt: skip


def answer(status: HostStatus) -> bytes:
    """As a printer would write it."""
    s = status
    first = f"030,{s.media_out:d},{s.paused:d},1245,{s.formats:03d},{s.buffer_full:d},0,{s.partial:d},000,{s.memory_lost:d},0,{s.hot:d}"
    second = f"000,0,{s.head_open:d},{s.ribbon_out:d},1,2,6,0,{s.remaining:08d},1,000"
    return "".join(f"\x02{text}\x03\r\n" for text in (first, second, "1234,0")).encode()


def test_that_the_maker_s_example_is_a_healthy_printer_with_nothing_left_to_print() -> None:
    status = read_status(HEALTHY)

    assert status == PRINTING_NOTHING
    assert status.condition is Condition.READY
    assert status.drained


@settings(deadline=None)
@given(statuses)
def test_that_every_flag_is_read_from_its_own_place(status: HostStatus) -> None:
    assert read_status(answer(status)) == status


@settings(deadline=None)
@given(statuses)
def test_that_no_beginning_of_an_answer_is_taken_for_a_status_nor_for_garbage(status: HostStatus) -> None:
    whole = answer(status)

    for cut in range(whole.rindex(b"\x03")):
        assert read_status(whole[:cut]) is None


def test_that_an_extended_status_cut_anywhere_waits_for_the_rest() -> None:
    for cut in range(len(EXTENDED) - 1):
        assert read_status(EXTENDED[:cut]) is None
    assert read_status(EXTENDED) == ExtendedStatus(failing=True, errors=5, warnings=2)


@pytest.mark.parametrize(
    ("field", "condition"),
    [
        ("head_open", Condition.HEAD_OPEN), ("media_out", Condition.MEDIA_OUT), ("ribbon_out", Condition.RIBBON_OUT),
        ("hot", Condition.HOT), ("memory_lost", Condition.MEMORY_LOST), ("paused", Condition.PAUSED), ("partial", Condition.PARTIAL),
        ("buffer_full", Condition.BUFFER_FULL),
    ],
)  # fmt: skip
def test_that_each_fault_has_its_own_name_and_takes_no_jobs(field: str, condition: Condition) -> None:
    status = replace(PRINTING_NOTHING, formats=2, **{field: True})

    assert status.condition is condition
    assert not status.condition.takes_jobs
    assert not status.drained


@pytest.mark.parametrize("field", ["formats", "remaining"])
def test_that_a_printer_with_something_left_takes_jobs_but_is_not_drained(field: str) -> None:
    status = replace(PRINTING_NOTHING, formats=int(field == "formats"), remaining=int(field == "remaining"))

    assert status.condition is Condition.PRINTING
    assert status.condition.takes_jobs
    assert not status.drained


@pytest.mark.parametrize(
    ("bits", "condition"),
    [
        (0x1, Condition.MEDIA_OUT), (0x2, Condition.RIBBON_OUT), (0x4, Condition.HEAD_OPEN), (0x5, Condition.HEAD_OPEN),
        (0x8, Condition.CUTTER), (0x10, Condition.HOT), (0x10000, Condition.PAUSED), (0x4000, Condition.FAULTY),
    ],
)  # fmt: skip
def test_that_error_bits_become_conditions_and_unknown_ones_still_a_fault(bits: int, condition: Condition) -> None:
    status = read_status(EXTENDED.replace(b"00000005", f"{bits:08X}".encode()))

    assert status is not None
    assert status.condition is condition


@pytest.mark.parametrize(
    "spoilt",
    [
        b"HTTP/1.1 400", b"\x15", b"\x02030,0\x03", b"\x02hello\x03\r\n", HEALTHY.replace(b"030,0", b"030,7"),
        HEALTHY[10:], HEALTHY.replace(b"\x03\r\n\x02000", b"\x03junk\x02000"), HEALTHY.replace(b"1234,0", b"pass,0"), b"\x02" * 3,
        b"\x02" + b"0" * 2000,
    ],
)  # fmt: skip
def test_that_what_is_no_status_is_never_read_as_one(spoilt: bytes) -> None:
    with pytest.raises(GarbledError):
        read_status(spoilt)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_that_any_bytes_are_garbled_or_a_beginning_and_never_a_status(noise: bytes) -> None:
    with suppress(GarbledError):
        assert read_status(noise) is None
