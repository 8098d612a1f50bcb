"""What tests of devices share: a spooler of their own, which commands reach by CUPS_SERVER."""

from collections.abc import Iterator

import pytest

from tests.devices.cups import Cups


@pytest.fixture(scope="module")
def spooler() -> Iterator[Cups]:
    with Cups() as cups:
        yield cups


@pytest.fixture
def cups(spooler: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    monkeypatch.setenv("CUPS_SERVER", spooler.server)
    return spooler
