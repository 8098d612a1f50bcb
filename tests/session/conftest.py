"""The bench that session tests work at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session import goods
from tests.session.shop import Bench, opened


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Pictures take themselves."""
    yield from opened(tmp_path / "shop")


@pytest.fixture
def bench_without_camera(tmp_path: Path) -> Iterator[Bench]:
    yield from opened(tmp_path / "shop", camera=False)


@pytest.fixture
def phones(bench: Bench) -> Bench:
    """The same with goods that are told apart one by one."""
    bench.knows(*(goods.PHONE, goods.BIGGER, goods.CREAM, goods.SET, goods.CUP, goods.DEVICE), goods.PHONES)
    bench.knows(goods.PHONE_LINE, goods.OTHER_LINE, goods.SET_LINE)
    return bench
