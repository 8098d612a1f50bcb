"""The bench that session tests work at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session.shop import Bench, opened


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Pictures take themselves."""
    yield from opened(tmp_path / "shop")


@pytest.fixture
def bench_without_camera(tmp_path: Path) -> Iterator[Bench]:
    yield from opened(tmp_path / "shop", camera=False)
