"""Any text at all gives a scan or a refusal, never another exception."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from station.errors import Refusal
from station.model.codes import CodeKind
from station.scan import Patterns, objection, read
from station.texts import notice

PIECES = [
    *("RS-", "FIND-", "BADGE-", "CLIENT-", "BIN-", "RMA-", "B02-000033-E", "X001ABCDEF", "4006381333931", "036000291452"),
    *("01", "00", "10", "21", "30", "37", "09521321000018", "17281130", "17000000", "3103000750", "3920", "7007", "8008", "4326"),
    *("\x1d", "]", "]C1", "]E0", "]e0", "]Q3", "]d2", "]J1", "]Y1"),
    *("https://", "http://", "id.gs1.org", "/01/9521321000018", "/10/", "/21/", "?17=", "%", "%00", "["),
    *("٤", "²", "½", " ", "\ud800", "../", "é"),
]
TEXTS = st.one_of(st.text(max_size=600), st.lists(st.sampled_from(PIECES) | st.text("0123456789AZ", max_size=9), max_size=9).map("".join))


@given(TEXTS, st.booleans())
@example("]C1\x1d \x1d", False)  # noqa: FBT003 -- hypothesis takes examples by position
@example("https://[", False)  # noqa: FBT003
@example("]C1392" + "9" * 20, False)  # noqa: FBT003
def test_that_any_text_gives_a_scan_or_a_refusal(text: str, prompt_takes_number: bool) -> None:
    try:
        scan = read(text, Patterns(), prompt_takes_number)
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
        assert scan.readings[-1].kind is CodeKind.SKU
        assert scan.readings[-1].value == text
        assert notice(objection(text)).message.startswith(text)
