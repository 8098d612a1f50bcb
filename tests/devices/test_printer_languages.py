"""A language of label printers stands in one place; whatever is made for each of them is made for every one."""

from collections.abc import Collection

import pytest

from station.cli.simulate import Language
from station.devices.simulated_printer import SIMULATED
from station.devices.status_languages import STATUS_LANGUAGES
from station.labels.rendering import FORMATS
from station.model.labels import LANGUAGES


@pytest.mark.parametrize("known", [Language, SIMULATED, STATUS_LANGUAGES], ids=["command", "simulators", "status"])
def test_that_every_language_is_simulated_and_asked_for_its_status(known: Collection[str]) -> None:
    assert sorted(known) == sorted(LANGUAGES)


def test_that_labels_are_drawn_in_every_language() -> None:
    assert set(LANGUAGES) < set(FORMATS)
