"""Any text at all gives a scan or a refusal, never another exception."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from station.errors import Refusal
from station.model.codes import CodeKind
from station.scan import Patterns, objection, read
from station.texts import notice

PIECES = [
    *("RS-", "FIND-", "BADGE-", "CLIENT-", "BIN-", "RMA-", "B02-000033-E", "X001ABCDEF", "4006381333931", "036000291452"),
    *("1Z410E7W0392751591", "RB123456785GB", "9205590164917312751089", "420", "94116", "96", "C11031500001879", "490154203237518"),
    *("LPNRR", "GM", "TBA", "J", "(01)", "(10)", "(", ")", "LOT ", "2027", "-03", "/12", ".31", "MAR", "2703", "425261"),
    *("01", "00", "10", "21", "30", "37", "09521321000018", "17281130", "17000000", "3103000750", "3920", "7007", "8008", "4326"),
    *("\x1d", "]", "]C1", "]E0", "]e0", "]Q3", "]d2", "]J1", "]Y1"),
    *("https://", "http://", "id.gs1.org", "/01/9521321000018", "/10/", "/21/", "?17=", "%", "%00", "["),
    *("٤", "²", "½", " ", "\ud800", "../", "é"),
]
TEXTS = st.one_of(st.text(max_size=600), st.lists(st.sampled_from(PIECES) | st.text("0123456789AZ", max_size=9), max_size=9).map("".join))


ASKS = st.sampled_from(["", "number", "serial", "expiry"])


@given(TEXTS, ASKS)
@example("]C1\x1d \x1d", "")
@example("https://[", "")
@example("]C1392" + "9" * 20, "")
@example("0000-00", "expiry")
@example("²²²²²²", "expiry")
def test_that_any_text_gives_a_scan_or_a_refusal(text: str, asks: str) -> None:
    try:
        scan = read(text, Patterns(), asks)
    except Refusal as refusal:
        said = notice(refusal)
    else:
        assert scan.readings
        said = notice(objection(scan.text))
    assert said.severity == "refused"
    assert (said.message + said.advice).isprintable()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "CODE_EMPTY"),
        (" \r\n", "CODE_EMPTY"),
        ("]C1", "CODE_EMPTY"),
        ("\x1d", "CODE_EMPTY"),
        ("../../x", "CODE_NOT_READABLE"),
        ("..\\..\\x", "CODE_NOT_READABLE"),
        ("RS-BIN-../../x", "CODE_NOT_READABLE"),
        ("RMA-1\x00", "CODE_NOT_READABLE"),
        ("RMA-1\tRMA-2", "CODE_NOT_READABLE"),
        ("RMA-1\rRMA-2", "CODE_NOT_READABLE"),
        ("RMA\u202e-1", "CODE_NOT_READABLE"),
        ("RMA\ud800", "CODE_NOT_READABLE"),
        ("A" * 10_240, "CODE_TOO_LONG"),
    ],
)
def test_that_hostile_texts_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as raised:
        read(text, Patterns())
    assert raised.value.code == code
    assert len(notice(raised.value).message) < 300


def test_that_a_text_that_reads_like_a_query_or_a_format_is_only_a_text() -> None:
    for text in ("x'; DROP TABLE items;--", "{0.__class__}", "%s%n", "^XZ~JA", "=HYPERLINK(1)"):
        scan = read(text, Patterns())
        assert [reading.kind for reading in scan.readings] == [CodeKind.RMA, CodeKind.TRACKING, CodeKind.SKU, CodeKind.SERIAL]
        assert {reading.value for reading in scan.readings} == {text}
        assert notice(objection(text)).message.startswith(text)


LONG = [
    *("1" * 512, "01" + "0" * 510, "00" + "10" * 255, "A" * 512, "1 " * 256, "-" * 512, "(" * 512, "(01)" * 128, "(10)A" * 102, "<" * 512),
    *(
        "]C1" + "2110" * 127,
        "]C1" + "\x1d21" * 168,
        "]C1" + "10" * 254,
        f"0109521321000018{'10' + '21' * 44}",
        "https://id.gs1.org" + "/01" * 164,
    ),
    *("LPN" + "A" * 509, "RMA-" + "-" * 508, "2027-" * 102, "LOT " * 128, "GM" + "1" * 510, "420" * 170, "http://" + "%" * 505),
]


@pytest.mark.parametrize("asks", ["", "number", "serial", "expiry"])
def test_that_the_longest_hostile_texts_are_quick(asks: str) -> None:
    started = time.perf_counter()
    for text in LONG:
        try:
            objection(read(text, Patterns(), asks).text)
        except Refusal as refusal:
            assert refusal.code != "CODE_TOO_LONG"  # noqa: PT017 -- either way is right; only the way to it is timed
    assert time.perf_counter() - started < 0.05 * len(LONG)
