"""The page about the documents that decide names every key, every word and every reason that the station knows."""

import re
from pathlib import Path

import pytest

from station.model.grades import Seal
from station.resources import resource_names
from station.rules.channels import CHANNELS
from station.rules.conditions import ConditionRow
from station.rules.disposition import DEROGATIONS, Rule
from station.rules.policies import DEFAULTS, NEEDED, HoldReason

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
SHIPPED = [Path(name).stem for folder in ("rubrics", "policies") for name in resource_names(folder)]


@pytest.mark.parametrize(
    "names",
    [
        list(Rule.model_fields),
        list(ConditionRow.model_fields),
        [field.alias or name for name, field in HoldReason.model_fields.items()],
        list(DEROGATIONS),
        list(DEFAULTS),
        list(NEEDED),
        [seal.value.lower() for seal in Seal],
        SHIPPED,
        list(CHANNELS),
    ],
    ids=["rules", "rows", "reasons to hold", "derogations", "defaults", "reasons that must be there", "seals", "documents", "channels"],
)
def test_that_every_name_is_on_the_page(names: list[str]) -> None:
    assert [name for name in names if not re.search(rf"`{name}`|`\"{name}\"`", PAGE)] == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_that_every_word_of_a_channel_is_in_its_row_and_no_other(channel: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{channel}` |"))
    told = re.findall(r"\b\d{4}\b|`(\w+)`", row.split("|", 2)[2])
    numbers = re.findall(r"\b\d{4}\b", row)
    assert {*filter(None, told), *numbers} == set(map(str, CHANNELS[channel]))
