"""What a person reads about files: every code of this part is met in a test here, and says what happened and what next."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.errors import Refusal
from station.exchange.columns import columns
from station.exchange.delimited import Delimited
from station.exchange.mapping import Mapping
from station.resources import resource_text
from station.texts import notice

ROWS = tomllib.loads(resource_text("texts/en/errors_exchange.toml"))


def test_that_every_code_is_met_in_a_test() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.py"))
    assert sorted(code for code in ROWS if code not in tests) == []


@pytest.mark.parametrize("code", ROWS)
def test_that_a_sentence_is_whole_once_it_is_filled(code: str) -> None:
    names = re.findall(r"{(\w+)}", ROWS[code]["message"] + ROWS[code]["advice"])
    said = notice(Refusal(code, **dict.fromkeys(names, "42")))
    assert not re.search(r"{\w+}", said.message + said.advice)
    assert said.message[0].isupper() or said.message.startswith(("42", "“"))
    assert said.message.endswith(".")
    assert said.advice.endswith(".")


def test_that_a_disk_that_fails_and_bytes_that_change_under_the_reader_are_named() -> None:
    for failure, code in (
        (OSError(5, "Input/output error"), "FILE_UNREADABLE"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"), "FILE_CHANGED"),
    ):
        table = Delimited(_lines_then(failure), columns("products"), Mapping(), "products.csv")
        with pytest.raises(Refusal) as raised:
            list(table.records())
        assert raised.value.code == code
        assert "products.csv" in notice(raised.value).message


def _lines_then(failure: Exception) -> Iterator[str]:
    yield from ("sku\n", *(f"S-{number}\n" for number in range(100)))
    raise failure
