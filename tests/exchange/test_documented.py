"""The page that users read names every column and every field that goes in or out."""

import json
import re
from pathlib import Path

import pytest

from station.exchange.batches import Batch, Plan
from station.exchange.columns import columns
from station.exchange.flat import COLUMNS
from station.exchange.folder_target import FolderTarget
from station.exchange.kinds import KINDS
from station.exchange.mapping import Format, Mapping
from station.exchange.refused import COLUMNS as REFUSED_COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "names",
    [*(columns(kind).names for kind in KINDS), COLUMNS, REFUSED_COLUMNS],
    ids=[*KINDS, "csv", "refused rows"],
)
def test_that_every_column_is_on_the_page(names: tuple[str, ...]) -> None:
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_that_every_entry_of_a_mapping_is_on_the_page() -> None:
    assert [name for name in Mapping.model_fields if f"[{name}]" not in PAGE] == []
    assert [name for name in Format.model_fields if not re.search(rf"^    {name} = ", PAGE, re.MULTILINE)] == []


def test_that_every_field_of_a_manifest_is_on_the_page(tmp_path: Path) -> None:
    plan = Plan("B01", "7f3a9c", "folder", 1, 1, 1, "0" * 64, "2026-11-21T20:18:25.123Z")
    delivery = FolderTarget(tmp_path).deliver(Batch(plan, list))
    manifest = json.loads(delivery.files[-1].path.read_text(encoding="utf-8"))
    fields = {*manifest, *manifest["head"], *manifest["files"][0]}
    assert sorted(name for name in fields if f'"{name}": ' not in PAGE) == []
