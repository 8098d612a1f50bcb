"""A station with shelves, closed at the end of the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handheld.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path / "shop")
    try:
        yield opened
    finally:
        opened.close()
