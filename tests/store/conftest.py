"""The store is what these tests are about: each new station is made step by step."""

import pytest

from tests import once


@pytest.fixture(autouse=True)
def _as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    once.as_installed(monkeypatch)
