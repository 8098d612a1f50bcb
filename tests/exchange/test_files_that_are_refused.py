"""Files that are no table at all, or whose header does not fit: one sentence that says what, where and what next; nothing is taken."""

import re
from pathlib import Path
from random import Random

import pytest

from station.errors import Refusal
from station.exchange.kinds import Kind
from station.exchange.mapping import Format, Mapping
from tests.exchange.conftest import Desk
from tests.exchange.files import CONTENT_TYPES, packed

NOT_TABLES = {
    "FILE_EMPTY": [b"", b"\xef\xbb\xbf", b"  \r\n\r\n"],
    "FILE_IS_BINARY": [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n\0\0",
        packed("xl/workbook.bin", CONTENT_TYPES),
        packed("word/document.xml", CONTENT_TYPES),
    ],
    "FILE_IS_XLS": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)],
    "FILE_IS_ODS": [packed(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})],
    "FILE_IS_ARCHIVE": [packed("products.csv"), packed(), b"\x1f\x8b\x08\0\0\0", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"],
    "FILE_JSON_LIST": [b'[{"sku": "A"}]', b'\xef\xbb\xbf [\n  {"sku": "A"}\n]\n'],
    "FILE_NO_JSON_LINES": [b'{\n  "sku": "A"\n}\n', b"{not json}\n"],
    "FILE_TOO_WIDE": ["".join(f'{{"sku": "A", "n{number}": 1}}\n' for number in range(1_001)).encode()],
    "FILE_IS_NO_TEXT": [bytes(range(256)) * 20, b"x" + Random(7).randbytes(20_000)],
    "FILE_HAS_NUL": [b"sku,title\nA,one\nB,t\0wo\n"],
    "FILE_LINE_TOO_LONG": [b"sku,title\nA," + b"x" * 3_000_000],
    "ENCODING_UNKNOWN": ["sku,title\nA,größer\nB,gr".encode() + b"\xf6\xdf\n", b"sku,title\nA,\x81\x8d\n"],
    "ENCODING_WRONG": [b"\xff\xfe" + "sku,title\nA,x".encode("utf-16-le") + b"\n", b"\xef\xbb\xbfsku,title\nA,gr\xf6\xdfer\n"],
    "HEADER_UNREADABLE": [b'sku,"title\nA,one\n'],
    "HEADER_MISSING": [b"<!DOCTYPE html>\n<html></html>\n", b'{"title": "A"}\n', b"title,price\nx,1.00\n"],
    "HEADER_UNKNOWN": [b"sku,colour of the sky\nA,blue\n", b"sku,,title\nA,,x\n"],
    "HEADER_TWICE": [b"sku,item code\nA,A\n", b'{"sku": "A", "Item-Code": "A"}\n'],
}


@pytest.mark.parametrize(("code", "content"), [(code, content) for code, contents in NOT_TABLES.items() for content in contents])
def test_that_what_is_no_products_table_is_refused_with_a_sentence(desk: Desk, code: str, content: bytes) -> None:
    said = desk.refusal("products", content)
    assert (said.code, said.severity) == (code, "refused")
    assert "products.csv" in said.message
    assert not re.search(r"{\w+}", said.message + said.advice)
    assert list(desk.inbox.iterdir()) == [desk.inbox / "products.csv"]


def test_that_the_line_is_named_where_a_text_goes_wrong(desk: Desk) -> None:
    assert "line 3" in desk.refusal("products", b"sku,title\nA,one\nB,t\0wo\n").message
    assert "Line 3" in desk.refusal("products", "sku,title\nA,größer\nB,x".encode() + b"\xff\n").message
    far = "sku,title\n" + "".join(f"S-{number},größer\n" for number in range(100_000))
    assert "Line 100002" in desk.refusal("products", far.encode() + b"Z,\xf6\n").message


def test_that_a_wrongly_declared_encoding_is_named(desk: Desk) -> None:
    said = desk.refusal("products", "sku,title\nA,größer\n".encode("cp1252"), mapping=Mapping(format=Format(encoding="utf-8")))
    assert (said.code, "Line 2" in said.message, "utf-8" in said.message) == ("ENCODING_WRONG", True, True)


def test_that_a_missing_file_and_a_folder_are_refused(desk: Desk) -> None:
    for path, code in ((desk.inbox / "nowhere.csv", "FILE_MISSING"), (desk.inbox, "FILE_NOT_A_FILE")):
        with pytest.raises(Refusal) as raised:
            desk.take("products", path)
        assert raised.value.code == code


def test_that_a_file_that_may_not_be_read_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    # As root every file may be read, so the system's answer is given here.
    def no(*_args: object, **_kwargs: object) -> object:
        raise PermissionError(13, "Permission denied")

    file = desk.put("products.csv", "sku\nA\n")
    monkeypatch.setattr(Path, "open", no)
    with pytest.raises(Refusal) as raised:
        desk.take("products", file)
    assert (raised.value.code, raised.value.params["detail"]) == ("FILE_UNREADABLE", "Permission denied")


@pytest.mark.parametrize(
    ("kind", "header", "missing", "nearest"),
    [
        ("products", "skuu,title", "sku", "“skuu” → sku"),
        ("returns", "rmaa,sku", "rma", "“rmaa” → rma"),
        ("returns", "rma,quantity,artikelnumer", "sku / gtin", "“artikelnumer” → sku"),
    ],
)
def test_that_a_missing_column_is_named_with_the_nearest(desk: Desk, kind: Kind, header: str, missing: str, nearest: str) -> None:
    said = desk.refusal(kind, f"{header}\n1,2,3\n")
    assert said.code == "HEADER_MISSING"
    assert f"no column {missing}." in said.message
    assert header.replace(",", ", ") in said.message
    assert nearest in said.advice


def test_that_an_unknown_column_is_named_with_the_nearest(desk: Desk) -> None:
    said = desk.refusal("products", "sku,tittle,price,shade\nA,x,1.00,red\n")
    assert "“tittle”, “shade”" in said.message
    assert "“tittle” → title" in said.advice


def test_that_the_file_itself_must_say_whose_returns_these_are_where_several_clients_are_known(desk: Desk) -> None:
    desk.take("products", desk.put("p.csv", "client,sku\nnorthwind,A\nsouthwind,B\n"))
    said = desk.refusal("returns", "rma,sku\nR-1,A\n", client="")
    assert (said.code, "northwind, southwind" in said.message) == ("CLIENT_NEEDED", True)


def test_that_a_file_that_grows_while_it_is_read_is_named(desk: Desk) -> None:
    file = desk.put("products.csv", "sku\n" + "".join(f"S-{number}\n" for number in range(2_000)))

    def grow(_progress: object) -> None:
        with file.open("a") as more:
            more.write("LATE\n")

    with pytest.raises(Refusal) as raised:
        desk.take("products", file, progress=grow)
    assert raised.value.code == "FILE_CHANGED"
